"""Cut Parquet files into the values of their rows.

Tested in tests/documents/readers/test_tables.py.
"""

from __future__ import annotations

from typing import Any

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.readers.lib.values import join_values

_MOST_BYTES = 1024 * 1024 * 1024  # unpacked


def cut_parquet(data: bytes, options: ReadOptions) -> CaptureText:
    """Return the rows; lists of texts are paragraphs, other nested values are left out."""
    import pyarrow
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data))
        groups = range(file.metadata.num_row_groups)
        if sum(file.metadata.row_group(n).total_byte_size for n in groups) > _MOST_BYTES:
            raise UnreadableError("The table unpacks to more than 1 GiB; split it.")
        table = file.read(use_threads=False)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        what = str(error).partition("\n")[0]
        raise UnreadableError(f"The Parquet file cannot be read ({what}).") from None
    names = [name for name in table.column_names if name != "__index_level_0__"]
    rows = [
        {name: text for name in names if (text := _write(row[name])) is not None}
        for batch in table.to_batches(max_chunksize=1000)
        for row in batch.to_pylist()
    ]
    return join_values(names, rows, "parquet")


def _write(value: Any) -> str | None:
    if value is None or isinstance(value, dict | bytes):
        return None
    if isinstance(value, list):
        return "\n\n".join(value) if all(isinstance(each, str) for each in value) else None
    return str(value)
