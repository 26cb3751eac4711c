"""Run the notebooks, and keep of their outputs what is the same on every machine.

``python -m tests.support.notebooks`` writes the outputs anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"


def read_notebook(name: str) -> Any:
    """Return a notebook as it is stored."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def run_notebook(name: str) -> Any:
    """Return a notebook with the outputs it has now."""
    notebook = read_notebook(name)
    language = dict(notebook.metadata.language_info)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(FOLDER)}},
    )
    client.execute()
    # The kernel writes the version of Python here.
    notebook.metadata.language_info = nbformat.from_dict(language)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            _keep_best(output.get("data", {}))
    return notebook


def _keep_best(data: dict[str, Any]) -> None:
    """Drop the plain form of what shows as markup or an image: long, and with folders' names."""
    if len(data) > 1:
        data.pop("text/plain", None)


def list_texts(cell: Any) -> list[str]:
    """Return what a cell shows as text; of an image only its kind."""
    texts = []
    for output in cell.get("outputs", ()):
        texts.append(output.get("text", ""))
        for kind, content in output.get("data", {}).items():
            texts.append(kind if kind.startswith("image/") else f"{kind}: {content}")
    return [text for text in texts if text]


def main() -> None:
    """Write the outputs of every notebook anew."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(run_notebook(path.stem), path)
        print(f"{path.name}: outputs written anew")


if __name__ == "__main__":
    main()
