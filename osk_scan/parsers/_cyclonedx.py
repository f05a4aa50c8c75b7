"""CycloneDX entries as the specification writes them, and how they become components; shared by JSON and XML."""

from msgspec import Raw, Struct

from osk_scan.errors import one_line
from osk_scan.model import CommercialTerms, Kind, Scope, Stated
from osk_scan.parsers._inventory import Gathering

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")

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
    ("cdx:npm:package:development", "true"): Scope.DEVELOPMENT,
    ("cdx:composer:package:isDevRequirement", "true"): Scope.DEVELOPMENT,
    ("cdx:poetry:group", "dev"): Scope.DEVELOPMENT,
    ("cdx:poetry:group", "test"): Scope.TEST,
    ("cdx:maven:package:test", "true"): Scope.TEST,
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


class Contact(Struct):
    """A person or an office."""

    name: str | None = None
    email: str | None = None


class Organization(Struct):
    """Supplier, manufacturer, provider or licensor."""

    name: str | None = None
    url: str | list[str] | None = None
    contact: list[Contact] | None = None

    @property
    def reachable(self) -> bool:
        """Whether an e-mail address or URL is given."""
        return bool(self.url) or any(contact.email for contact in self.contact or ())


class Licensor(Struct):
    """Who grants a commercial license."""

    organization: Organization | None = None
    individual: Contact | None = None


class Licensing(Struct, rename="camel"):
    """Commercial terms (CycloneDX 1.5 and later)."""

    licensor: Licensor | None = None
    license_types: list[str] | None = None
    expiration: str | None = None


class Attachment(Struct):
    """The text of a license."""

    content: str | None = None


class License(Struct):
    """A license by SPDX id, or by name, text and address."""

    id: str | None = None
    name: str | None = None
    text: Attachment | None = None
    url: str | None = None
    licensing: Licensing | None = None
    acknowledgement: str | None = None


class LicenseChoice(Struct):
    """A license or an expression; real documents carry both."""

    license: License | None = None
    expression: str | None = None
    acknowledgement: str | None = None
    licensing: Licensing | None = None


class Hash(Struct):
    """A checksum."""

    alg: str | None = None


class ExternalReference(Struct):
    """Where something about the component can be found."""

    type: str | None = None
    hashes: list[Hash] | None = None


class Property(Struct):
    """A name and a value outside the specification."""

    name: str | None = None
    value: str | None = None


class Swid(Struct, rename="camel"):
    """An ISO/IEC 19770-2 identity."""

    tag_id: str | None = None


class Entry(
    Struct, rename={"bom_ref": "bom-ref", "external_references": "externalReferences", "version_range": "versionRange"}
):
    """A component or a service, as far as it counts."""

    name: str
    type: str | None = None
    bom_ref: str | None = None
    group: str | None = None
    version: str | None = None
    version_range: str | None = None
    purl: str | None = None
    cpe: str | None = None
    swid: Swid | None = None
    scope: str | None = None
    publisher: str | None = None
    supplier: Organization | None = None
    manufacturer: Organization | None = None
    provider: Organization | None = None
    authors: list[Contact] | None = None
    licenses: list[LicenseChoice] | None = None
    hashes: list[Hash] | None = None
    external_references: list[ExternalReference] | None = None
    properties: list[Property] | None = None
    components: list[Raw] | None = None
    services: list[Raw] | None = None


def gather_entry(
    gathering: Gathering, entry: Entry, where: str, complete: frozenset[str], unless_said: Kind = Kind.UNKNOWN
) -> str:
    """Take one entry in and return the reference it got; those in `complete` have all their dependencies listed."""
    declared, concluded = _claims(entry.licenses)
    return gathering.add(
        ref=entry.bom_ref or where,
        name=entry.name,
        namespace=entry.group or None,
        version=entry.version or entry.version_range or None,
        version_is_range=bool(entry.version_range and not entry.version),
        purl=entry.purl or None,
        vendor=_vendor(entry),
        kind=_KINDS.get(entry.type, Kind.UNKNOWN) if entry.type else unless_said,
        scope=_scope(entry),
        declared=declared,
        concluded=concluded,
        commercial=_commercial(entry.licenses),
        identifiers=_identifiers(entry),
        stated=_stated(entry) | (Stated.DEPENDENCIES_COMPLETE if entry.bom_ref in complete else Stated.NOTHING),
        where=where,
    )


def claim(license_: License) -> str | None:
    """Return what names a license best: id, name, address, else the beginning of its text."""
    text = license_.text.content if license_.text else None
    return license_.id or license_.name or license_.url or (one_line(" ".join(text[:1000].split())) if text else None)


def _claims(choices: list[LicenseChoice] | None) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return what is declared and what is concluded; a claim without acknowledgement is declared."""
    if choices is None:
        return None, None
    declared: dict[str, None] = {}
    concluded: dict[str, None] = {}
    for choice in choices:
        license_ = choice.license
        mark = choice.acknowledgement or (license_.acknowledgement if license_ else None)
        side = concluded if mark == "concluded" else declared
        for text in (claim(license_) if license_ else None, choice.expression):
            if text:
                side[text] = None
    if concluded:
        return tuple(declared) or None, tuple(concluded)
    return tuple(declared), None


def _commercial(choices: list[LicenseChoice] | None) -> tuple[CommercialTerms, ...]:
    stated = [choice.licensing or (choice.license.licensing if choice.license else None) for choice in choices or ()]
    return tuple(_terms(licensing) for licensing in stated if licensing)


def _terms(licensing: Licensing) -> CommercialTerms:
    licensor = licensing.licensor
    named = (licensor.organization or licensor.individual) if licensor else None
    expires = licensing.expiration[:10] if licensing.expiration else None
    return CommercialTerms(named.name if named else None, expires, tuple(licensing.license_types or ()))


def _vendor(entry: Entry) -> str | None:
    supplier = entry.supplier.name if entry.supplier else None
    maker = entry.manufacturer or entry.provider
    return supplier or entry.publisher or (maker.name if maker else None) or None


def _scope(entry: Entry) -> Scope:
    for property_ in entry.properties or ():
        scope = _SCOPE_PROPERTIES.get((property_.name or "", property_.value or ""))
        if scope:
            return scope
    return _SCOPES.get(entry.scope, Scope.UNKNOWN) if entry.scope else Scope.UNKNOWN


def _identifiers(entry: Entry) -> tuple[str, ...]:
    found = [entry.cpe] if entry.cpe else []
    if entry.swid and entry.swid.tag_id:
        found.append(f"swid:{entry.swid.tag_id}")
    return tuple(found)


def _stated(entry: Entry) -> Stated:
    stated = Stated.ANY_HASH if entry.hashes else Stated.NOTHING
    makers = (entry.supplier, entry.manufacturer, entry.provider)
    if any(maker and maker.reachable for maker in makers) or any(author.email for author in entry.authors or ()):
        stated |= Stated.CREATOR_CONTACT
    for property_ in entry.properties or ():
        stated |= _STATED_PROPERTIES.get(property_.name or "", Stated.NOTHING)
    for reference in entry.external_references or ():
        stated |= _stated_by_reference(reference)
    return stated


def _stated_by_reference(reference: ExternalReference) -> Stated:
    hashes = reference.hashes or ()
    match reference.type:
        case "distribution":
            sha512 = any(hash_.alg == "SHA-512" for hash_ in hashes)
            return Stated.DISTRIBUTION_URI | (Stated.DISTRIBUTION_SHA512 if sha512 else Stated.NOTHING)
        case "source-distribution":
            return Stated.SOURCE_URI | (Stated.SOURCE_HASH if hashes else Stated.NOTHING)
        case "vcs":
            return Stated.SOURCE_URI
        case "rfc-9116":
            return Stated.SECURITY_TXT
        case _:
            return Stated.NOTHING
