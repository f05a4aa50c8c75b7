"""The reports' own sentences in German and English, each written once."""

import re
from functools import cache
from pathlib import Path

from osk_scan.model import Language, Wording
from osk_scan.terms import meaning, place_in, terms
from osk_scan.yaml_reading import load_policy

_KEY_WORD = re.compile(r"(^|; )(declared by enrichment|declared|concluded|relation|provisioning): ")


class Words:
    """The sentences in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._sentences = terms() | sentences()

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence `key` with its blanks filled in, whole numbers as people write them."""
        said = {
            name: whole(value, self.language) if isinstance(value, int) else value for name, value in values.items()
        }
        return self._sentences[key].in_(self.language).format(**said)

    def or_itself(self, group: str, term: str) -> str:
        """Return the word for `term` in `group`, or the term where people have no other word for it."""
        found = self._sentences.get(f"{group}.{term}")
        return found.in_(self.language) if found else term

    def of_value(self, fact: str, value: str) -> str:
        """Return what a value of a fact means, or the value where people have no other word for it."""
        return meaning(fact, value, self.language)

    def of_place(self, where: str) -> str:
        """Return an address in a document with its words in this language: `line 12` is `Zeile 12`."""
        return place_in(where, self.language)

    def of_evidence(self, fact: str) -> str:
        """Return a fact that evidence states, its key words in this language: `declared: MIT` is `angegeben: MIT`."""
        return _KEY_WORD.sub(lambda found: f"{found[1]}{self.or_itself('evidence', found[2])}: ", fact)


def whole(number: int, language: Language) -> str:
    """Return a whole number with its thousands apart."""
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language == "de" else grouped


@cache
def sentences() -> dict[str, Wording]:
    """Return every sentence by its key; the words in them for our own terms are elsewhere."""
    return load_policy(Path(__file__).with_name("wording.yaml"), dict[str, Wording])
