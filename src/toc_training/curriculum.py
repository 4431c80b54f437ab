"""Where the curriculum lies."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "TOC_TRAINING_CURRICULUM"


def find_curriculum() -> Path:
    """Return the folder that holds modules/, exercises/ and solutions/.

    Looked for in this order: the folder named by the environment variable
    `TOC_TRAINING_CURRICULUM`, the copy inside an installed package, the repository this package
    is run from.

    Raises
    ------
    FileNotFoundError
        None of them holds `modules/course.yaml`; the message says where was looked.
    """
    package = Path(__file__).resolve().parent
    named = os.environ.get(VARIABLE)
    places = [Path(named)] if named else [package / "curriculum", package.parents[1]]
    for place in places:
        if (place / "modules" / "course.yaml").is_file():
            return place
    looked = " or ".join(str(place) for place in places)
    remedy = (
        f"Correct the environment variable {VARIABLE}, or remove it."
        if named
        else f"Install toc-training again, or set {VARIABLE} to the folder that holds modules/."
    )
    raise FileNotFoundError(f"No curriculum (modules/course.yaml) in {looked}. {remedy}")
