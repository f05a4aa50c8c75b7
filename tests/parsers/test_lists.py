"""Package lists: what their edges, scopes, distributions and duplicates mean."""

import re
from pathlib import Path

import pytest

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Inventory, Problem, Scope
from osk_scan.parsers import parse, parsers
from osk_scan.parsers._depends import debian_groups

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PERSONS_AND_MACHINES = re.compile(
    r"\bmuster\b|muster@|probe@|beispiel@|Frau |Herr |PC-\d|pc-\d|/home/|/Users/|C:\\\\Users"
)
DEPLOYED = [
    pytest.param(path, id=f"{name}/{path.name}")
    for name, parser in parsers().items()
    if parser.deployed
    for path in sorted((FIXTURES / name).glob("*"))
    if not path.name.endswith(".expected.json")
]


@pytest.mark.parametrize("path", DEPLOYED)
def test_no_person_and_no_machine_gets_into_an_inventory(path: Path) -> None:
    try:
        inventory = parse(Document(path.name, path.read_bytes()), path.parent.name)
    except RefusedDocument:
        return
    assert not PERSONS_AND_MACHINES.findall(repr((inventory.components, inventory.quarantined, inventory.problems)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_json_is_recognised_in_every_encoding_of_windows(encoding: str) -> None:
    listed = (FIXTURES / "winget_export" / "minimal.json").read_text("utf-8-sig")
    again = parse(Document("x", listed.encode(encoding)))
    assert parse(Document("x", listed.encode())).components == again.components


@pytest.mark.parametrize(
    "prompt", ["vmueller@srv-hr01:~$ dpkg -l", "[vmueller@srv-hr01 ~]# rpm -qa", "PS C:\\Users\\vmueller> winget list"]
)
def test_a_prompt_copied_along_is_passed_over_with_whom_it_names(prompt: str) -> None:
    listed = "bash 5.2-1\nzlib 1.3-2\nxz 5.4-1\ncurl 8.0-1\n"
    inventory = parse(Document("x", f"{prompt}\n{listed}".encode()))
    assert (4, 0, ()) == (inventory.found, len(inventory.quarantined), inventory.problems)


@pytest.mark.parametrize("name", ["dpkg_query", "rpm_query", "zypper_list", "winget_list"])
def test_a_list_in_another_format_than_the_one_named_is_refused_for_that(name: str) -> None:
    with pytest.raises(RefusedDocument, match=f"not in the format {name}; leave `--format` out"):
        parse(Document("x", b"Sehr geehrte Damen und Herren,\nanbei die Liste.\n"), name)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("dpkg_list", "||/ Name  Version  Architecture Description\n  ii  bash  5.2-1  amd64  shell\n"),
        ("choco_list", "Chocolatey v2.3.0\n  git 2.40.0\n1 packages installed.\n"),
    ],
)
def test_an_entry_that_somebody_set_in_is_told(name: str, listed: str) -> None:
    assert 1 == len(parse(Document("x", listed.encode()), name).quarantined)


@pytest.mark.parametrize("header", ["Name;Version;Hersteller", "name;version;hersteller"])
def test_a_table_of_names_of_one_word_is_no_list_of_debian(header: str) -> None:
    rows = "firefox;128.0;mozilla\nvlc;3.0.20;videolan\ngimp;2.10;gnu\nqgis;3.34;osgeo\n7-zip;24-08;pavlov\n"
    inventory = parse(Document("x", f"{header}\n{rows}".encode()))
    assert ("csv_table", 5, ()) == (inventory.format, inventory.found, inventory.quarantined)
    assert [None] * 5 == [component.purl for component in inventory.components]


def test_names_and_versions_that_are_not_debians_are_in_no_known_format() -> None:
    with pytest.raises(RefusedDocument, match="no header"):
        parse(Document("x", b"firefox;128.0;mozilla\nvlc;3.0.20;videolan\ngimp;2.10;gnu\n"))


def test_the_header_above_a_list_of_debian_is_no_package() -> None:
    rows = b"package;version;architecture\nacl;2.3.1-3;amd64\nadduser;3.134;all\nbash;5.2;amd64\nzlib1g;1.2;amd64\n"
    inventory = parse(Document("x", rows))
    assert ("dpkg_query", 4, 0) == (inventory.format, inventory.found, len(inventory.quarantined))


def test_lines_of_a_windows_list_that_are_no_fields_are_told_by_number() -> None:
    listed = "Bestand PC 7\nDisplayName    : VLC\nDisplayVersion : 3\nund Zubehör\nDisplayName    : GIMP\n  2\n"
    inventory = parse(Document("x", listed.encode()), "windows_programs_text")
    assert ["VLC", "GIMP 2"] == [component.name for component in inventory.components]
    assert [("lines-not-read", "line 1", "1, 4")] == [_told(problem) for problem in inventory.problems]


def test_lines_above_the_heading_of_a_windows_list_are_told() -> None:
    listed = "Bestand PC 7\nDisplayName DisplayVersion\n----------- --------------\nVLC         3\n"
    inventory = parse(Document("x", listed.encode()), "windows_programs_text")
    assert [("lines-not-read", "line 1", "1")] == [_told(problem) for problem in inventory.problems]


def test_values_of_the_registry_with_odd_names_are_fields() -> None:
    listed = (
        "DisplayName             : VLC\nDisplayVersion          : 3\nInno Setup: App Path    : C:\\VLC\n(default) :\n"
    )
    inventory = parse(Document("x", listed.encode()))
    assert ["Inno Setup: App Path, (default)"] == [problem.detail for problem in inventory.problems]


def test_a_list_of_powershell_may_show_names_alone() -> None:
    inventory = parse(Document("x", b"\r\nDisplayName : VLC\r\n\r\nDisplayName : GIMP\r\n"))
    assert ("windows_programs_text", ["VLC", "GIMP"]) == (inventory.format, [one.name for one in inventory.components])
    assert ["only-names"] == [problem.kind for problem in inventory.problems]


def test_the_user_in_an_odd_value_is_dropped() -> None:
    listed = "DisplayName      : VLC\nDisplayVersion   : 3\nInno Setup: User : vmueller\n"
    assert ("Inno Setup: User",) == parse(Document("x", listed.encode())).dropped_columns


def test_an_address_with_a_comment_is_no_prompt() -> None:
    line = b"git+ssh://git@github.com:akte/lines.git#egg=lines # eigener Stand\n"
    assert 1 == parse(Document("requirements.txt", line), "pip_requirements").found


def test_a_formula_that_is_not_installed_is_told_and_each_kept_version_is_a_component() -> None:
    formulae = '{"name": "a", "installed": [{"version": "1"}, {"version": "2"}]}, {"name": "b", "installed": []}'
    casks = '{"token": "c", "installed": null}'
    inventory = parse(Document("x", f'{{"formulae": [{formulae}], "casks": [{casks}]}}'.encode()), "brew_info_json")
    assert [("a@1", "1"), ("a", "2")] == [(component.ref, component.version) for component in inventory.components]
    assert [("not-installed", "b"), ("not-installed", "c")] == [(one.kind, one.detail) for one in inventory.problems]


def test_the_epoch_of_an_rpm_package_is_part_of_it() -> None:
    rows = b'[{"name": "bind", "version": "9.16", "release": "1.el9", "epoch": 32, "arch": "x86_64"}]'
    (component,) = parse(Document("x", rows), "osquery_json").components
    assert "pkg:rpm/bind@9.16-1.el9?arch=x86_64&epoch=32" == component.purl


def test_a_group_of_alternatives_keeps_its_order_and_loses_versions_and_architectures() -> None:
    assert (("a",), ("b", "c")) == debian_groups("a (>= 1:2.0) , b:any | c [amd64] <!nocheck>,")


def test_groups_of_pre_depends_and_depends_are_numbered_apart() -> None:
    inventory = _dpkg("a", "Pre-Depends: b | c", "Depends: d | e") + [_stanza(name) for name in "bcde"]
    groups = {(edge.target, edge.alternatives) for edge in _parsed(inventory).dependencies}
    assert {(1, 1), (2, 1), (3, 2), (4, 2)} == groups


def test_one_installed_alternative_is_needed_for_certain() -> None:
    edges = _parsed([*_dpkg("a", "Depends: b | nicht-da"), _stanza("b")]).dependencies
    assert [(0, 1, 0)] == [(edge.source, edge.target, edge.alternatives) for edge in edges]


def test_a_need_that_nothing_answers_dangles_once() -> None:
    inventory = _parsed(_dpkg("a", "Depends: x | y"))
    assert (1, "x | y") == (inventory.dangling, inventory.problems[0].detail)


def test_the_same_architecture_is_preferred_among_packages_of_one_name() -> None:
    i386 = _stanza("b").replace("amd64", "i386")
    edges = _parsed([*_dpkg("a", "Depends: b"), i386, _stanza("b")]).dependencies
    assert [2] == [edge.target for edge in edges]


def test_an_ubuntu_machine_gets_ubuntu_purls() -> None:
    inventory = _parsed(["Package: a\nStatus: install ok installed\nVersion: 1-0ubuntu1\nArchitecture: amd64"])
    assert "pkg:deb/ubuntu/a@1-0ubuntu1?arch=amd64" == inventory.components[0].purl


def test_a_debian_machine_with_a_package_kept_by_somebody_at_ubuntu_stays_one() -> None:
    somebody = [
        *_dpkg("a", "Maintainer: Somebody <raof@ubuntu.com>"),
        _stanza("base-files").replace("1", "12.4+deb12u5"),
    ]
    kept = [component.purl for component in _parsed(somebody).components]
    assert "pkg:deb/debian/a@1?arch=amd64&distro=debian-12" == kept[0]
    assert "pkg:deb/debian/a@1?arch=amd64" == _parsed(somebody[:1]).components[0].purl


@pytest.mark.parametrize("name", ["pip_list_json", "rpm_list", "windows_programs_csv", "winget_export", "go_mod"])
def test_a_list_without_edges_does_not_claim_that_there_are_none(name: str) -> None:
    path = next(path for path in (FIXTURES / name).glob("minimal.*") if not path.name.endswith(".expected.json"))
    assert not parse(Document(path.name, path.read_bytes()), name).edges_known


@pytest.mark.parametrize(
    "text",
    [
        b"Sehr geehrte Damen und Herren,\nanbei die Liste.\n",
        b"00,00,00,00\n00,01,00,00\n",
        b"file 3\n",
        b'{"name": "x", "dependencies": {"a": "^1.0.0"}}',
        b"1;2;3\n4;5;6\n",
        b"a b c\n",
    ],
)
def test_what_is_no_package_list_is_recognised_by_no_parser(text: bytes) -> None:
    with pytest.raises(RefusedDocument, match="no known format"):
        parse(Document("x", text))


def test_nodejs_finds_the_nearest_copy() -> None:
    lock = b"""{"lockfileVersion": 3, "packages": {"": {"name": "p", "dependencies": {"a": "*", "b": "*"}},
      "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "^1"}},
      "node_modules/a/node_modules/b": {"version": "1.0.0"}, "node_modules/b": {"version": "2.0.0", "dev": true}}}"""
    inventory = parse(Document("package-lock.json", lock))
    named = [
        (inventory.components[e.source].name, inventory.components[e.target].version) for e in inventory.dependencies
    ]
    assert [("p", "1.0.0"), ("p", "2.0.0"), ("a", "1.0.0")] == named
    assert Scope.DEVELOPMENT == inventory.components[3].scope


def test_a_missing_optional_dependency_is_not_dangling_but_a_missing_one_is() -> None:
    lock = b"""{"lockfileVersion": 3, "packages": {"": {"name": "p", "dependencies": {"weg": "*"},
      "optionalDependencies": {"fsevents": "*"}}}}"""
    inventory = parse(Document("package-lock.json", lock))
    assert (1, "weg") == (inventory.dangling, inventory.problems[0].detail)


@pytest.mark.parametrize(
    "tree",
    [
        "a@1.0.0 /srv/a\n├─┬ b@1.0.0\n│ └── c@1.0.0\n└── kein Paket\n",
        "a@1.0.0 /srv/a\n+-- b@1.0.0\n| `-- c@1.0.0\n`-- @x/\n",
    ],
)
def test_branches_of_npm_are_dependencies_and_what_is_none_is_told(tree: str) -> None:
    inventory = parse(Document("x", tree.encode()), "npm_ls_text")
    named = [(inventory.components[e.source].name, inventory.components[e.target].name) for e in inventory.dependencies]
    assert [("a", "b"), ("b", "c")] == named
    assert (4, 1) == (inventory.found, len(inventory.quarantined))


@pytest.mark.parametrize("tree", ["click v8.1.0\n├── adler v1.0.2\n└── rand v0.8\n", "src\n├── a.py\n└── b.py\n"])
def test_a_tree_of_something_else_is_no_list_of_npm(tree: str) -> None:
    with pytest.raises(RefusedDocument, match="no known format"):
        parse(Document("x", tree.encode()))


def test_what_stands_below_the_system_information_is_told() -> None:
    listed = "OS Name:    Windows 11\nOS Version: 10.0.1 N/A Build 1\nBIOS Version: 3\nVLC media player 3.0.20\n"
    inventory = parse(Document("x", listed.encode()))
    assert [("Windows 11", "10.0.1")] == [(one.name, one.version) for one in inventory.components]
    assert [("lines-not-read", "line 4", "4"), ("not-read", "line 3", "BIOS Version")] == [
        _told(problem) for problem in inventory.problems
    ]


@pytest.mark.parametrize(
    "programs",
    [
        "Hersteller;Produkt;Version\nVideoLAN;VLC;3\nGNU;GIMP;2\n",
        "Name Version Vendor\n---- ------- ------\nVLC  3       VideoLAN\nGIMP 2       GNU\n",
        "Name=VLC\nVersion=3\nVendor=VideoLAN\n\nName=GIMP\nVersion=2\nVendor=GNU\n",
    ],
)
def test_a_list_of_programs_below_the_name_of_the_system_is_read_as_one(programs: str) -> None:
    listed = f"OS Name:    Windows 11\nOS Version: 10.0.1\n\n{programs}"
    inventory = parse(Document("x", listed.encode()))
    assert [("VLC", "3"), ("GIMP", "2")] == [(one.name, one.version) for one in inventory.components]


def test_a_list_of_licenses_in_composer_is_a_choice() -> None:
    lock = b'{"content-hash": "0", "packages": [{"name": "a/b", "version": "1", "license": ["MIT", "GPL-2.0-only"]}]}'
    assert ("(MIT OR GPL-2.0-only)",) == parse(Document("composer.lock", lock)).components[0].declared


def _dpkg(name: str, *fields: str) -> list[str]:
    return ["\n".join([_stanza(name), *fields])]


def _stanza(name: str) -> str:
    return f"Package: {name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64"


def _parsed(stanzas: list[str]) -> Inventory:
    return parse(Document("status", "\n\n".join(stanzas).encode()), "dpkg_status")


def _told(problem: Problem) -> tuple[str, str, str]:
    return problem.kind, problem.where, problem.detail
