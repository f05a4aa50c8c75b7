"""Every error raised on purpose, as one tree; `str()` is one line: where, what is wrong, what to do."""


class OskError(Exception):
    """The user must change something: exit code 2 on the command line, 4xx on the web."""

    def __init__(self, where: str, wrong: str, fix: str) -> None:
        super().__init__(where, wrong, fix)
        self.where = where
        self.wrong = wrong
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.where}: {self.wrong}; {self.fix}"


class RefusedDocument(OskError):
    """A document is unusable as a whole; nothing of it is stored.

    `kind` and `detail` let `problems.refusal` say the same in German.
    """

    def __init__(self, where: str, wrong: str, fix: str, *, kind: str = "unreadable", detail: str = "") -> None:
        super().__init__(where, wrong, fix)
        self.kind = kind
        self.detail = detail


class InvalidPolicy(OskError):
    """A file under `rules/` (or a rule, waiver or catalogue of the user's own) does not say what it must."""


class InvalidRequest(OskError):
    """The command or request names something that is not there or does not fit."""


class StoreError(OskError):
    """The database file cannot be used as it is."""


def one_line(text: str, limit: int = 200) -> str:
    """Return hostile text fit for one line of an error: printable, without controls, at most `limit` characters."""
    shown = "".join(c if c.isprintable() else "�" for c in text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
