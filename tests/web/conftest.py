"""One server for all tests that leave it standing."""

from collections.abc import Iterator

import pytest

from tests.web.server import Server, served


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("desk") / "osk.db") as running:
        yield running
