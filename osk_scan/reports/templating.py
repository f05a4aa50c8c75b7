"""Fill templates in: whatever enters them is made harmless and escaped, and what they ask for must be there."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from osk_scan.reports._plain import plain


class Templates:
    """The templates of some packages; of two of the same name the first package's counts."""

    def __init__(self, *packages: str, harmless: Callable[[str], str] = plain) -> None:
        from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

        self._harmless = harmless
        self._environment = Environment(
            loader=ChoiceLoader([PackageLoader(package) for package in packages]),
            autoescape=True,
            finalize=self._made_harmless,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def filled(self, name: str, /, **shown: object) -> str:
        """Return the template `name` with its blanks filled in."""
        return self._environment.get_template(name).render(shown)

    def _made_harmless(self, value: object) -> object:
        return self._harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def templates() -> Templates:
    """Return the reports' own."""
    return Templates("osk_scan.reports")
