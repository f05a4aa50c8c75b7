"""Start the command line, and turn every outcome into its exit code."""

import sys
import traceback

EXIT_FINE, EXIT_FINDINGS, EXIT_USER, EXIT_BUG = 0, 1, 2, 70


def main() -> None:
    """Run `osk-scan`: 0 fine, 1 findings at or above --fail-on, 2 the user must change something, 70 our bug."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    from click import ClickException
    from click.exceptions import Abort, Exit

    from osk_scan.cli import osk_scan
    from osk_scan.errors import OskError

    try:
        outcome = osk_scan.main(arguments, prog_name="osk-scan", standalone_mode=False)
    except OskError as error:
        print(error, file=sys.stderr)
        return EXIT_USER
    except ClickException as error:
        error.show()
        return EXIT_USER
    except Exit as exit_:
        return exit_.exit_code
    except (Abort, KeyboardInterrupt):
        print("stopped: nothing was left half done; run the command again", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone, which is its right
        return EXIT_FINE
    except Exception:  # noqa: BLE001  (the one place where our own bugs end up)
        traceback.print_exc()
        return EXIT_BUG
    return outcome if isinstance(outcome, int) else EXIT_FINE


if __name__ == "__main__":
    main()
