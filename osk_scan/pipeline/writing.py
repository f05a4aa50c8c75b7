"""Write files where the user names them, and say so where that cannot be done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osk_scan.errors import InvalidRequest


@contextmanager
def writing(to: Path) -> Iterator[None]:
    """Write to `to` in what follows.

    Raises:
        InvalidRequest: where the operating system does not let it be written.
    """
    try:
        yield
    except OSError as error:
        raise InvalidRequest(str(to), error.strerror or str(error), "name a file that can be written") from None
