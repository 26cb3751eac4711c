"""The command ``policytext``, which ``python -m policytext`` is too.

Tested in tests/cli/test_exit_codes.py.
"""

from __future__ import annotations

import os
import signal
from types import FrameType


def main() -> None:
    """Run the command line; a signal ends it even while it still loads or is about to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    from policytext.cli import main as run

    run()


def _leave(number: int, _frame: FrameType | None) -> None:
    os._exit(128 + number)  # nothing has been begun, or all is done


if __name__ == "__main__":
    main()
