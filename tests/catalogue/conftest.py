"""The shipped catalogue, loaded once."""

import pytest

from osk_scan.catalogue import Catalogue, load_catalogue
from osk_scan.shipped import rules_folder


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(rules_folder() / "catalogue")
