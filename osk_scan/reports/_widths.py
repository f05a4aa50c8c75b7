"""How wide the columns of a table are on paper, from what stands in them: no word is torn, long texts get the rest."""

import re
from collections.abc import Sequence
from math import sqrt

_WORD_ENDS = re.compile(r"(?<=[\u00ad/_@-])|(?<=\.)(?!\d)|[\s\u00ad]+")
_LINE = 114
"""Characters of a table's print that stand on one line of the page."""
_GAP = 3
_BOLDER = 2
"""Of the first column, which names the rows."""
_BAR = 20
_LONGEST_WORD, _LONGEST_NUMBER = 16, 24
"""What is longer is torn: hashes, addresses and fractions have no end."""
_MOST_ASKED = 40.0


def shares(titles: Sequence[str], sorts: Sequence[str], texts: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return each column's share of the width in per cent, 100 together; `texts` are the cells of each column.

    A writer that is told the shares need not try how narrow each cell can be, which takes nine tenths of its time.
    """
    columns = tuple(zip(titles, sorts, texts, strict=True))
    least = [_least(*column) for column in columns]
    least[0] += _BOLDER
    asked = [_asked(sort, cells) for _, sort, cells in columns]
    spare = max(0.0, _LINE - sum(least)) / (sum(asked) or 1)
    widths = [width + spare * more for width, more in zip(least, asked, strict=True)]
    rounded = [max(1, int(100 * width / sum(widths))) for width in widths]
    rounded[rounded.index(max(rounded))] += 100 - sum(rounded)
    return tuple(rounded)


def _least(title: str, sort: str, texts: Sequence[str]) -> int:
    """Return the characters that must stand side by side: whole numbers, and the longest word of a text."""
    if sort == "bar":
        return _BAR + _GAP
    longest = _LONGEST_NUMBER if sort == "number" else _LONGEST_WORD
    unbroken = texts if sort == "number" else [word for text in texts for word in _WORD_ENDS.split(text)]
    lengths = (min(len(text), longest) for text in unbroken)
    return _GAP + max(*(min(len(word), _LONGEST_WORD) for word in _WORD_ENDS.split(title)), *lengths, 1)


def _asked(sort: str, texts: Sequence[str]) -> float:
    """Return what a column makes of more room: four times the text fills twice the width and twice the lines."""
    if sort in ("bar", "number") or not texts:
        return 0.1
    return min(sqrt(sum(map(len, texts)) / len(texts)), _MOST_ASKED)
