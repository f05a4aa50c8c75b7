"""Words that say that software is not open, whatever else the text says."""

import re

from osk_scan.licenses._answer import Answer

_PROPRIETARY = re.compile(
    r"\b(?:proprietary|commercial(?:ly)?|confidential|all\s+rights\s+reserved|e\.?u\.?l\.?a\.?s?\b|end[\s-]user|trial|evaluation"
    r"|(?:ad|bundle|card|care|charity|cripple|demo|donation|donor|free|guilt|link|nag|postcard|share|trial)ware"
    r"|closed[\s-]source|patents?\s+pending|not\s+(?:licen[cs]ed\s+)?for\s+(?:re)?distribution"
    r"|non[\s-]?commercial|binary\s+(?:code\s+|re)?(?:license|licence|distribution|redistribution)|free\s+(?:for|to\s+use)\b"
    r"|(?:academic|personal|home|educational|internal|research)\s+(?:use|purposes?)|no[\s-]permission|software\s+licen[sc]e\s+(?:agreement|terms)"
    r"|(?:customer|developer|development\s+kit|enterprise|product|runtime|sdk|service|site|subscription|vendor|volume)\s+licen[sc]e"
    r"|technology\s+network|sla[\s-]?\d{4}"  # Oracle's developer terms; STMicroelectronics' numbered agreements
    r"|terms\s+of\s+(?:sale|service|use)\b|terms\s+(?:and|&)\s+conditions(?!\s+of\s+the)"
    r"|(?:customer|enterprise|master|program|purchase|user)\s+(?:licen[sc]e\s+)?agreement|intellectual\s+property|nonfree|(?:with|under|additional)\s+(?:\w+\s+)?restrictions?|restricted"
    r"|(?:private[nr]?|nicht[\s-]?kommerzielle[nr]?|interne[nr]?)\s+(?:nutzung|gebrauch|zwecken?)|privatgebrauch|dienstgebrauch|lizenzbedingungen"
    r"|(?:einzelplatz|firmen|kauf|mehrplatz|miet|server|unternehmens|volumen)lizenz\w*|(?:demo|test|voll)version"
    r"|(?:kosten|lizenz)pflichtig|(?:nutzungs|rahmen)vertrag|propriet[äa]re?\w*|kommerziell\w*|vertraulich|rechte\s+vorbehalten|nutzungsbedingungen|lizenzvertrag|endbenutzer\w*"
    r"|(?:droits|derechos|diritti)\s+(?:r[ée]serv\w+|reservados|riservati))"
)
"""In German, French, Spanish and Italian as well, because inventories of public bodies are written in them."""
_CLOSED_LICENSE = re.compile(
    r"(?:an?\s|the\s)?(?:[\w.&'-]+\s){0,6}(?:commercial|enterprise|proprietary|subscription)"
    r"(?:\s+(?:licen[cs]es?|licensing|terms|agreement|eula))?",
    re.IGNORECASE,
)
_AGREEMENT = re.compile(r"\blicen[sc]e\s+agreement(?:\W+v?[\d.]+)?\W*$")
_OPEN = re.compile(r"\b(?:open|free|public|gnu|gpl|lgpl|bsd|mit|apache|eclipse|mozilla|foundation|contributor)\b")
"""Words of open licenses that call themselves agreements."""
_SOURCE_AVAILABLE = re.compile(
    r"\b(?:commons[\s-]+clause|source[\s-]available|source[\s-]first|prosperity|polyform|rsal(?:v\d)?|o['’]?saasy|neo4j\s+sweden|mariadb\s+bsl|shared\s+source|server[\s-]side[\s-]+public"
    r"|(?:business|fair|functional)[\s-]+source|fair[\s-]+core|sustainable[\s-]+use|elastic[\s-]+licen[sc]e|(?:confluent|cockroachdb)\s+community"
    r"|big\s+time\s+public|timescale\s+licen[sc]e|fcl-1\.0|n8n)\b"
)


def names_closed_license(text: str) -> bool:
    """Return whether the whole text names a closed license, and does not only speak of one."""
    return bool(_CLOSED_LICENSE.fullmatch(text))


def read_restriction(text: str) -> Answer | None:
    """Return the class that restricting words give a text that no other rule reads."""
    lowered = text.lower()  # a pattern that ignores case tries every one of its words at every letter
    if _SOURCE_AVAILABLE.search(lowered):
        return Answer(("@source-available",), "restricting-words")
    restricted = _PROPRIETARY.search(lowered) or (_AGREEMENT.search(lowered) and not _OPEN.search(lowered))
    return Answer(("@proprietary",), "restricting-words") if restricted else None
