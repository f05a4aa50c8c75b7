"""The words that say that software is not open: in English, German, French, Spanish and Italian.

Inventories of public bodies are written in these languages. Patterns for text in lower case, each from the start of a
word.
"""

_COUNTED = (
    "(?:arbeitsplatz|benutzer|client|core|cpu|device|endgerät|gerät|kern|nutzer|processor|prozessor|seat|server|socket"
    "|user)"
)
_LIZENZ = (
    "abo|arbeitsplatz|behörden|benutzer|bundes|campus|client|core|dauer|demo|einzel|einzelplatz|evaluierungs|firmen|floating|geräte"
    "|hersteller|jahres|kauf|konzern|landes|mehrbenutzer|mehrplatz|miet|monats|netz|netzwerk|nutzer|oem|pauschal|probe|prozessor"
    "|retail|schul|server|standort|test|unternehmens|update|upgrade|volumen|zugriffs"
)
_ACT = r"(?:cop(?:y\b|ied)|decompile|disassemble|modif|monetize|reproduc|(?:re-?)?(?:distribut|publish|sell|sold))"
_ENGLISH = (
    r"prop(?:r|er)?i?[ae]?t[aeo]ry|confidential|closed[\s-]source|nonfree|non-free\b|trade\s+secret|unpublished|nda\b|non-?disclosure",
    r"e\.?u\.?l\.?a\.?s?\b|end[\s-]user\b|trial\b|evaluation|oem(?![a-z])|volume[_\s](?:kms|mak)|dongle",
    rf"(?:concurrent|named|per)[\s-]{_COUNTED}|(?:floating|network)[\s-]licen|node[\s-]locked|(?:limited\s+use|site|volume)\s+licen[sc]e",
    r"(?:client|device|exchange|rds|sql|ts|user|windows)[\s-]cals?\b|(?:activation|licen[sc]e|product)[\s-]keys?\b",
    r"no[\s-]permission|no\s+licen[sc]e\s+(?:is\s+)?granted|no[\s-]+(?:commercial|modification|(?:re)?distribution|resale|derivative|source\b)",
    r"(?:no|non|not)[\s-]?(?:for\s+)?(?:commercial|military)|(?:non|not)[\s-]open[\s-]source|non[\s-]?profit",
    r"not\s+(?:licen[cs]ed\s+)?for\s+(?:re-?)?(?:distribution|sale)|source\s+code\s+(?:is\s+)?not\s+available|except\s+(?:for\s+)?commercial|monetary\s+gain",
    r"not\s+(?:be\s+)?(?:permitted|allowed|authori[sz]ed|granted|redistributable|transferable)|prohibited|forbidden",
    rf"(?:can|do|may|must|shall)\s?not\s+(?:be\s+)?{_ACT}",
    r"unauthori[sz]ed\s+(?:copying|distribution|duplication|reproduction|use)|exclusive\s+use",
    r"not\s+(?:in\s+the\s+)?public\s+dom|if\s+unmodified|requires?\s+(?:a\s+)?(?:\w+\s+)?permission|permission\s+(?:is\s+)?required|(?:by|with)\s+(?:\w+\s+)?permission\s+only",
    r"only\s+(?:in\s+binary|with\s+(?:\w+\s+)?permission|for\s+use)|use\s+only\b|internal\s+only|company[\s-]internal",
    r"restricted|(?:with|under|additional|special)\s+(?:\w+\s+){0,2}restrictions?\b|restrictions\s+apply",
    r"binary[\s-]+only|(?<!source and )binary\s+(?:code\s+|re)?(?:licen[cs]e|distribution|redistribution)",
    r"(?:academic|educational|home|internal|personal|research)[\s-]+(?:use|purposes?)|redistributable\s+in\s+binary",
    r"(?:academic|educational|personal|private|research)[\s-](?:\w+\s+)?only|open[\s-]?rail\b|rail[\s-]?m\b|responsible\s+ai",
    r"(?:dynamics|microsoft|ms|office)\s+365|[mo]365\b",
    r"sla[\s-]?\d{4}",  # STMicroelectronics' numbered agreements
)
_GERMAN = (
    r"(?:gebühren|kosten|lizenz)pflichtig|vertraulich|propriet[äa]r|vs-nfd|verschlusssache|geheimhaltung|hersteller(?:gebunden|spezifisch)",
    r"(?:behörden|firmen|haus|landes|verwaltungs)intern|(?:kein|ohne)\s+quell(?:code|text)|quell(?:code|text)\s+nicht|\d+[\s-]tage[\s-]",
    rf"(?:{_LIZENZ})s?-?lizenz|(?:demo|einzelplatz|evaluierungs|kauf|probe|test|voll)version|einzelplatz\b",
    r"(?:benutzer|geräte|nutzer)[\s-]cals?\b|lizenz(?:dongle|key|nummer|schlüssel)|produktschlüssel|seriennummer",
    r"(?:aktivierung|lizenz|registrierung)\s+(?:ist\s+)?(?:erforderlich|notwendig)|(?:je|pro)\s+" + _COUNTED,
    r"(?:interne|nicht[\s-]?kommerzielle|private)[nr]?\s+(?:gebrauch|nutzung|verwendung|zwecken?)|(?:dienst|privat)gebrauch",
    r"ausschließlich\s+(?:für|intern|zu[rm]?)|nur\s+(?:an|für|innerhalb|intern|mit|nach|privat|zu[rm]?)",
    r"für\s+(?:den\s+)?privat|nicht[\s-]?(?:gewerblich|kommerziell)|unfrei|untersagt|verboten",
    r"nicht\s+(?:erlaubt|frei(?:e[nrs]?)?\b|gestattet|öffentlich|quelloffen|übertragbar|veröffentlicht|weitergegeben|zulässig)",
    r"nicht\s+zur\s+(?:veröffentlichung|weitergabe)|keine?\s+(?:freie|kommerzielle|open[\s-]source|weitergabe)|eingeschränkt|mit\s+einschränkung",
    r"(?:nur|ohne)\s+(?:\w+\s+)?(?:genehmigung|zustimmung)",
)
_ROMANCE = (r"propr?iet[aá]ri[ao]s?\b|(?:non|no|não)[\s-](?:commerciale?|comercial)\b|usage\s+interne",)
STRONG = (*_ENGLISH, *_GERMAN, *_ROMANCE)
"""Words that no open license can stand beside."""
WEAK = (
    r"(?:ad|bundle|card|care|charity|cripple|demo|donation|donor|free|guilt|link|nag|postcard|share|spenden|trial)ware",
    r"comm?ercia(?:l|is|les)|comm?erical|all\s+rights\s+reserved|intellectual\s+property|property\s+of|patents?\s+pending|crown\s+copyright",
    r"free\s+(?:for|to\s+use)\b|may\s+only\s+be\s+used|purchas(?:e|ed|ing)\b|paid\b|perpetual(?:\s+licen[sc]e|\W*$)|retail\b|saas\b|subscription",
    r"academic(?=\W*$|\s+research\b|\s*[(;,])|(?:educational|research)\s+only|for\s+(?:education|research|testing)\b|time[\s-]limited|limited\s+use\b",
    r"non-?production|(?:demo|development|testing)\s+(?:purposes\s+)?only|(?:api|cloud|kit|platform|sdk|services?|website)\s+terms\b",
    r"(?:beta|corporate|limited|personal|preview|research|royalty[\s-]free)\s+licen[sc]es?\b",
    r"(?:academic|customer|developer|development\s+kit|dongle|education|educational)\s+licen[sc]es?\b",
    r"(?:enterprise|enterprise\s+edition|(?<!open )government|private|product|public\s+sector)\s+licen[sc]es?\b",
    r"(?:runtime|sdk|server|service|term|vendor|workstation)\s+licen[sc]es?\b",
    r"(?:paying\s+customer|customer\s+use)|no[\s'\"-]+charge|requires?\s+a\s+(?:\w+\s+)?licen[sc]e",
    r"technology\s+network|platform\s+policy|supplemental\s+licen[sc]e|copyright\s+protected",
    r"(?<!educational )(?:community|pro)\s+licen[sc]e",
    r"(?:customer|enterprise|master|program|purchase|sdks?|software|user)\s+(?:licen[sc]e\s+)?agreement",
    r"(?:enterprise|premium|professional|ultimate)\s+edition|terms\s+of\s+(?:sale|service|use)\b|tos\b",
    r"(?:general|standard)\s+terms",
    r"terms\s+(?:and|&)\s+conditions(?!\s+(?:of|as|defined|described|found|set|shown|stated|which|below|above)\b)",
    r"open\s+value|select\s+plus|open\s+licen[sc]e\s+(?:edu|gov|nl)|passport\s+advantage",  # volume licensing
    r"(?:etla|ilan|ipla|mpsa|msdn|otn)\b",
    r"(?:jahres|monats)?abo\b|abonnement|(?:kauf|leih|miet)software|kauf\b|miete\b|leasing|gekauft|bezahlt|beschafft",
    r"(?:lizenz|nutzungs)bedingungen|nutzungsrecht|entgelt|eigentum|agb\b|end(?:be)?nutzer|kommerziell|(?:alle\s+)?rechte\s+vorbehalten|(?:un)?befristet",
    r"(?:kosten(?:frei|los)|gebührenfrei|unentgeltliche?)\s+(?:\w+\s+)?(?:an|für)\s+(?!alle|beliebige|jede)|evb-it\b",
    r"für\s+(?:bildung|forschung|lehre)|kieler\s+beschl|lizenzierung\s+über|über\s+\w+\s+lizenziert|im\s+\w*preis\b|escrow",
    r"\d+\s+(?:arbeitsplätze|benutzer|licen[sc]es|lizenzen|nutzer|seats|users?)\b",
    r"(?:droits|derechos|direitos|diritti)\s+(?:r[ée]serv\w+|reservados|riservati)",
)
"""Words that say so where no open license is named beside them."""
WEAK_ENDINGS = (r"vertr[aä]ge?n?\b", r"vereinbarung(?:en)?\b", r"überlassung(?:en)?\b", r"subskription(?:en)?\b")
"""The same at the end of German compounds."""
LIMITING = (
    r"abgelaufen|bis\s+\d{4}|converted|converting|converts?\b|demo\b|do\s+no\s+harm|ethical|expired|geändert|nc\b|nicht\s+mehr",
    r"no\s+(?:ai|hosting|longer)\b|not\s+as\s+a|revoked|until\s",
)
"""Words that say of the license beside them that it does not hold, not of the software that it is closed."""
_OTHER_USE = r"(?:academic|open[\s-]source|personal|private|non-?\s?commercial(?:ly)?)"
_BOTH = r"(?:,?\s+(?:and|or|as\s+well\s+as)\s+|\s*[/&]\s*)(?:for\s+)?"
ALLOWING = (
    rf"(?:free\s+for\s+(?:both\s+)?)?{_OTHER_USE}(?:\s+use)?{_BOTH}(?:commercial|proprietary)",
    rf"commercial(?:ly)?{_BOTH}(?:otherwise|{_OTHER_USE})|commercial(?:ly)?[\s-](?:friendly|support)|also\s+(?:for\s+)?commercial",
    r"commercial(?:\s+use)?\s+(?:is\s+)?(?:allowed|ok(?:ay)?\b|permitted|possible)(?!\s+(?:for|if|only|under|when|with))",
    r"free\s+(?:for|to\s+use\s+for)\s+(?:all|any|both|every|public)\b|feel\s+free\s+to\s+use",
    r"free\s+to\s+use(?=\s+(?:as\s+you|however|it\b|and\b))|(?:never|non|not)[\s-]proprietary",
    r"changing\s+it\s+is\s+not\s+allowed|proprietary\s+(?:applications|application\s+code|components|products|programs|projects)",
    r"(?:no|without(?:\s+any)?)\s+(?:\w+\s+)?restrictions?|(?:ohne|keine)\s+einschränkung(?:en)?",
    r"kommerzielle\s+nutzung\s+(?:erlaubt|gestattet|möglich)|(?<!nicht )kommerziell\s+nutzbar",
    r"kommerzielle[nrs]?\s+support",
)
"""What names a restriction only to say that there is none."""
SOURCE_AVAILABLE = (
    r"commons[\s-]+clause|(?<!no )source[\s-](?:available|first)|shared\s+source|server[\s-]side[\s-]+public",
    r"sustainable[\s-]+use",
    r"(?:business|fair|functional)[\s-]+source|delayed\s+open|fair[\s-]+co[dr]e|elastic[\s-]+(?:basic\s+)?licen[sc]e|llama[\s-]?\d|timescale\s+licen[sc]e",
    r"big\s+time\s+public|(?:confluent|cockroachdb)[\s-](?:community|software)|prosperity|polyform|rsal(?:v\d)?|o['’]?saasy|neo4j\s+sweden",
    r"mariadb\s+bsl|fcl-1\.0|n8n|busl|bsl[\s-]1\.1|sspl|elv2|(?<!d-)fsl-1\.\d|(?:change|future)\s+licen[sc]e(?!\s+(?:from|to))",
    r"un-?rar|cc[\s-]by-n[cd]|(?:attribution|cc[\s-]by)[\s-]+(?:no|non)[\s-]?(?:commercial|deriv\w*)",
    r"creative\s+commons\b.*\bno(?:n[\s-]?commercial|[\s-]?deriv\w*)",
)
"""Licenses whose source may be read, but not used freely; whole words."""
OPEN_NAMES = (
    r"[al]?gplv?\d?|gnu|bsd|apache|mozilla|mpl|eclipse|epl|eupl|cddl|isc|zlib|boost|artistic|unlicense|wtfpl|cc0|cc[\s-]by",
    r"creative\s+commons|public\s+domain|psf|python|unicode|ogl|free\s+software|open\s+software",
)
"""Open licenses as texts name them; whole words."""
