"""Columns of Parquet files, made of buffers and read as buffers.

pyarrow's own conversions from and to lists and arrays import pandas to recognise pandas objects,
which costs every process half a second and fifty megabytes.

Tested in tests/store/test_index.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from policytext.store._text_arrays import Texts


def make_binary(values: Sequence[bytes], width: int | None = None) -> pa.Array:
    """Return a column of byte strings, all of *width* bytes if that is given."""
    data = pa.py_buffer(b"".join(values))
    if width is not None:
        return pa.Array.from_buffers(pa.binary(width), len(values), [None, data])
    offsets = np.fromiter(accumulate(map(len, values), initial=0), np.int64, len(values) + 1)
    buffers = [None, pa.py_buffer(offsets), data]
    return pa.Array.from_buffers(pa.large_binary(), len(values), buffers)


def make_texts(texts: Texts) -> pa.Array:
    """Return a column of the bytes of *texts*, each with its line end."""
    places = pa.py_buffer(texts.begins * texts.units.itemsize)
    buffers = [None, places, pa.py_buffer(texts.units)]
    return pa.Array.from_buffers(pa.large_binary(), len(texts), buffers)


def read_texts(column: pa.Array, width: int) -> Texts:
    """Return a column of texts with *width* bytes per character, without copying it."""
    _, places, data = column.buffers()
    begins = np.frombuffer(places, "<i8", len(column) + 1, column.offset * 8) // width
    units = np.frombuffer(data or b"", f"<u{width}", begins[-1])
    return Texts(units[begins[0] :], begins - begins[0])


def make_integers(values: npt.NDArray[Any]) -> pa.Array:
    """Return a column of integers of 64 bits, or of 32 where *values* are."""
    kind = pa.int32() if values.dtype == np.int32 else pa.int64()
    buffers = [None, pa.py_buffer(np.ascontiguousarray(values))]
    return pa.Array.from_buffers(kind, len(values), buffers)


def make_lists(offsets: npt.NDArray[np.int64], values: npt.NDArray[np.int32]) -> pa.Array:
    """Return a column of lists: list *i* is ``values[offsets[i]:offsets[i + 1]]``."""
    return pa.ListArray.from_arrays(make_integers(offsets.astype(np.int32)), make_integers(values))


def read_integers(column: pa.Array) -> npt.NDArray[Any]:
    """Return a column of integers as an array that shares its memory."""
    size = column.type.bit_width // 8
    data = column.buffers()[1]
    if data is None:
        return np.zeros(0, dtype=f"<i{size}")
    return np.frombuffer(data, f"<i{size}", len(column), column.offset * size)


def read_table(source: Path | bytes, columns: list[str] | None = None) -> pa.Table:
    """Return the Parquet file *source*, or some of its columns."""
    stream = pa.BufferReader(source) if isinstance(source, bytes) else source
    with pq.ParquetFile(stream) as file:
        return file.read(columns, use_threads=False)
