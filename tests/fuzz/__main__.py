"""`make fuzz`: a hundred thousand broken documents over all formats, on all cores; prints a summary by format.

What crashes or hangs is written to `build/fuzz/`; the same seed breaks the same documents in the same way.
"""

import argparse
import os
import resource
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from msgspec import Struct

from tests.fuzz.running import bound_memory, run
from tests.fuzz.seeds import seeds

_FAILED = ("crash", "hang")


class Summary(Struct):
    """What became of the broken documents of one format."""

    name: str
    states: Counter[str]
    quarantined: int
    slowest: float
    seconds: float
    peak: int
    """Bytes that the process had at most, this format and those before it."""
    failures: list[tuple[bytes, str]]


def _summary(name: str, contents: tuple[bytes, ...], count: int, seed: int) -> Summary:
    summary, started = Summary(name, Counter(), 0, 0.0, 0.0, 0, []), time.process_time()
    for content, outcome in run(name, contents, count, seed):
        summary.states[outcome.state] += 1
        summary.quarantined += outcome.quarantined
        summary.slowest = max(summary.slowest, outcome.seconds)
        if outcome.state in _FAILED:
            summary.failures.append((content, outcome.reason))
    summary.seconds = time.process_time() - started
    summary.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    return summary


def _keep(summary: Summary, folder: Path) -> None:
    """Write each different failure down, with what broke."""
    for number, (content, reason) in enumerate({said: (c, said) for c, said in reversed(summary.failures)}.values()):
        (folder / f"{summary.name}-{number}.dat").write_bytes(content)
        (folder / f"{summary.name}-{number}.txt").write_text(reason, "utf-8")
        print(f"--- {summary.name}-{number}\n{reason}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Run the fuzzing and return 1 where anything crashed or hung."""
    options = argparse.ArgumentParser(prog="python -m tests.fuzz")
    options.add_argument("--documents", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", nargs="*", help="formats")
    options.add_argument("--keep", type=Path, default=Path("build/fuzz"))
    said = options.parse_args(arguments)
    wanted = {name: found for name, found in seeds().items() if not said.only or name in said.only}
    each = -(-said.documents // len(wanted))
    said.keep.mkdir(parents=True, exist_ok=True)
    print(f"{'format':<26}{'documents':>10}{'read':>8}{'refused':>9}{'quarantined':>13}{'hangs':>7}{'crashes':>9}"
          f"{'slowest s':>11}{'s':>7}")  # fmt: skip
    total: Counter[str] = Counter()
    slowest, peak = 0.0, 0
    with ProcessPoolExecutor(os.cpu_count(), initializer=bound_memory) as pool:
        running = [pool.submit(_summary, name, contents, each, said.seed) for name, contents in wanted.items()]
        for done in as_completed(running):
            summary = done.result()
            total.update(summary.states)
            slowest, peak = max(slowest, summary.slowest), max(peak, summary.peak)
            _print(summary)
            _keep(summary, said.keep)
    print(f"{sum(total.values())} documents: {total['read']} read, {total['refused']} refused, "
          f"{total['hang']} hangs, {total['crash']} crashes; slowest {slowest:.1f} s of processor, "
          f"at most {peak >> 20} MB in a process")  # fmt: skip
    return 1 if total["hang"] or total["crash"] else 0


def _print(summary: Summary) -> None:
    states = summary.states
    print(f"{summary.name:<26}{sum(states.values()):>10}{states['read']:>8}{states['refused']:>9}"
          f"{summary.quarantined:>13}{states['hang']:>7}{states['crash']:>9}{summary.slowest:>11.3f}"
          f"{summary.seconds:>7.0f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
