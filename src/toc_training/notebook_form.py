"""The one form a notebook has in the repository, so that a diff shows what a person changed."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

Notebook = dict[str, Any]
Cell = dict[str, Any]

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
OWN_KEY = "toc_training"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
CELL_FLAGS = ("deletable", "editable")
OUTPUT_KEYS = {
    "stream": ("name", "text"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata"),
    "error": ("ename", "evalue", "traceback"),
}
_PICTURE = re.compile(r"(data:image/[a-z+]+;base64,)[A-Za-z0-9+/=\s]+")


def joined(text: str | list[str]) -> str:
    """Return a notebook's multi-line text, which may be written as a list of lines, as one."""
    return text if isinstance(text, str) else "".join(text)


def canonical(notebook: Notebook) -> Notebook:
    """Return a copy of `notebook` in the form the repository keeps.

    Kept are sources, cell ids, tags, hidden source, whether a cell may be deleted or edited,
    attachments, the course's own metadata, and outputs as a page without a kernel can show them.
    Dropped are execution counts, live widgets, and what editors and kernels write for themselves.
    """
    metadata = notebook.get("metadata", {})
    kept: Notebook = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    if OWN_KEY in metadata:
        kept[OWN_KEY] = copy.deepcopy(metadata[OWN_KEY])
    return {
        "cells": [_canonical_cell(cell, n) for n, cell in enumerate(notebook["cells"], start=1)],
        "metadata": kept,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def serialise(notebook: Notebook) -> str:
    """Return the text of the file that holds `notebook`."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def comparable_outputs(cell: Cell) -> list[Any]:
    """Return the outputs of a canonical cell without the bytes of its pictures.

    The same figure is drawn with other bytes on another machine; its text stays.
    """
    return [_without_pictures(output) for output in cell.get("outputs", [])]


def _canonical_cell(cell: Cell, number: int) -> Cell:
    kept: Cell = {
        "cell_type": cell["cell_type"],
        "id": cell.get("id") or f"cell-{number}",
        "metadata": _canonical_cell_metadata(cell.get("metadata", {})),
        "source": _split(cell["source"]),
    }
    if cell.get("attachments"):
        kept["attachments"] = copy.deepcopy(cell["attachments"])
    if cell["cell_type"] == "code":
        kept["execution_count"] = None
        kept["outputs"] = _canonical_outputs(cell.get("outputs", []))
    return kept


def _canonical_cell_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {key: metadata[key] for key in CELL_FLAGS if key in metadata}
    if metadata.get("tags"):
        kept["tags"] = list(dict.fromkeys(metadata["tags"]))
    if metadata.get("jupyter", {}).get("source_hidden"):
        kept["jupyter"] = {"source_hidden": True}
    return kept


def _canonical_outputs(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for output in outputs:
        kind = output["output_type"]
        entry = {key: copy.deepcopy(output[key]) for key in OUTPUT_KEYS[kind] if key in output}
        entry["output_type"] = kind
        if kind == "execute_result":
            entry["execution_count"] = None
        if kind == "stream":
            _take_in_stream(kept, entry)
            continue
        if "data" in entry:
            for key in ("data", "metadata"):
                entry[key] = {k: v for k, v in entry.get(key, {}).items() if k != WIDGET_VIEW}
            entry["data"] = {mime: _canonical_data(mime, d) for mime, d in entry["data"].items()}
            if not entry["data"]:
                continue
        kept.append(entry)
    return kept


def _take_in_stream(kept: list[dict[str, Any]], stream: dict[str, Any]) -> None:
    """Add printed text; how many messages it came in is chance, so neighbours are one."""
    before = kept[-1] if kept else {}
    if before.get("output_type") == "stream" and before.get("name") == stream["name"]:
        before["text"] = _split(joined(before["text"]) + joined(stream["text"]))
    else:
        kept.append(stream | {"text": _split(stream["text"])})


def _canonical_data(mime: str, data: Any) -> Any:
    is_text = mime.startswith("text/") or mime in {"image/svg+xml", "application/javascript"}
    if is_text and isinstance(data, str | list):
        return _split(data)
    if mime.startswith("image/"):
        return joined(data).strip()
    return data


def _split(text: str | list[str]) -> list[str]:
    return joined(text).splitlines(keepends=True)


def _without_pictures(value: Any) -> Any:
    if isinstance(value, str):
        return _PICTURE.sub(r"\1", value)
    if isinstance(value, list):
        return [_without_pictures(entry) for entry in value]
    if isinstance(value, dict):
        return {
            key: "" if key in {"image/png", "image/jpeg"} else _without_pictures(entry)
            for key, entry in value.items()
        }
    return value
