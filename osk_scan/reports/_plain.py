"""Make what others wrote fit for paper and page: no endless words, no marks that nobody sees or that turn lines."""

import re

_OVERLONG_WORD = re.compile(r"(\S{160})\S+")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Controls, marks of direction and of no width, halves of characters, and what is no character.

Line feeds and tabs are white space, soft hyphens are ours, and joiners belong to scripts and to emoji.
Source: Unicode 16, general categories Cc, Cf, Cs and Cn; XML 1.0, section 2.2.
"""


def plain(text: str) -> str:
    """Return `text` with overlong words cut and unseen marks made visible; exports keep them whole."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _OVERLONG_WORD.sub(r"\1…", text))
