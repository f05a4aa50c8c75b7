"""Start the command line in a process of its own."""

import subprocess
import sys


def help_text() -> None:
    """Ask for the help of the whole program."""
    subprocess.run([sys.executable, "-m", "osk_scan", "--help"], check=True, capture_output=True)
