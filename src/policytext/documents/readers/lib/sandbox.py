"""Parse a foreign format in a separate process, so that no file can crash this one.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.readers.lib.sandbox_protocol import (
    pack_request,
    read_frame,
    unpack_capture,
    write_frame,
)
from policytext.documents.readers.lib.sandbox_worker import memory_allowed, seconds_allowed
from policytext.documents.readers.lib.scan import ScanError

_START_UP = 15  # seconds that starting a process may take on a busy machine
_WHY = {
    "memory": "it needs more than {megabytes} MB of memory",
    "depth": "it is nested too deeply",
}


def read_apart(reader: str, data: bytes, options: ReadOptions) -> CaptureText:
    """Run the function *reader* (``module:function``) on *data* in a process with limits."""
    return _worker(os.getpid()).read(reader, data, options)


def call_apart(function: str, data: bytes, **values: int | Sequence[int]) -> bytes:
    """Call *function* (``module:function``), which returns bytes, in a process with limits."""
    return _worker(os.getpid()).call(function, data, values)


def end_process() -> None:
    """End the parsing process, and wait for its end; the next capture starts another."""
    _worker(os.getpid()).stop()


@lru_cache(maxsize=1)
def _worker(_process: int) -> _Worker:
    return _Worker()


class _Worker:
    """One parsing process, started on first use and restarted if it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        atexit.register(self.stop)

    def read(self, reader: str, data: bytes, options: ReadOptions) -> CaptureText:
        """Return what the process read, or refuse the capture."""
        return unpack_capture(*self._answer(reader, data, *pack_request(reader, data, options)))

    def call(self, function: str, data: bytes, values: Mapping[str, object]) -> bytes:
        """Return the bytes that *function* returns."""
        header = {"reader": function, "values": values}
        return self._answer(function, data, header, data)[1][0]

    def _answer(
        self, reader: str, data: bytes, *request: Any
    ) -> tuple[dict[str, Any], list[bytes]]:
        with self._lock:
            answer = self._ask(data, *request)
        if answer is None:
            raise UnreadableError(
                f"Parsing failed: it took more than {seconds_allowed(len(data))} seconds or "
                f"{memory_allowed(len(data), reader) >> 20} MB, or the parser crashed. "
                "Save the text as plain text instead."
            )
        if "error" in answer[0]:
            raise _refusal(answer[0], memory_allowed(len(data), reader))
        return answer

    def _ask(self, data: bytes, *request: Any) -> tuple[dict[str, Any], list[bytes]] | None:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(_START_UP + 2 * seconds_allowed(len(data)), process.kill)
        timer.start()
        answer = None
        try:
            write_frame(process.stdin, *request)
            answer = read_frame(process.stdout)
        except (OSError, ValueError):
            answer = None
        finally:
            timer.cancel()
            if answer is None:
                self.stop()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        return self._process

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


_PROGRAM = "from policytext.documents.readers.lib.sandbox_worker import serve; serve()"


def _refusal(header: dict[str, Any], memory: int) -> UnreadableError:
    if header["error"]:
        return _error_of(header)
    why = str(header["why"])
    why = _WHY.get(why, f"the parser failed ({why})").format(megabytes=memory >> 20)
    return UnreadableError(f"Cannot be read: {why}. Save the text as plain text instead.")


def _error_of(header: dict[str, Any]) -> UnreadableError:
    error = (ScanError if header["scan"] else UnreadableError)(str(header["error"]))
    error.exit_code = int(header["exit_code"])
    return error
