"""CycloneDX entries as the specification writes them; shared by JSON and XML."""

from msgspec import Raw, Struct

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")


class Contact(Struct, gc=False):
    """A person or an office."""

    name: str | None = None
    email: str | None = None


class Organization(Struct, gc=False):
    """Supplier, manufacturer, provider or licensor."""

    name: str | None = None
    url: str | list[str] | None = None
    contact: list[Contact] | None = None

    @property
    def reachable(self) -> bool:
        """Whether an e-mail address or URL is given."""
        return bool(self.url) or any(contact.email for contact in self.contact or ())


class Licensor(Struct, gc=False):
    """Who grants a commercial license."""

    organization: Organization | None = None
    individual: Contact | None = None


class Licensing(Struct, rename="camel", gc=False):
    """Commercial terms (CycloneDX 1.5 and later)."""

    licensor: Licensor | None = None
    license_types: list[str] | None = None
    expiration: str | None = None


class Attachment(Struct, gc=False):
    """The text of a license."""

    content: str | None = None


class License(Struct, gc=False):
    """A license by SPDX id, or by name, text and address."""

    id: str | None = None
    name: str | None = None
    text: Attachment | None = None
    url: str | None = None
    licensing: Licensing | None = None
    acknowledgement: str | None = None


class LicenseChoice(Struct, gc=False):
    """A license or an expression; real documents carry both."""

    license: License | None = None
    expression: str | None = None
    acknowledgement: str | None = None
    licensing: Licensing | None = None


class Evidence(Struct, gc=False):
    """What was found in the component itself (CycloneDX 1.3 and later)."""

    licenses: list[LicenseChoice] | None = None


class Hash(Struct, gc=False):
    """A checksum."""

    alg: str | None = None


class ExternalReference(Struct, gc=False):
    """Where something about the component can be found."""

    type: str | None = None
    hashes: list[Hash] | None = None


class Property(Struct, gc=False):
    """A name and a value outside the specification."""

    name: str | None = None
    value: str | None = None


class Swid(Struct, rename="camel", gc=False):
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
    evidence: Evidence | None = None
    hashes: list[Hash] | None = None
    external_references: list[ExternalReference] | None = None
    properties: list[Property] | None = None
    components: list[Raw] | None = None
    services: list[Raw] | None = None
