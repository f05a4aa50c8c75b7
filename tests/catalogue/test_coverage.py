"""Coverage says what is known, by which rule, and what is not."""

from osk_scan.catalogue import Catalogue
from osk_scan.catalogue.coverage import Tally, Unmatched, coverage
from osk_scan.portfolio import PackageRow


def _listed(name: str, vendor: str | None) -> PackageRow:
    return PackageRow(f"product:{name}", f"product:{name}", "product", name, None, vendor)


def test_every_installation_is_matched_folded_or_named(catalogue: Catalogue) -> None:
    told = coverage(
        [
            (_listed("Mozilla Firefox (x64 de)", "Mozilla"), 10),
            (_listed("VLC media player", "VideoLAN"), 5),
            (_listed("Mozilla Maintenance Service", "Mozilla"), 7),
            (_listed("Contoso (KB5002138)", "Contoso"), 2),
            (_listed("Contoso", "Contoso"), 3),
            (_listed("Fabrikam", None), 4),
        ],
        catalogue,
    )
    assert (31, 15, 9) == (told.installations, told.matched, told.folded)
    assert (Tally("display-name+publisher", 2, 15),) == told.rules
    assert ("firefox", "vlc") == tuple(tally.label for tally in told.products)
    assert (Unmatched("Fabrikam", None, 4), Unmatched("Contoso", "Contoso", 3)) == told.unmatched


def test_an_empty_inventory_is_covered_by_nothing(catalogue: Catalogue) -> None:
    assert (0, 0, ()) == (
        coverage([], catalogue).installations,
        coverage([], catalogue).matched,
        coverage([], catalogue).rules,
    )
