"""A small module with every kind of item, and markup wherever an author can write."""

from __future__ import annotations

from dataclasses import replace

from quiz_items import ARABIC, EVERY_TYPE, MARKUP, SINGLE
from toc_training.model import AnyItem, Entry, Measure, Module, Outcome, Place
from toc_training.trainer_lesson import Check, Lesson, Picture
from toc_training.trainer_page import trainer_page

PLACE = Place("modules/course.yaml", 1)
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
EVIL = "<script>alert('evil')</script>"
SESSION = f"""# Title: run sheet

Welcome. {EVIL}

## Minute by minute

| Start | The trainer |
| --- | --- |
| 0:00 | Asks [why](../guidance/6.8.md) and <b onclick="x()">waits</b>. |

> A quotation.

[A place](https://example.org/) and [another](javascript:alert(1)) ![a picture](https://example.org/x.png)

<iframe src="https://example.org/"></iframe>
"""
HANDOUTS = """# Title: hand-outs

Copy one for each.

## Hand-out A

First half.

<div class="page-break"></div>

Second half.

## Hand-out B

### Customs

A strip.
"""
MODULE = Module(
    id="x",
    folder="12-x",
    title='Border "management"</style>',
    sections=("6.8",),
    boxes=("box-8a",),
    minutes=90,
    pass_mark=0.7,
    finished=True,
    outcomes=(Outcome("12.1", "Diagnose a *border*."),),
    exercises=(),
    place=PLACE,
)
MEASURE = Measure("6.8-O1", "operational", "Connect bases", "Posts", "T.", EVIL, "Who?", PLACE)
ENTRIES = {
    "6.8-O1": Entry("6.8-O1", "6.8", "operational", "Bases are connected.", PLACE),
    "box-8a": Entry("box-8a", "6.8", "box", f"Containers. {EVIL}", PLACE),
    "6.8-O9": Entry("6.8-O9", "6.8", "operational", "Named nowhere.", PLACE),
}
LESSON = Lesson(
    (Check("Check 5", "check-5", ("terms", "director")), Check("Paths", "figure-six", ("finds",))),
    (Picture("figure-1", PIXEL, 'A "chart"', "More <here> than there."),),
)
ITEMS: tuple[AnyItem, ...] = (
    *EVERY_TYPE,
    replace(SINGLE, id="before", use="pretest"),
    replace(MARKUP, use="exam"),
    replace(ARABIC, use="review"),
)


def small_page() -> str:
    measures = [MEASURE]
    return trainer_page(MODULE, ITEMS, measures, LESSON, ENTRIES, SESSION, HANDOUTS)
