"""Words that say that software is not open, whatever else the text says."""

import re

from osk_scan.licenses._answer import Answer

_ENGLISH = (
    r"proprietary|commercial(?:ly)?|confidential|all\s+rights\s+reserved|closed[\s-]source|nonfree",
    r"(?:intellectual\s+)?property\s+of|intellectual\s+property|trade\s+secrets?|open[\s-]?rail\b|rail[\s-]?m\b|responsible\s+ai",
    r"e\.?u\.?l\.?a\.?s?\b|end[\s-]user|trial|evaluation|patents?\s+pending|oem\b|(?:per|named)[\s-](?:device|seat|user)",
    r"(?:ad|bundle|card|care|charity|cripple|demo|donation|donor|free|guilt|link|nag|postcard|share|trial)ware",
    r"not\s+(?:licen[cs]ed\s+)?for\s+(?:re)?distribution|no[\s-]permission|no\s+(?:re)?distribution",
    r"(?:re)?distribution\s+(?:is\s+)?(?:forbidden|not\s+(?:allowed|permitted)|prohibited)",
    r"non[\s-]?commercial|free\s+(?:for|to\s+use)\b|restricted|(?:with|under|additional)\s+(?:\w+\s+)?restrictions?",
    r"binary[\s-]+only|binary\s+(?:code\s+|re)?(?:license|licence|distribution|redistribution)",
    r"(?:academic|personal|home|educational|internal|research)\s+(?:use|purposes?)|non[\s-]?profit",
    r"(?:academic|educational|research)\s+(?:\w+\s+)?only",
    r"software\s+licen[sc]e\s+(?:agreement|terms)|technology\s+network",  # Oracle's developer terms
    r"(?:customer|developer|development\s+kit|enterprise|enterprise\s+edition|product|runtime|sdk|service|site)\s+licen[sc]e",
    r"(?:subscription|vendor|volume)\s+licen[sc]e|sla[\s-]?\d{4}",  # STMicroelectronics' numbered agreements
    r"(?:customer|enterprise|master|program|purchase|user)\s+(?:licen[sc]e\s+)?agreement",
    r"terms\s+of\s+(?:sale|service|use)\b|terms\s+(?:and|&)\s+conditions(?!\s+of\s+the)",
)
_GERMAN = (
    r"(?:private[nr]?|nicht[\s-]?kommerzielle[nr]?|interne[nr]?)\s+(?:nutzung|gebrauch|zwecken?)|privatgebrauch|dienstgebrauch",
    r"(?:abo|campus|dauer|einzelplatz|firmen|kauf|konzern|mehrplatz|miet|server|unternehmens|volumen)-?lizenz\w*",
    r"(?:demo|probe|test|voll)version|(?:kauf|leih|miet)software|(?:kosten|lizenz)pflichtig|abonnement|gekauft|nur\s+für\b",
    r"\w*vertr[aä]ge?\b|lizenzbedingungen|nutzungsbedingungen|endbenutzer\w*|nicht\s+(?:öffentlich|veröffentlicht)",
    r"propriet[äa]re?\w*|kommerziell\w*|vertraulich|rechte\s+vorbehalten|pro\s+(?:arbeitsplatz|gerät|nutzer)",
)
_ROMANCE = (
    r"(?:droits|derechos|direitos|diritti)\s+(?:r[ée]serv\w+|reservados|riservati)",
    r"propr?iet[aá]ri[ao]s?\b|(?:nicht|non|no|não)[\s-](?:commerciale?|comercial)\b|usage\s+interne",
)
_PROPRIETARY = re.compile(rf"\b(?:{'|'.join((*_ENGLISH, *_GERMAN, *_ROMANCE))})")
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
    r"\b(?:commons[\s-]+clause|source[\s-](?:available|first)|shared\s+source|server[\s-]side[\s-]+public|sustainable[\s-]+use"
    r"|(?:business|fair|functional)[\s-]+source|fair[\s-]+core|elastic[\s-]+licen[sc]e|timescale\s+licen[sc]e|big\s+time\s+public"
    r"|(?:confluent|cockroachdb)[\s-]community|prosperity|polyform|rsal(?:v\d)?|o['’]?saasy|neo4j\s+sweden|mariadb\s+bsl|fcl-1\.0|n8n)\b"
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
