"""Every kind of problem a document can have, worded in German and English: what is wrong and what to do."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from osk_scan.errors import RefusedDocument, one_line
from osk_scan.model import Problem, Wording


class ProblemKind(Struct, frozen=True):
    """How one kind of problem is told; `{detail}` is filled with what was found."""

    message: Wording
    fix: Wording
    severity: str = "warning"


def _kind(de: str, fix_de: str, en: str, fix_en: str, severity: str = "warning") -> ProblemKind:
    return ProblemKind(Wording(de, en), Wording(fix_de, fix_en), severity)


KINDS: dict[str, ProblemKind] = {
    "unreadable": _kind(
        "nicht lesbar: {detail}",
        "das Dokument neu erzeugen",
        "cannot be read: {detail}",
        "create the document again",
        "error",
    ),
    "empty": _kind(
        "das Dokument ist leer",
        "den Export wiederholen und die Datei vor dem Hochladen ansehen",
        "the document is empty",
        "repeat the export and look at the file before handing it in",
        "error",
    ),
    "breaks-off": _kind(
        "das Dokument bricht ab: {detail}",
        "den Export wiederholen und auf freien Speicherplatz und vollständige Übertragung achten",
        "the document breaks off: {detail}",
        "repeat the export, with enough free space and a complete transfer",
        "error",
    ),
    "not-utf-8": _kind(
        "nicht in UTF-8 geschrieben: {detail}",
        "die Datei als UTF-8 speichern (PowerShell: `-Encoding utf8`)",
        "not written in UTF-8: {detail}",
        "save the file as UTF-8 (PowerShell: `-Encoding utf8`)",
        "error",
    ),
    "damaged": _kind(
        "die gepackten Daten sind beschädigt, unvollständig oder verschlüsselt: {detail}",
        "neu packen, ohne Kennwort, und noch einmal übertragen",
        "the packed data is damaged, incomplete or encrypted: {detail}",
        "pack it again without a password, and transfer it once more",
        "error",
    ),
    "web-page": _kind(
        "eine Webseite (HTML) und kein Dokument: {detail}",
        "den Export wiederholen; statt des Dokuments kam meist eine Anmelde- oder Fehlerseite",
        "a web page (HTML) and no document: {detail}",
        "repeat the export; mostly a login or error page came in place of the document",
        "error",
    ),
    "no-header": _kind(
        "keine Kopfzeile mit einer Spalte für den Namen der Software",
        "eine Kopfzeile wie „Hersteller; Produkt; Version“ ergänzen oder mit `--map SPALTE=name` sagen, welche es ist",
        "no header with a column for the name of the software",
        "add a header such as “Vendor; Product; Version” or say which one it is with `--map COLUMN=name`",
        "error",
    ),
    "unclosed-quotation": _kind(
        "ein Anführungszeichen wird nicht geschlossen: {detail}",
        "Anführungszeichen innerhalb einer Zelle verdoppeln oder entfernen",
        "a quotation mark is never closed: {detail}",
        "double or drop quotation marks within a cell",
        "error",
    ),
    "unknown-format": _kind(
        "kein bekanntes Format ({detail})",
        "`osk-scan formats` zeigt, was gelesen wird",
        "no known format ({detail})",
        "see `osk-scan formats` for what can be read",
        "error",
    ),
    "not-in-format": _kind(
        "nicht im Format {detail}",
        "`--format` weglassen, damit das Format erkannt wird, oder ein anderes angeben",
        "not in the format {detail}",
        "leave `--format` out, so that the format is recognised, or name another",
        "error",
    ),
    "unknown-json": _kind(
        "JSON, aber in keinem bekannten Format; äußerste Schlüssel ≠ gesuchte Formate (woran sie zu erkennen sind):"
        " {detail}",
        "prüfen, welches Programm das Dokument geschrieben hat; mit `--format` lässt sich ein Format vorgeben",
        "JSON, but in no known format; outermost keys ≠ formats looked for (what tells them): {detail}",
        "check which program wrote the document; `--format` sets a format",
        "error",
    ),
    "unknown-xml": _kind(
        "XML, aber in keinem bekannten Format; Wurzel ≠ gesuchte Formate (ihre Wurzel): {detail}",
        "prüfen, welches Programm das Dokument geschrieben hat; mit `--format` lässt sich ein Format vorgeben",
        "XML, but in no known format; root ≠ formats looked for (their root): {detail}",
        "check which program wrote the document; `--format` sets a format",
        "error",
    ),
    "unknown-table": _kind(
        "eine Tabelle in keinem bekannten Format: keine Kopfzeile mit einer Spalte für den Namen und einer weiteren"
        " zur Software; Spalten: {detail}",
        "eine Kopfzeile wie „Hersteller; Produkt; Version“ ergänzen oder mit `--map SPALTE=name` sagen, welche es ist",
        "a table in no known format: no header with a column for the name and another on software; columns: {detail}",
        "add a header such as “Vendor; Product; Version” or say which one it is with `--map COLUMN=name`",
        "error",
    ),
    "unknown-text": _kind(
        "Text in keinem bekannten Format, weder JSON noch XML noch Tabelle; Anfang ≠ gesuchte Listen: {detail}",
        "die Liste mit dem Befehl neu schreiben, den `osk-scan formats NAME` zeigt, oder `--format` angeben",
        "text in no known format, neither JSON nor XML nor table; beginning ≠ lists looked for: {detail}",
        "write the list again with the command that `osk-scan formats NAME` shows, or say `--format`",
        "error",
    ),
    "unknown-binary": _kind(
        "Binärdaten in keinem bekannten Format, weder Archiv noch Arbeitsmappe (XLSX, ODS): {detail}",
        "als XLSX, ODS, CSV oder in einem der Formate von `osk-scan formats` ausgeben",
        "binary data in no known format, neither an archive nor a workbook (XLSX, ODS): {detail}",
        "export as XLSX, ODS, CSV or one of the formats of `osk-scan formats`",
        "error",
    ),
    "ambiguous-format": _kind(
        "mehrere Formate sind möglich: {detail}",
        "das Format mit `--format` angeben",
        "several formats are possible: {detail}",
        "say which with `--format`",
        "error",
    ),
    "cap-exceeded": _kind(
        "über der Obergrenze: {detail}",
        "das Dokument teilen oder die Obergrenze anheben",
        "over the cap: {detail}",
        "split the document or raise the cap",
        "error",
    ),
    "no-access": _kind(
        "die Datei lässt sich nicht öffnen: {detail}",
        "die Zugriffsrechte prüfen",
        "the file cannot be opened: {detail}",
        "check the permissions",
        "error",
    ),
    "forbidden-construct": _kind(
        "nicht erlaubt: {detail}",
        "das Dokument ohne dieses Konstrukt erzeugen",
        "not allowed: {detail}",
        "create the document without it",
        "error",
    ),
    "wrong-type": _kind(
        "falscher Typ (gefunden ≠ erlaubt): {detail}",
        "das Feld nach der Spezifikation des Formats füllen",
        "wrong type (found ≠ allowed): {detail}",
        "fill the field as the format's specification says",
        "error",
    ),
    "no-count": _kind(
        "„{detail}“ ist keine Anzahl; gezählt wurde eine Installation",
        "eine ganze Zahl ohne Einheit eintragen",
        "“{detail}” is no count; one installation was counted",
        "enter a whole number without a unit",
    ),
    "missing-name": _kind(
        "Komponente ohne Namen",
        "einen Namen angeben",
        "component without a name",
        "state a name",
        "error",
    ),
    "unreadable-entry": _kind(
        "Eintrag nicht lesbar: {detail}",
        "den Eintrag im Export berichtigen",
        "entry cannot be read: {detail}",
        "correct the entry in the export",
        "error",
    ),
    "bad-purl": _kind(
        "keine gültige Package-URL: {detail}",
        "die purl nach ECMA-427 schreiben",
        "not a package URL: {detail}",
        "write the purl as ECMA-427 says",
    ),
    "version-is-range": _kind(
        "ein Bereich steht an der Stelle der Version: {detail}",
        "die installierte Version angeben",
        "a range stands where a version belongs: {detail}",
        "state the version that is installed",
    ),
    "version-is-number": _kind(
        "die Version {detail} steht als Zahl in der Tabelle; eine Null am Ende (24.10) wäre verloren gegangen",
        "die Spalte vor der Eingabe als Text formatieren",
        "the version {detail} stands in the table as a number; a zero at its end (24.10) would have been lost",
        "format the column as text before filling it",
        "info",
    ),
    "version-is-date": _kind(
        "anstelle der Version steht ein Datum in der Tabelle (gespeichert: {detail}); die Version gilt als unbekannt",
        "die Spalte als Text formatieren und die Version neu eintragen: Excel macht aus 3.12 den 3. Dezember",
        "a date stands in the table where the version belongs (stored: {detail}); the version counts as unknown",
        "format the column as text and enter the version anew: Excel turns 3.12 into the 3rd of December",
    ),
    "duplicate-ref": _kind(
        "die Kennung {detail} bezeichnet mehrere verschiedene Komponenten",
        "jeder Komponente eine eigene Kennung geben",
        "the reference {detail} names several different components",
        "give each component a reference of its own",
    ),
    "dangling-ref": _kind(
        "Abhängigkeit von {detail}, das im Dokument fehlt",
        "die Komponente aufführen oder die Abhängigkeit entfernen",
        "dependency on {detail}, which the document does not list",
        "list the component or drop the dependency",
    ),
    "self-dependency": _kind(
        "{detail} hängt laut Dokument von sich selbst ab",
        "die Abhängigkeit entfernen",
        "{detail} depends on itself, says the document",
        "drop the dependency",
        "info",
    ),
    "duplicate-key": _kind(
        "der Schlüssel {detail} steht mehrmals im selben Objekt; gelesen wurde der letzte",
        "jeden Schlüssel nur einmal schreiben",
        "the key {detail} stands several times in one object; the last was read",
        "write each key once",
        "error",
    ),
    "duplicates-not-looked-for": _kind(
        "nach doppelten Schlüsseln wurde nicht gesucht, da das Dokument mehr als {detail} Bytes hat; gelesen wird der"
        " letzte",
        "nichts, sofern das Dokument von einem Programm geschrieben wurde",
        "keys that stand several times were not looked for, as the document has more than {detail} bytes; the last is"
        " read",
        "nothing, if a program wrote the document",
        "info",
    ),
    "newer-version": _kind(
        "Formatversion {detail} ist neuer als die hier bekannten; gelesen wurde, was gleich geblieben ist",
        "osk-scan aktualisieren oder eine bekannte Version ausgeben",
        "format version {detail} is newer than those known here; what stayed the same was read",
        "update osk-scan or export a known version",
    ),
    "against-schema": _kind(
        "entspricht nicht dem Schema: {detail}",
        "das Feld nach der Spezifikation des Formats füllen",
        "does not follow the schema: {detail}",
        "fill the field as the format's specification says",
    ),
    "schema-required": _kind(
        "das Pflichtfeld {detail} fehlt",
        "das Feld nach der Spezifikation des Formats ergänzen",
        "the required field {detail} is missing",
        "add the field as the format's specification says",
    ),
    "schema-unknown": _kind(
        "das Format kennt hier kein Feld dieses Namens: {detail}",
        "den Namen berichtigen oder das Feld entfernen",
        "the format knows no field of this name here: {detail}",
        "correct the name or drop the field",
    ),
    "schema-element": _kind(
        "an dieser Stelle ist ein anderes Element vorgesehen: {detail}",
        "die Elemente in die Reihenfolge der Spezifikation bringen und fehlende ergänzen",
        "another element belongs here: {detail}",
        "put the elements in the order of the specification and add what is missing",
    ),
    "schema-value": _kind(
        "dieser Wert ist nicht vorgesehen (gefunden ≠ erlaubt): {detail}",
        "einen der erlaubten Werte einsetzen",
        "this value is not allowed for (found ≠ allowed): {detail}",
        "use one of the allowed values",
    ),
    "schema-type": _kind(
        "falscher Typ (gefunden ≠ erlaubt): {detail}",
        "den Wert in diesem Typ schreiben",
        "wrong type (found ≠ allowed): {detail}",
        "write the value in this type",
    ),
    "schema-form": _kind(
        "der Wert hat nicht die verlangte Form (gefunden ≠ verlangt): {detail}",
        "den Wert in der verlangten Form schreiben",
        "the value has another form than it must have (found ≠ required): {detail}",
        "write the value in the required form",
    ),
    "schema-repeated": _kind(
        "dasselbe steht hier noch einmal: {detail}",
        "jeden Eintrag nur einmal schreiben",
        "the same stands here once more: {detail}",
        "write each entry once",
    ),
    "schema-inside": _kind(
        "innerhalb dieses Eintrags mit {detail} Texten entspricht etwas nicht dem Schema; gesucht wird in kleineren",
        "den Eintrag mit dem Prüfwerkzeug des Formats prüfen",
        "something within this entry of {detail} texts does not follow the schema; smaller ones are looked into",
        "check the entry with the format's own tool",
    ),
    "schema-more": _kind(
        "{detail} weitere Stellen entsprechen nicht dem Schema",
        "die genannten Stellen berichtigen; meist hat dasselbe Programm überall denselben Fehler gemacht",
        "{detail} more places do not follow the schema",
        "correct the places that are told; mostly one program has made the same mistake everywhere",
    ),
    "more-alike": _kind(
        "weitere Stellen derselben Art wie oben: {detail}",
        "die genannten Stellen berichtigen; meist hat dasselbe Programm überall denselben Fehler gemacht",
        "more places of the same kind as above: {detail}",
        "correct the places that are told; mostly one program has made the same mistake everywhere",
    ),
    "not-validated": _kind(
        "nicht gegen das Schema geprüft: {detail}",
        "das Dokument mit dem Prüfwerkzeug des Formats prüfen",
        "not held against the schema: {detail}",
        "check the document with the format's own tool",
    ),
    "license-observed": _kind(
        "in den Dateien gefunden, aber nicht als Lizenz angegeben: {detail}",
        "prüfen und als erklärte oder festgestellte Lizenz angeben; bis dahin gilt sie nur, wo keine angegeben ist",
        "found in the files, but not stated as license: {detail}",
        "check it and state it as declared or concluded; until then it counts only where none is stated",
        "info",
    ),
    "no-components": _kind(
        "das Dokument führt keine Komponenten auf",
        "prüfen, ob der Export vollständig ist",
        "the document lists no components",
        "check that the export is complete",
    ),
    "not-read": _kind(
        "nicht ausgewertet: {detail}",
        "nichts, sofern es hier nicht gebraucht wird",
        "not read: {detail}",
        "nothing, unless it matters here",
        "info",
    ),
    "sheet-not-read": _kind(
        "das Tabellenblatt hat keine Kopfzeile mit einer Spalte für den Namen und wurde nicht ausgewertet",
        "nichts, sofern darauf keine Software steht",
        "the sheet has no header with a column for the name and was not read",
        "nothing, unless it lists software",
        "info",
    ),
    "no-such-column": _kind(
        "keine Spalte {detail}",
        "die Überschrift so angeben, wie sie in der Tabelle steht",
        "no column {detail}",
        "name the header as it stands in the table",
        "error",
    ),
    "no-agency": _kind(
        "die Zeile nennt keine Behörde und zählt zu der, für die das Dokument eingereicht wurde",
        "die Zelle ausfüllen",
        "the row names no agency and counts for the one that the document was handed in for",
        "fill the cell",
    ),
    "no-system": _kind(
        "die Zeile nennt kein Verfahren und zählt zu dem, das beim Einreichen oder im Dokumentnamen steht",
        "die Zelle ausfüllen",
        "the row names no system and counts for the one named on handing in, or by the document's name",
        "fill the cell",
    ),
    "document-not-kept": _kind(
        "das Dokument selbst wird nicht aufbewahrt, da es Geräte und Personen nennen kann; sein SHA-256 steht hier",
        "die Datei dort aufbewahren, wo sie entstanden ist, falls sie als Beleg gebraucht wird",
        "the document itself is not kept, since it can name machines and persons; its SHA-256 is told here",
        "keep the file where it was made, if it is needed as evidence",
        "info",
    ),
    "not-installed": _kind(
        "aufgeführt, aber nicht installiert: {detail}",
        "nichts",
        "listed, but not installed: {detail}",
        "nothing",
        "info",
    ),
    "replaced-characters": _kind(
        "nicht darstellbare Zeichen ersetzt: {detail}",
        "die Datei als UTF-8 speichern",
        "characters that cannot be shown were replaced: {detail}",
        "save the file as UTF-8",
    ),
}


TOLD_PER_KIND = 200
"""Problems of one kind that are told one by one; the rest is told as a number."""
_LONGEST = 1500
"""Characters of a detail: room for the formats that were tried."""


def message(problem: Problem) -> Wording:
    """Return what is wrong, in both languages."""
    return _filled(KINDS[problem.kind].message, problem.detail)


def fix(problem: Problem) -> Wording:
    """Return what to do, in both languages."""
    return KINDS[problem.kind].fix


def severity(problem: Problem) -> str:
    """Return `info`, `warning` or `error`."""
    return KINDS[problem.kind].severity


def untold(counted: Mapping[str, int]) -> Iterator[Problem]:
    """Yield for each kind, of which so many were counted, how many are not told one by one."""
    for kind, number in sorted(counted.items()):
        if number > TOLD_PER_KIND:
            yield Problem("more-alike", "/", None, f"{number - TOLD_PER_KIND} × {kind}")


def refused(kind: str, where: str, detail: str = "") -> RefusedDocument:
    """Return the error that refuses a whole document for a problem of `kind`."""
    problem = Problem(kind, where, detail=detail)
    return RefusedDocument(where, message(problem).en, fix(problem).en, kind=kind, detail=detail)


def refusal(error: RefusedDocument) -> Problem:
    """Return a refusal as the problem it is, for a receipt in either language."""
    return Problem(error.kind, error.where, detail=error.detail)


def _filled(wording: Wording, detail: str) -> Wording:
    shown = one_line(detail, _LONGEST)
    return Wording(wording.de.replace("{detail}", shown), wording.en.replace("{detail}", shown))
