"""Print what things take on this machine, peers beside each other in one run."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import assessing, ingesting, licensing, scoring, serving, starting
from tests.bench.boms import bom
from tests.bench.measuring import Measured, measured, nothing

PROCESSES = 7
"""How often a single pass is measured that takes some hundredths of a second, each time in a new process."""


def main() -> None:
    """Run every benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        ingest(Path(folder), 10_000)
        known_bytes(Path(folder))
        assess(Path(folder), 1_000, 1_000)
        desk(Path(folder))
    sovereignty(1_000, 300)
    license_texts()
    license_questions(1_000)
    start_up()


def ingest(folder: Path, components: int) -> None:
    """Bytes on disk to committed rows."""
    document = folder / "bom.json"
    document.write_bytes(bom(components))
    title(f"ingest {components:,} components, CycloneDX JSON, {document.stat().st_size / 1e6:.1f} MB")
    floor = row("floor: typed decode + plain inserts", ingesting.floor, document)
    ours = row("osk-scan, new database", ingesting.osk_scan, document)
    peer = row("cyclonedx-python-lib Bom.from_json", ingesting.cyclonedx_python_lib, document, runs=1)
    row("lib4sbom", ingesting.lib4sbom, document, runs=1)
    row("syft convert", ingesting.syft, document, runs=1)
    ratio("osk-scan / floor", ours, floor)
    ratio("cyclonedx-python-lib / osk-scan", peer, ours)


def known_bytes(folder: Path) -> None:
    """The same bytes again are a look-up."""
    title("ingest of known bytes")
    ingesting.ingest_into(folder / "bom.json", folder / "osk.db")
    row("osk-scan, database that has them", ingesting.ingest_into, folder / "bom.json", folder / "osk.db")


def assess(folder: Path, systems: int, components: int) -> None:
    """Rows to kept findings and scores, everything that counts."""
    title(f"assess {systems:,} systems × {components:,} components")
    assessing.fill(folder / "state.db", systems, components)
    row("osk-scan, all rules and scores, kept", assessing.assess_all, folder / "state.db", runs=1)


def desk(folder: Path) -> None:
    """A running server, its worker beside it: people hand in, dashboards read, an assessment goes on."""
    title("the desk: 50 uploads of 1,000 components at once")
    took, whole, stored = serving.parallel_uploads(folder / "desk.db", 50, 1_000)
    calls("accepted", took)
    print(f"  {'all read after':<42}{whole:8.3f} s\n  {'stored whole':<42}{stored:8} of 50", flush=True)
    assessing.fill(folder / "million.db", 1_000, 2_330)
    row("osk-scan assess, 2.3 million components", assessing.assess_all, folder / "million.db", runs=1)
    for what, seen in serving.findings_lists(folder / "million.db").items():
        calls(f"list of the findings, {what}", seen)
    calls("upload accepted while assessing", serving.uploads_while_assessing(folder / "million.db", 400, 1_000))


def sovereignty(systems: int, products: int) -> None:
    """From an estate to all scores, and to the answer of one what-if."""
    made = scoring.estate(systems, products)
    title(f"sovereignty of {systems:,} systems, {products:,} products, {len(made.installations):,} installations")
    row("all indicators, hotspots, clarification", scoring.score_all, made)
    row("one what-if", scoring.ask, scoring.judged(made))


def license_texts() -> None:
    """From what documents write to expressions, each text once; texts a second in the best of several processes."""
    title("reading license texts, none of them twice")
    kinds = {"names": licensing.names(), "as written": licensing.written(), "pairs": licensing.pairs()}
    if labelled := licensing.truth():
        kinds["of the shared truth"] = labelled
    for what, texts in kinds.items():
        row(f"osk-scan, {len(texts):,} {what}, tables read", licensing.read_all, texts, runs=1)
        row(f"LicenseLynx, {what} (knows whole names)", licensing.license_lynx, texts, runs=1)
        row(f"license-expression, {what} (knows ids)", licensing.license_expression, texts, runs=1)
        row(f"license-audit, {what}", licensing.license_audit_reads, texts, runs=1)
        row(f"licenseal, {what}", licensing.licenseal_reads, texts, runs=1)
        passes = [measured(licensing.read_all, texts, runs=1, after=licensing.load_tables) for _ in range(PROCESSES)]
        best = min(one.seconds for one in passes if isinstance(one, Measured))
        print(f"  {'osk-scan, texts a second, without tables':<42}{len(texts) / best:8,.0f}", flush=True)


def license_questions(components: int) -> None:
    """Judge, choose and explain a system; try outbound licenses; what the knowledge weighs."""
    system = licensing.system(components)
    title(f"licenses of a system: {components:,} components, {len(licensing.LICENSES)} licenses")
    row(
        "osk-scan, first question, reading tables",
        licensing.answer_system,
        system,
        runs=1,
        after=licensing.import_judging,
    )
    row("osk-scan: judged, chosen, explained", licensing.answer_system, system, runs=5)
    row("license-audit (matrix, pairs)", licensing.license_audit_judges, system)
    row("licenseal (judged one by one)", licensing.licenseal_judges, system)
    title(f"outbound licenses for {len(licensing.FIFTY)} licenses")
    row(
        "osk-scan, first question, reading tables",
        licensing.suggest_outbound,
        licensing.FIFTY,
        runs=1,
        after=licensing.import_judging,
    )
    row("osk-scan, all OSI licenses", licensing.suggest_outbound, licensing.FIFTY, runs=5)
    row("license-audit, 121 of OSADL", licensing.license_audit_judges, list(licensing.FIFTY))
    title("all license knowledge in memory")
    known, bare = row("osk-scan, everything loaded", licensing.know_everything), row("without", licensing.bare)
    if isinstance(known, Measured) and isinstance(bare, Measured):
        print(f"  {'difference':<42}{known.megabytes - bare.megabytes:19.0f} MB", flush=True)


def start_up() -> None:
    """The command line, in a process of its own each time."""
    title("start-up")
    row("osk-scan --help", starting.help_text)
    row("importing what judges licenses", starting.judging)
    row("Python alone", starting.python, "pass")


def title(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}", flush=True)


def row(
    name: str,
    function: Callable[..., object],
    *given: object,
    runs: int = 3,
    after: Callable[[], object] = nothing,
) -> Measured | str:
    """Measure one candidate, print it and return it; it is asked `after` what is not counted."""
    outcome = measured(function, *given, runs=runs, after=after)
    shown = f"{outcome.seconds:8.3f} s  {outcome.megabytes:6.0f} MB" if isinstance(outcome, Measured) else outcome
    print(f"  {name:<42}{shown}", flush=True)
    return outcome


def calls(name: str, seen: serving.Latencies) -> None:
    """Print how long calls took."""
    print(f"  {name:<42}{seen.median * 1000:8.0f} ms  p95 {seen.p95 * 1000:6.0f} ms", flush=True)


def ratio(name: str, over: Measured | str, under: Measured | str) -> None:
    """Print how many times one candidate takes what the other does."""
    if isinstance(over, Measured) and isinstance(under, Measured):
        print(f"  {name:<42}{over.seconds / under.seconds:8.1f} ×", flush=True)


if __name__ == "__main__":
    main()
