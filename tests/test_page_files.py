"""The pages of different widgets stand on one page: none may style another's parts."""

from __future__ import annotations

import re
from itertools import combinations

from toc_training.widgets.base import STATIC

SHARED = {"toc-widget", "toc-status", "toc-main", "toc-hidden", "toc-problem"}


def classes(name: str) -> set[str]:
    return set(re.findall(r"\.(toc-[a-z0-9-]+)", (STATIC / name).read_text())) - SHARED


def test_no_two_style_sheets_style_the_same_class() -> None:
    sheets = sorted(path.name for path in STATIC.glob("*.css"))
    assert len(sheets) > 2
    for one, other in combinations(sheets, 2):
        assert not classes(one) & classes(other), f"{one} and {other}"
