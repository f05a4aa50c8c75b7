"""The compiled tables hold what our own tables say: nobody changes one of them by hand."""

from osk_scan.licenses._build import own
from osk_scan.licenses._table import knowledge


def test_every_entry_of_our_own_tables_is_compiled() -> None:
    compiled = knowledge()
    assert own.names().items() <= compiled.names.items()
    assert own.stems().items() <= compiled.stems.items()
    assert own.exceptions().items() <= compiled.exceptions.items()
    assert own.addresses() == compiled.addresses
    assert own.short_names() == compiled.short_names
    assert own.phrases() == compiled.phrases
    assert tuple(own.marks()) == compiled.texts
