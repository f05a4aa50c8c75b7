"""Draw the pictures in README: the demo in a terminal, and the first page of its report (`make transcript`)."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

PICTURES = Path(__file__).resolve().parents[1] / "fixtures" / "readme"
COLUMNS = 168


def main() -> None:
    """Run the demo and draw what it shows."""
    with tempfile.TemporaryDirectory() as folder:
        shown = subprocess.run(
            [sys.executable, "-m", "osk_scan", "demo", "--dir", "osk-demo", "--lang", "en"],
            cwd=folder,
            env={**os.environ, "COLUMNS": str(COLUMNS)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        _draw_terminal(shown.replace(str(Path(folder).resolve()), "~"))
        _draw_page(Path(folder) / "osk-demo" / "demo.db")


def _draw_terminal(shown: str) -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere)
        console.print(Text("$ make demo", style="bold green"))
        for line in shown.splitlines():
            text = Text(line[:COLUMNS])
            text.highlight_regex(r"^\d  .*", "bold cyan")
            console.print(text, no_wrap=True)
        (PICTURES / "demo.svg").write_text(console.export_svg(title="osk-scan", unique_id="demo"), "utf-8")


def _draw_page(database: Path) -> None:
    pdf = database.with_name("report.pdf")
    subprocess.run(
        [sys.executable, "-m", "osk_scan", "report", "--db", str(database), "-o", str(pdf), "--lang", "en"], check=True
    )
    page = pdf.with_suffix(".svg")
    subprocess.run(["pdftocairo", "-svg", "-f", "1", "-l", "1", str(pdf), str(page)], check=True)
    shorter = re.sub(r"(\d\.\d)\d+", r"\1", page.read_text("utf-8"))  # a tenth of a point is enough to look at
    (PICTURES / "report.svg").write_text(shorter, "utf-8")


if __name__ == "__main__":
    main()
