"""Words that say that software is not open, whatever else the text says."""

import re

from osk_scan.licenses._answer import Answer

_PROPRIETARY = re.compile(
    r"\b(?:proprietary|commercial(?:ly)?|confidential|all\s+rights\s+reserved|e\.?u\.?l\.?a\b|end[\s-]user|trial|evaluation"
    r"|(?:ad|bundle|card|care|charity|cripple|demo|donation|donor|free|guilt|link|nag|postcard|share|trial)ware"
    r"|closed[\s-]source|patents?\s+pending|not\s+for\s+(?:re)?distribution"
    r"|non[\s-]?commercial|binary\s+(?:code\s+|re)?(?:license|licence|distribution|redistribution)|free\s+(?:for|to\s+use)\b"
    r"|(?:personal|home|educational|internal|research)\s+use|no[\s-]permission|software\s+licen[sc]e\s+(?:agreement|terms)"
    r"|(?:customer|developer|development\s+kit|enterprise|product|sdk|service|site|subscription|vendor|volume)\s+licen[sc]e"
    r"|technology\s+network|sla[\s-]?\d{4}"  # Oracle's developer terms; STMicroelectronics' numbered agreements
    r"|terms\s+(?:of|and)\b|intellectual\s+property|nonfree|(?:with|under|additional)\s+(?:\w+\s+)?restrictions?|restricted"
    r"|propriet[äa]re?\w*|kommerziell\w*|vertraulich|rechte\s+vorbehalten|nutzungsbedingungen|lizenzvertrag|endbenutzer\w*"
    r"|(?:droits|derechos|diritti)\s+(?:r[ée]serv\w+|reservados|riservati))",
    re.IGNORECASE,
)
"""In German, French, Spanish and Italian as well, because inventories of public bodies are written in them."""
_SOURCE_AVAILABLE = re.compile(
    r"\b(?:commons\s+clause|source[\s-]available|prosperity|polyform|shared\s+source)\b", re.I
)


def read_restriction(text: str) -> Answer | None:
    """Return the class that restricting words give a text that no other rule reads."""
    if _SOURCE_AVAILABLE.search(text):
        return Answer(("@source-available",), "restricting-words")
    return Answer(("@proprietary",), "restricting-words") if _PROPRIETARY.search(text) else None
