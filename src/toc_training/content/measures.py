"""measures.yaml: what the measures explorer shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from toc_training.model import Measure, Module
from toc_training.reading import Fields, list_of
from toc_training.sheet import Sheet

MEASURE_ID = re.compile(r"[A-Za-z0-9.]+-(S|O)\d+")


def load_measures(root: Path, module: Module) -> tuple[Measure, ...]:
    """Read a module's measures.yaml; the kind is told by the id (`6.8-S1`, `6.8-O4`).

    Raises
    ------
    ContentError
        Something is wrong in the file; it lists everything found.
    """
    sheet = Sheet(root, f"modules/{module.folder}/measures.yaml")
    measures = tuple(_measure(f) for f in list_of(sheet, "measure"))
    sheet.close()
    return measures


def _measure(f: Fields) -> Measure:
    f.only(("id", "title", "theme", "text", "watch", "ask"))
    id_ = f.ident()
    form = MEASURE_ID.fullmatch(id_)
    if id_ and not form:
        remedy = "Use an id of the inventory such as 6.8-S1 (strategic) or 6.8-O4 (operational)."
        f.problem(f"`{id_}` is no id of a measure", remedy)
    kind: Literal["strategic", "operational"] = (
        "strategic" if form and form[1] == "S" else "operational"
    )
    return Measure(
        id=id_,
        kind=kind,
        title=f.text("title"),
        theme=f.text("theme"),
        text=f.text("text"),
        watch=f.text("watch"),
        ask=f.text("ask"),
        place=f.place,
    )
