"""CycloneDX as XML, versions 1.0 to 1.7; of later ones, what stayed the same."""

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from osk_scan.model import Document, Inventory, Kind, Origin
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._cyclonedx import (
    VERSIONS,
    Attachment,
    Contact,
    Entry,
    Evidence,
    ExternalReference,
    Hash,
    License,
    LicenseChoice,
    Licensing,
    Licensor,
    Organization,
    Property,
    Swid,
)
from osk_scan.parsers._cyclonedx_components import gather_entry
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._xml import Element, branches, child, children, line_of, local, raw_text, text

NAMESPACE = "http://cyclonedx.org/schema/bom/"

_EXTENSIONS = "http://cyclonedx.org/schema/ext/"
_CONTAINERS = ("components", "services", "dependencies", "vulnerabilities")
_PARTS = {"component": "components", "service": "services"}
_NOT_READ = ("vulnerabilities", "annotations", "formulation", "declarations", "definitions")


def recognises(glance: Glance) -> bool:
    """Tell whether the root element is CycloneDX's."""
    namespace, name = glance.xml_root
    return name == "bom" and namespace.startswith(NAMESPACE)


def parse(document: Document) -> Inventory:
    """Return what a CycloneDX XML document says."""
    gathering = Gathering("cyclonedx_xml")
    counted: Counter[str] = Counter()
    serial_number: str | None = None
    for name, element in branches(document, *_CONTAINERS):
        if not name:
            serial_number = element.get("serialNumber")
            _gather_version(gathering, element)
            continue
        where = f"/bom/{name}/{local(element)}"
        if name in _CONTAINERS and not _is_own(element):
            gathering.problem("not-read", f"{where} (line {line_of(element)})", None, str(element.tag))
            continue
        counted[where] += 1
        match name:
            case "metadata":
                _gather_metadata(gathering, element, serial_number)
            case "components" | "services":
                _gather_tree(gathering, element, f"{where}[{counted[where]}]")
            case "dependencies":
                _gather_dependencies(gathering, element, f"{where}[{counted[where]}]")
            case "compositions":
                _gather_compositions(gathering, element)
            case _ if name in _NOT_READ and counted[where] == 1:
                gathering.problem("not-read", f"/bom/{name}", None, name)
    if any(where.startswith("/bom/vulnerabilities/") for where in counted):
        gathering.origin = replace(gathering.origin, vulnerabilities_stated=True)
    return gathering.inventory()


def _is_own(element: Element) -> bool:
    """Tell whether the element is CycloneDX's; the schema lets foreign ones stand beside components."""
    return str(element.tag).startswith(("{" + NAMESPACE, "{" + _EXTENSIONS))


def _gather_version(gathering: Gathering, root: Element) -> None:
    gathering.spec_version = str(root.tag).partition("}")[0].removeprefix("{" + NAMESPACE)
    if gathering.spec_version not in VERSIONS:
        gathering.problem("newer-version", "/bom", None, gathering.spec_version)


def _gather_metadata(gathering: Gathering, element: Element, serial_number: str | None) -> None:
    authors = [_contact(author) for author in children(child(element, "authors"), "author")]
    makers = [_organization(child(element, name)) for name in ("manufacturer", "manufacture", "supplier")]
    phases = [
        text(phase, "phase") or text(phase, "name") for phase in children(child(element, "lifecycles"), "lifecycle")
    ]
    gathering.origin = Origin(
        authors_stated=bool(authors) or any(makers),
        contact_stated=any(author.email for author in authors) or any(maker and maker.reachable for maker in makers),
        timestamp=text(element, "timestamp") or None,
        tools=tuple(_tools(child(element, "tools"))),
        lifecycle=next((phase for phase in phases if phase), None),
        uri_stated=bool(serial_number),
    )
    subject = child(element, "component")
    if subject is not None:
        gathering.subject_ref = _gather_tree(gathering, subject, "/bom/metadata/component")


def _tools(element: Element | None) -> Iterator[str]:
    """Yield `name version` of each tool, in the old form and the new one (components and services)."""
    inside = (*children(child(element, "components"), "component"), *children(child(element, "services"), "service"))
    for tool in (*children(element, "tool"), *inside):
        name, version = text(tool, "name"), text(tool, "version")
        if name:
            yield f"{name} {version}" if version else name


def _gather_tree(gathering: Gathering, element: Element, where: str) -> str | None:
    """Take in an entry and those inside of it, parents first, without recursion; return the first one's reference."""
    first: str | None = None
    waiting: list[tuple[Element, str, str | None]] = [(element, where, None)]
    while waiting:
        element, here, parent = waiting.pop()
        ref = _gather_one(gathering, element, here)
        first = first or ref
        if parent and ref:
            gathering.contain(parent, ref)
        waiting.extend((part, at, ref) for part, at in reversed([*_inside(element, here)]))
    return first


def _inside(element: Element, where: str) -> Iterator[tuple[Element, str]]:
    for name, folder in _PARTS.items():
        for at, part in enumerate(children(child(element, folder), name), 1):
            yield part, f"{where}/{folder}/{name}[{at}]"


def _gather_one(gathering: Gathering, element: Element, where: str) -> str | None:
    name = text(element, "name")
    if not name or local(element) not in _PARTS:
        kind = "missing-name" if local(element) in _PARTS else "wrong-type"
        gathering.quarantine(kind, f"{where} (line {line_of(element)})", raw_text(element), local(element))
        return None
    unless_said = Kind.SERVICE if local(element) == "service" else Kind.UNKNOWN
    return gather_entry(gathering, _entry(element, name), where, unless_said)


def _entry(element: Element, name: str) -> Entry:
    licenses = child(element, "licenses")
    observed = child(child(element, "evidence"), "licenses")
    swid = child(element, "swid")
    references = children(child(element, "externalReferences"), "reference")
    return Entry(
        name=name,
        type=element.get("type"),
        bom_ref=element.get("bom-ref"),
        group=text(element, "group"),
        version=text(element, "version"),
        version_range=text(element, "versionRange"),
        purl=text(element, "purl"),
        cpe=text(element, "cpe"),
        swid=Swid(swid.get("tagId")) if swid is not None else None,
        scope=text(element, "scope"),
        publisher=text(element, "publisher"),
        supplier=_organization(child(element, "supplier")),
        manufacturer=_organization(child(element, "manufacturer")),
        provider=_organization(child(element, "provider")),
        authors=[_contact(author) for author in children(child(element, "authors"), "author")],
        licenses=[_license_choice(choice) for choice in licenses] if licenses is not None else None,
        evidence=Evidence([_license_choice(choice) for choice in observed]) if observed is not None else None,
        hashes=_hashes(element),
        external_references=[ExternalReference(entry.get("type"), _hashes(entry)) for entry in references],
        properties=[
            Property(entry.get("name"), (entry.text or "").strip())
            for entry in children(child(element, "properties"), "property")
        ],
    )


def _license_choice(element: Element) -> LicenseChoice:
    mark = element.get("acknowledgement")
    licensing = _licensing(child(element, "licensing"))
    match local(element):
        case "expression":
            return LicenseChoice(expression=(element.text or "").strip(), acknowledgement=mark)
        case "expression-detailed":
            return LicenseChoice(expression=element.get("expression"), acknowledgement=mark, licensing=licensing)
        case _:
            content = text(element, "text")
            license_ = License(
                id=text(element, "id"),
                name=text(element, "name"),
                text=Attachment(content) if content else None,
                url=text(element, "url"),
                licensing=licensing,
            )
            return LicenseChoice(license=license_, acknowledgement=mark)


def _licensing(element: Element | None) -> Licensing | None:
    if element is None:
        return None
    licensor = child(element, "licensor")
    individual = child(licensor, "individual")
    return Licensing(
        licensor=Licensor(
            _organization(child(licensor, "organization")), _contact(individual) if individual is not None else None
        ),
        license_types=[(type_.text or "").strip() for type_ in children(child(element, "licenseTypes"), "licenseType")],
        expiration=text(element, "expiration"),
    )


def _organization(element: Element | None) -> Organization | None:
    if element is None:
        return None
    contacts = [_contact(contact) for contact in children(element, "contact")]
    return Organization(text(element, "name"), text(element, "url"), contacts)


def _contact(element: Element) -> Contact:
    return Contact(text(element, "name"), text(element, "email"))


def _hashes(element: Element) -> list[Hash]:
    return [Hash(hash_.get("alg")) for hash_ in children(child(element, "hashes"), "hash")]


def _gather_dependencies(gathering: Gathering, element: Element, where: str) -> None:
    """Take in what one entry needs; older documents nest what that needs in turn."""
    waiting = [element]
    while waiting:
        needs = waiting.pop()
        source = needs.get("ref")
        targets = children(needs, "dependency")
        if source is None:
            gathering.problem("wrong-type", f"{where} (line {line_of(needs)})", None, "dependency without ref")
        else:
            gathering.depend_on_all(source, [ref for target in targets if (ref := target.get("ref"))], where)
        waiting.extend(target for target in reversed(targets) if len(target))


def _gather_compositions(gathering: Gathering, element: Element) -> None:
    for composition in children(element, "composition"):
        listed = children(child(composition, "dependencies"), "dependency")
        assemblies = children(child(composition, "assemblies"), "assembly")
        if text(composition, "aggregate") == "complete":
            gathering.complete(ref for entry in listed if (ref := entry.get("ref")))
        if text(composition, "aggregate") not in (None, "", "not_specified"):
            gathering.completeness(ref for entry in (*assemblies, *listed) if (ref := entry.get("ref")))


PARSER = Parser(
    title="CycloneDX XML",
    specification="ECMA-424, CycloneDX Bill of Materials",
    versions=VERSIONS,
    example="cyclonedx-npm --output-format XML --output-file bom.xml",
    recognises=recognises,
    shape="xml",
    marks=("bom",),
    parse=parse,
)
