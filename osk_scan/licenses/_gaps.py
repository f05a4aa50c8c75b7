"""What a bounded search leaves unproven, in words."""

from osk_scan.model import Wording

NOT_THE_BEST = Wording(
    "Die Suche endete nach der zulässigen Zahl von Schritten: Die Alternativen sind die besten gefundenen, "
    "nicht die nachweislich besten.",
    "The search ended after the permitted number of steps: the arms are the best found, not proven the best.",
)
TOO_MANY_WAYS = Wording(
    "Ein Lizenzausdruck lässt zu viele Wahlmöglichkeiten; seine Alternativen sind einzeln gewählt, "
    "nicht gemeinsam mit den übrigen.",
    "A license expression leaves too many ways to choose; its arms are chosen one by one, not with the others.",
)
NOT_ALL_NAMED = Wording(
    "Nicht alle Konflikte sind benannt: Die Suche nach weiteren endete nach der zulässigen Zahl von Schritten.",
    "Not all conflicts are named: the search for more ended after the permitted number of steps.",
)
NOT_THE_FEWEST = Wording(
    "Ohne die zu ersetzenden Komponenten bleibt kein Konflikt; dass weniger nicht genügen, ist nicht nachgewiesen.",
    "Without the components to replace no conflict is left; that fewer would not do is not proven.",
)
DIVIDE = Wording(
    "Das Verfahren in seine Werke aufteilen oder die Lizenzangaben vereinheitlichen und erneut prüfen.",
    "Divide the system into its works, or make the license statements uniform, and check again.",
)


def not_compared(number: int) -> Wording:
    """Say that so many license statements were left out of the comparison."""
    return Wording(
        f"Das Werk enthält zu viele verschiedene Lizenzangaben: {number} wurden nicht mit den übrigen verglichen; "
        "ob sie sich vertragen, ist nicht bekannt.",
        f"The work has too many different license statements: {number} of them were not compared with the others; "
        "whether they fit is unknown.",
    )
