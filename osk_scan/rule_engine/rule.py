"""A rule: one YAML file of the policy, checked as it is read; its file name is its id."""

from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from osk_scan.errors import InvalidPolicy
from osk_scan.finding import Severity
from osk_scan.licenses.compatibility import NO_CLAUSE
from osk_scan.model import Wording
from osk_scan.rule_engine.conditions import CONDITIONS
from osk_scan.rule_engine.placeholders import find_placeholder, known_names
from osk_scan.rule_engine.registry import Condition, Level, Per, did_you_mean, exact, filled, placeholders_in
from osk_scan.shipped import shipped_rules
from osk_scan.yaml_reading import convert_policy, load_policy

TOPICS = ("licenses", "lockin", "dependencies", "provenance", "support")
_OTHER_FOLDERS = ("catalogue", "license_authorities", "quality")
"""Parts of a policy that are no rules."""
_BETWEEN_CITATIONS = "; "


class Rule(Struct, frozen=True, kw_only=True):
    """One statement of the policy: where all conditions of `when` hold, the message is a finding."""

    id: str
    topic: str
    title: Wording
    severity: Severity
    level: Level
    per: Per
    """`system`: the components of one system that the rule flags are told in one finding, with their number."""
    when: tuple[tuple[str, tuple[str, ...]], ...]
    """Conditions by key, each with the values that it accepts; a threshold is one value, an exact fraction."""
    message: Wording
    fix: Wording
    why: str
    """Link to or citation of the clause or policy behind the rule, the same in every language."""

    @property
    def about_license(self) -> bool:
        """Whether the statement is about a license, so that another license makes it another finding."""
        return any(CONDITIONS[key].about_license for key, _ in self.when)

    @property
    def cites(self) -> str:
        """What the rule cites whatever it flags; each finding may cite a clause of its own before it."""
        return _BETWEEN_CITATIONS.join(one for one in self.why.split(_BETWEEN_CITATIONS) if not placeholders_in(one))

    def cited(self, values: dict[str, str]) -> str:
        """Return what a finding cites; where it rests on no clause, only what the rule cites anyway."""
        whole = filled(self.why, values)
        return _BETWEEN_CITATIONS.join(one for one in whole.split(_BETWEEN_CITATIONS) if one != NO_CLAUSE) or whole

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The placeholders that the rule's texts use, sorted."""
        return tuple(sorted({name for text in _texts(self) for name in placeholders_in(text)}))


class SwitchedOff(Struct, frozen=True):
    """A rule that ships and that this policy does not judge by."""

    id: str
    topic: str
    off: str
    """Why, in the words of whoever decided it."""


class RulePack(Struct, frozen=True):
    """The rules of one policy folder, sorted by id."""

    rules: tuple[Rule, ...]
    version: str
    """SHA-256 (hex) over the names and the content of the rule files."""
    off: tuple[SwitchedOff, ...] = ()

    def find(self, rule_id: str) -> Rule:
        """Return the rule with this id.

        Raises:
            InvalidPolicy: naming the nearest id, or why it is switched off.
        """
        by_id = {rule.id: rule for rule in self.rules}
        for one in self.off:
            if one.id == rule_id:
                raise InvalidPolicy(f"rule {rule_id}", f"is switched off: {one.off}", "see `osk-scan rules`")
        if rule_id not in by_id:
            raise InvalidPolicy(f"rule {rule_id}", "there is no such rule", did_you_mean(rule_id, by_id))
        return by_id[rule_id]


class _Text(Struct, frozen=True, forbid_unknown_fields=True):
    de: str
    en: str


class _OffFile(Struct, frozen=True, forbid_unknown_fields=True):
    off: str


class _RuleFile(Struct, frozen=True, forbid_unknown_fields=True):
    title: _Text
    severity: Severity
    when: dict[str, str | int | float | list[str]]
    message: _Text
    fix: _Text
    why: str
    per: Per = "component"


def load_rules(folder: Path) -> RulePack:
    """Return the rules under `folder`: `<topic>/<rule-id>.yaml` for each of `TOPICS`.

    Raises:
        InvalidPolicy: for a rule that does not say what it must, two rules of one name, a folder that is no topic, and
            where there are no rules at all.
    """
    _check_topics(folder)
    files = sorted((path for topic in TOPICS for path in folder.glob(f"{topic}/*.yaml")), key=lambda path: path.stem)
    digest = sha256()
    entries: list[Rule | SwitchedOff] = []
    for path in files:
        if entries and entries[-1].id == path.stem:
            raise InvalidPolicy(f"rule {path.stem}", "two topics have a rule of this name", "rename one of the files")
        entries.append(_entry(path))
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    rules = tuple(one for one in entries if isinstance(one, Rule))
    if not rules:
        raise InvalidPolicy(str(folder), "holds no rules", f"put them into folders named {', '.join(TOPICS)}")
    return RulePack(rules, digest.hexdigest(), tuple(one for one in entries if isinstance(one, SwitchedOff)))


def _check_topics(folder: Path) -> None:
    """Refuse a folder of files that nothing would read."""
    for name in sorted({path.parent.name for path in folder.glob("*/*.yaml")}):
        if name not in (*TOPICS, *_OTHER_FOLDERS) and not name.startswith("."):
            raise InvalidPolicy(f"{folder.name}/{name}", "is no topic of rules", did_you_mean(name, TOPICS))


def _entry(path: Path) -> Rule | SwitchedOff:
    """Return the rule at `path`, or that it is switched off: its file then only says `off`, and why."""
    plain = load_policy(path, dict[str, object])
    if "off" in plain:
        return _switched_off(path, convert_policy(plain, _OffFile, path.name).off)
    return _rule(path, plain)


def _rule(path: Path, plain: dict[str, object]) -> Rule:
    file = convert_policy(plain, _RuleFile, path.name)
    when = tuple((key, _accepted(path.name, key, value)) for key, value in sorted(file.when.items()))
    if not when:
        raise InvalidPolicy(path.name, "`when` has no condition", "name at least one")
    rule = Rule(
        id=path.stem,
        topic=path.parent.name,
        title=_wording(file.title),
        severity=file.severity,
        level=_common_level(path.name, when),
        per=file.per,
        when=when,
        message=_wording(file.message),
        fix=_wording(file.fix),
        why=file.why,
    )
    _check_placeholders(path.name, rule)
    return rule


def _switched_off(path: Path, reason: str) -> SwitchedOff:
    topic, shipped = path.parent.name, shipped_rules()
    if not (shipped / topic / path.name).is_file():
        known = [file.stem for file in shipped.glob(f"{topic}/*.yaml")]
        raise InvalidPolicy(path.name, "no rule of this name ships that could be off", did_you_mean(path.stem, known))
    if not reason.strip():
        raise InvalidPolicy(path.name, "`off` gives no reason", "say why nothing is judged by this rule")
    return SwitchedOff(path.stem, topic, reason)


def _wording(text: _Text) -> Wording:
    return Wording(text.de, text.en)


def _accepted(where: str, key: str, value: str | float | list[str]) -> tuple[str, ...]:
    """Return the values that the condition `key` accepts, each checked against its vocabulary."""
    condition = CONDITIONS.get(key)
    if condition is None:
        raise InvalidPolicy(where, f"unknown condition `{key}`", did_you_mean(key, CONDITIONS))
    if not condition.values:
        return (_fraction(where, key, value),)
    accepted = tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)
    for one in accepted:
        _check_value(where, condition, one)
    if not accepted:
        raise InvalidPolicy(where, f"`{key}` accepts nothing", f"known values: {', '.join(condition.values)}")
    return accepted


def _check_value(where: str, condition: Condition, value: str) -> None:
    if value not in condition.values:
        wrong = f"`{condition.key}` is never `{value}`"
        raise InvalidPolicy(where, wrong, did_you_mean(value, condition.values))


def _fraction(where: str, key: str, value: object) -> str:
    number = exact(str(value))
    if number is None:
        raise InvalidPolicy(where, f"`{key}` is no number", "write it as 0.25 or 1/4")
    return str(number)


def _common_level(where: str, when: tuple[tuple[str, tuple[str, ...]], ...]) -> Level:
    levels = {CONDITIONS[key].level for key, _ in when}
    if len(levels) == 1:
        return levels.pop()
    if "measure" in levels:
        wrong = "`when` mixes conditions on components or systems with conditions on scores"
        raise InvalidPolicy(where, wrong, "make two rules of it")
    return "component"


def _check_placeholders(where: str, rule: Rule) -> None:
    _check_citation(where, rule)
    for name in rule.placeholders:
        known = known_names(rule.level, rule.per)
        if name not in known:
            raise InvalidPolicy(where, f"`{{{name}}}` cannot be filled in here", did_you_mean(name, known))


def _check_citation(where: str, rule: Rule) -> None:
    """Refuse a citation that is filled in with words of one language: `why` stands there for all."""
    for name in placeholders_in(rule.why):
        found = find_placeholder(name, rule.level, rule.per)
        if found and not found.neutral:
            wrong = f"`why` cites, and `{{{name}}}` is told in words that differ by language"
            raise InvalidPolicy(where, wrong, "say it in `message`")


def _texts(rule: Rule) -> tuple[str, ...]:
    return (rule.message.de, rule.message.en, rule.fix.de, rule.fix.en, rule.why)
