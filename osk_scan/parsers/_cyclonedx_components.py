"""CycloneDX entries into components: their kind, scope, licenses, identities, and what else they state."""

from functools import cache

from osk_scan.errors import one_line
from osk_scan.model import CommercialTerms, Kind, Scope, Stated
from osk_scan.parsers._cyclonedx import Entry, ExternalReference, License, LicenseChoice, Licensing, Property
from osk_scan.parsers._inventory import Gathering

_KINDS = {
    "application": Kind.APPLICATION,
    "framework": Kind.FRAMEWORK,
    "library": Kind.LIBRARY,
    "container": Kind.CONTAINER,
    "platform": Kind.PLATFORM,
    "operating-system": Kind.OPERATING_SYSTEM,
    "device": Kind.DEVICE,
    "device-driver": Kind.LIBRARY,
    "firmware": Kind.FIRMWARE,
    "file": Kind.FILE,
    "machine-learning-model": Kind.MODEL,
    "data": Kind.DATA,
    "cryptographic-asset": Kind.CRYPTOGRAPHIC_ASSET,
    "service": Kind.SERVICE,
}
_SCOPES = {"required": Scope.RUNTIME, "optional": Scope.OPTIONAL, "excluded": Scope.EXCLUDED}
_SCOPE_PROPERTIES = {
    "cdx:npm:package:development": {"true": Scope.DEVELOPMENT},
    "cdx:composer:package:isDevRequirement": {"true": Scope.DEVELOPMENT},
    "cdx:poetry:group": {"dev": Scope.DEVELOPMENT, "test": Scope.TEST},
    "cdx:maven:package:test": {"true": Scope.TEST},
}
"""Source: CycloneDX property taxonomy, namespaces `cdx:npm`, `cdx:composer`, `cdx:poetry`, `cdx:maven`."""

_STATED_PROPERTIES = {
    "bsi:component:filename": Stated.FILENAME,
    "bsi:component:executable": Stated.EXECUTABLE,
    "bsi:component:archive": Stated.ARCHIVE,
    "bsi:component:structured": Stated.STRUCTURED,
    "bsi:component:effectiveLicence": Stated.EFFECTIVE_LICENSE,
    "bsi:component:effectiveLicense": Stated.EFFECTIVE_LICENSE,
}
"""Source: BSI TR-03183-2 v2.1.0 section 8; it prints the last one in both spellings."""

_STATED_REFERENCES = {
    "distribution": int(Stated.DISTRIBUTION_URI),
    "source-distribution": int(Stated.SOURCE_URI),
    "vcs": int(Stated.SOURCE_URI),
    "rfc-9116": int(Stated.SECURITY_TXT),
}
_ANY_HASH = int(Stated.ANY_HASH)
_CONTACT = int(Stated.CREATOR_CONTACT)
_SHA512 = int(Stated.DISTRIBUTION_SHA512)
_SOURCE_HASH = int(Stated.SOURCE_HASH)
"""Plain integers: one look at an Enum's value costs as much as the rest of an entry's flags."""


def gather_entry(gathering: Gathering, entry: Entry, where: str, unless_said: Kind = Kind.UNKNOWN) -> str:
    """Take one entry in and return the reference it got; without a type it is of the kind `unless_said`."""
    scope, stated = _told_by_properties(entry.properties) if entry.properties else (Scope.UNKNOWN, 0)
    stated |= _stated(entry)
    declared, concluded, commercial = _claims(entry.licenses) if entry.licenses else (None, None, ())
    observed = None
    if entry.evidence and entry.evidence.licenses:
        observed = _observed(entry.evidence.licenses, {*(declared or ()), *(concluded or ())})
    if observed:
        gathering.problem("license-observed", f"{where}/evidence/licenses", entry.name, "; ".join(observed))
    return gathering.add(
        ref=entry.bom_ref or where,
        name=entry.name,
        namespace=entry.group or None,
        version=entry.version or entry.version_range or None,
        version_is_range=bool(entry.version_range and not entry.version),
        purl=entry.purl or None,
        vendor=_vendor(entry),
        kind=_KINDS.get(entry.type, Kind.UNKNOWN) if entry.type else unless_said,
        scope=scope or (_SCOPES.get(entry.scope, Scope.UNKNOWN) if entry.scope else Scope.UNKNOWN),
        declared=() if entry.licenses == [] else declared,
        concluded=concluded,
        observed=observed,
        commercial=commercial,
        identifiers=_identifiers(entry) if entry.cpe or entry.swid else (),
        stated=_flags(stated),
        where=where,
    )


def _claim(license_: License) -> str | None:
    """Return what names a license best: id, name, address, else the beginning of its text."""
    text = license_.text.content if license_.text else None
    return license_.id or license_.name or license_.url or (one_line(" ".join(text[:1000].split())) if text else None)


def _claims(
    choices: list[LicenseChoice],
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None, tuple[CommercialTerms, ...]]:
    """Return what is declared, what is concluded and the commercial terms; a claim without a mark is declared."""
    declared: dict[str, None] = {}
    concluded: dict[str, None] = {}
    commercial: tuple[CommercialTerms, ...] = ()
    for choice in choices:
        license_ = choice.license
        mark = choice.acknowledgement or (license_.acknowledgement if license_ else None)
        side = concluded if mark == "concluded" else declared
        for text in (_claim(license_) if license_ else None, choice.expression):
            if text:
                side[text] = None
        licensing = choice.licensing or (license_.licensing if license_ else None)
        commercial += (_terms(licensing),) if licensing else ()
    return tuple(declared) if declared or not concluded else None, tuple(concluded) or None, commercial


def _observed(choices: list[LicenseChoice], stated: set[str]) -> tuple[str, ...] | None:
    """Return what was found in files and is not `stated`; whether it was declared or concluded there says little."""
    declared, concluded, _ = _claims(choices)
    return tuple(claim for claim in (*(declared or ()), *(concluded or ())) if claim not in stated) or None


def _terms(licensing: Licensing) -> CommercialTerms:
    licensor = licensing.licensor
    named = (licensor.organization or licensor.individual) if licensor else None
    expires = licensing.expiration[:10] if licensing.expiration else None
    return CommercialTerms(named.name if named else None, expires, tuple(licensing.license_types or ()))


def _vendor(entry: Entry) -> str | None:
    supplier = entry.supplier.name if entry.supplier else None
    maker = entry.manufacturer or entry.provider
    return supplier or entry.publisher or (maker.name if maker else None) or None


def _identifiers(entry: Entry) -> tuple[str, ...]:
    found = [entry.cpe] if entry.cpe else []
    if entry.swid and entry.swid.tag_id:
        found.append(f"swid:{entry.swid.tag_id}")
    return tuple(found)


def _told_by_properties(properties: list[Property]) -> tuple[Scope, int]:
    scope, stated = Scope.UNKNOWN, 0
    for property_ in properties:
        name = property_.name
        if name in _SCOPE_PROPERTIES:
            scope = _SCOPE_PROPERTIES[name].get(property_.value or "", scope)
        elif name in _STATED_PROPERTIES:
            stated |= _STATED_PROPERTIES[name].value
    return scope, stated


def _stated(entry: Entry) -> int:
    stated = _ANY_HASH if entry.hashes else 0
    for maker in (entry.supplier, entry.manufacturer, entry.provider):
        if maker and maker.reachable:
            stated |= _CONTACT
    if entry.authors and any(author.email for author in entry.authors):
        stated |= _CONTACT
    for reference in entry.external_references or ():
        if reference.type in _STATED_REFERENCES:
            stated |= _stated_by_reference(reference)
    return stated


def _stated_by_reference(reference: ExternalReference) -> int:
    hashes = reference.hashes or ()
    stated = _STATED_REFERENCES[reference.type or ""]
    if reference.type == "distribution" and any(hash_.alg == "SHA-512" for hash_ in hashes):
        stated |= _SHA512
    if reference.type == "source-distribution" and hashes:
        stated |= _SOURCE_HASH
    return stated


@cache
def _flags(value: int) -> Stated:
    """Return `value` as flags; the sums are made of plain integers, which are twenty times faster."""
    return Stated(value)
