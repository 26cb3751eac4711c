"""Run chunks on a dask cluster: the one at an address, or one of this machine's processes.

Tested in tests/executors/test_executors.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from policytext.base.errors import PolicytextError
from policytext.executors.processes import run_in_window, uninterrupted


def run_on_dask(
    function: Callable[[Any], Any],
    chunks: Iterable[Any],
    *,
    workers: int,
    scheduler: str | None,
    prepare: Callable[[], object],
) -> Iterator[Any]:
    """Yield ``function(chunk)`` for every chunk, in order; *prepare* is ignored.

    Workers on other machines need policytext, and the same files under the same paths.
    """
    try:
        import distributed
    except ImportError:
        raise PolicytextError(
            "The executor 'dask' needs the package distributed: install policytext[dask]."
        ) from None
    cluster: Any = distributed
    if scheduler is None:
        with uninterrupted():
            place: Any = cluster.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                dashboard_address=":0",
                host="127.0.0.1",
                silence_logs=logging.ERROR,  # hide the routine messages when workers stop
            )
    else:
        place = scheduler
    try:
        client: Any = cluster.Client(place, timeout="10s")
    except (OSError, ValueError) as error:
        raise PolicytextError(
            f"No dask scheduler answers at {scheduler!r} ({error}); check the address."
        ) from None
    with client:
        total = sum(client.ncores().values()) or workers

        def submit(work: Callable[[Any], Any], chunk: Any) -> Any:
            return client.submit(work, chunk, pure=False)

        yield from run_in_window(submit, function, chunks, 2 * total)
    if scheduler is None:
        place.close()
