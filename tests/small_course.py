"""A course of two files and a trainee's copy of it."""

from __future__ import annotations

import json
from pathlib import Path

from toc_training.workspace import LaidOut, lay_out

LESSON = "modules/12-x/12-x.ipynb"
TABLE = "modules/12-x/table.csv"


def notebook(*sources: str, output: str = "") -> bytes:
    outputs = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": outputs}
        for n, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def saved_by_lab(data: bytes) -> bytes:
    """Return a notebook as Lab's autosave leaves it: other outputs, metadata, source as lines."""
    content = json.loads(data)
    for cell in content["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "live"}]
        cell["metadata"]["trusted"] = True
        cell["attachments"] = {}
    content["metadata"]["language_info"] = {"name": "python"}
    return json.dumps(content, indent=1).encode()


class Curriculum:
    """Files in one folder, laid out in another."""

    def __init__(self, folder: Path) -> None:
        self.root, self.workspace = folder / "course", folder / "workspace"

    def publish(self, path: str, data: bytes | None) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            target.unlink()
        else:
            target.write_bytes(data)

    def start(self) -> LaidOut:
        files = {
            p.relative_to(self.root).as_posix(): p for p in self.root.rglob("*") if p.is_file()
        }
        return lay_out(self.workspace, files)

    def read(self, path: str) -> bytes:
        return (self.workspace / path).read_bytes()

    def write(self, path: str, data: bytes) -> None:
        (self.workspace / path).write_bytes(data)
