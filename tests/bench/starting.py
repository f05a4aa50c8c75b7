"""Start the command line in a process of its own."""

import subprocess
import sys


def python(program: str) -> None:
    """Run a program of one line."""
    subprocess.run([sys.executable, "-c", program], check=True)


def judging() -> None:
    """Load the modules that judge a system's licenses, numpy among them, but no table."""
    python("import osk_scan.licenses.choice, osk_scan.licenses.obligations, osk_scan.licenses.opencode")


def help_text() -> None:
    """Ask for the help of the whole program."""
    subprocess.run([sys.executable, "-m", "osk_scan", "--help"], check=True, capture_output=True)
