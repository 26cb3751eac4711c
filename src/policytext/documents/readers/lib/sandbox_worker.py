"""The process that parses foreign formats, with little memory and time, and no files to write.

Tested in tests/documents/readers/test_containers.py.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from policytext.base.errors import PolicytextError
from policytext.documents.capture import ReadOptions
from policytext.documents.readers.lib.sandbox_protocol import pack_capture, read_frame, write_frame
from policytext.documents.readers.lib.scan import ScanError

MEGABYTE = 1024 * 1024
_MEMORY = 270 * MEGABYTE  # of the promised 300 million bytes, mapped memory takes the rest
_MEMORY_PER_BYTE = 60
# The bytes that are free, and the memory for each further one: text in a PDF file is packed.
_MEMORY_OF = {"read_pdf": (MEGABYTE // 8, 500), "cut_xlsx": (MEGABYTE // 8, 500)}
# What a library maps for itself, whatever it reads.
_MAPPED = {
    "cut_parquet": 2 * 1024 * MEGABYTE,
    "draw_page": 1024 * MEGABYTE,  # the pictures of a page, unpacked
    "add_layers": 1024 * MEGABYTE,
}
_MOST_MEMORY = 3 * 1024 * MEGABYTE
# Sizes limit what is read. The time only ends a parser that hangs, on the slowest machine.
_SECONDS = 120
_SECONDS_PER_MEGABYTE = 60


def seconds_allowed(size: int) -> int:
    """Return after how long a parser of *size* bytes hangs."""
    return _SECONDS + _SECONDS_PER_MEGABYTE * max(0, size // MEGABYTE)


def memory_allowed(size: int, reader: str = "") -> int:
    """Return how much memory *reader* may take for a capture of *size* bytes."""
    name = reader.partition(":")[2]
    free, more = _MEMORY_OF.get(name, (MEGABYTE, _MEMORY_PER_BYTE))
    return min(_MEMORY + _MAPPED.get(name, 0) + more * max(0, size - free), _MOST_MEMORY)


def serve() -> None:
    """Answer requests on standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    forbid()
    # The output of a parser must not be read as an answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while True:
        request = read_frame(sys.stdin.buffer)
        if request is None:
            return
        header, (data,) = request
        _answer(header, data, answers)


# What Python reports before it opens a socket or starts a process.
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "pty.",
)


def forbid() -> None:
    """Refuse sockets and processes for the rest of this process."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event}: a parser may open no socket and start no process.")


def _answer(header: dict[str, Any], data: bytes, answers: IO[bytes]) -> None:
    module, function = header["reader"].split(":")
    try:
        limit(len(data), header["reader"])
        read = getattr(import_module(module), function)
        packed, blobs = _call(read, data, header)
    except PolicytextError as error:
        is_scan = isinstance(error, ScanError)
        said = {"error": str(error), "exit_code": error.exit_code, "scan": is_scan}
        write_frame(answers, said)
    except MemoryError:
        write_frame(answers, {"error": "", "exit_code": 0, "why": "memory"})
    except RecursionError:
        write_frame(answers, {"error": "", "exit_code": 0, "why": "depth"})
    except Exception as error:
        why = f"{type(error).__name__}: {error}"
        write_frame(answers, {"error": "", "exit_code": 0, "why": why})
    else:
        write_frame(answers, packed, *blobs)


def _call(
    read: Callable[..., Any], data: bytes, header: dict[str, Any]
) -> tuple[dict[str, Any], list[bytes]]:
    """Return what *read* makes of *data*: a capture, or plain bytes."""
    if "values" in header:
        return {}, [read(data, **header["values"])]
    return pack_capture(read(data, ReadOptions(**header["options"])))


def limit(size: int, reader: str = "") -> None:
    """Limit memory, processor time and files, if the system can."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    _set_limit(resource.RLIMIT_CPU, int(used) + 1 + seconds_allowed(size))
    _set_limit(resource.RLIMIT_CORE, 0)
    _set_limit(resource.RLIMIT_FSIZE, 0)
    if sys.platform == "linux":
        reserved, resident = _memory()
        # The limit is on addresses; those already reserved but never used must not count.
        _set_limit(resource.RLIMIT_AS, memory_allowed(size, reader) + reserved - resident)


def _set_limit(what: int, soft: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (soft if hard < 0 else min(soft, hard), hard))


def _memory() -> tuple[int, int]:
    with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - no import before the limits
        reserved, resident, *_ = stream.read().split()
    page = os.sysconf("SC_PAGE_SIZE")
    return int(reserved) * page, int(resident) * page
