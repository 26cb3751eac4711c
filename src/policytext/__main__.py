"""The command ``policytext``, which ``python -m policytext`` is too.

Tested in tests/cli/test_exit_codes.py.
"""

from __future__ import annotations

import gc
import os
import signal
from types import FrameType

# New objects after which the collector of reference cycles runs. What loading makes stays; looking
# through it every 700 objects took a fifteenth of the time of a short command.
_RARELY = 100_000


def main() -> None:
    """Run the command line; a signal ends it even while it still loads or is about to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    gc.set_threshold(_RARELY)
    from policytext.cli import main as run

    run()


def _leave(number: int, _frame: FrameType | None) -> None:
    os._exit(128 + number)  # nothing has been begun, or all is done


if __name__ == "__main__":
    main()
