"""The same ten questions, three ways: as notebook cells, used as their users would."""

from __future__ import annotations

import json
from dataclasses import dataclass

from toc_training.content import load_course, load_items
from toc_training.curriculum import find_curriculum
from toc_training.model import SingleItem

QUESTIONS = 10


@dataclass(frozen=True)
class Contender:
    """A way to ask questions in a notebook.

    `load` imports what it needs, `show` displays the ten questions, `package` is what a fresh
    process imports for it.
    """

    name: str
    package: str
    load: str
    show: str


def ten_items() -> list[SingleItem]:
    """Return the course's first ten single items that all three contenders can show.

    None that asks how sure one is: no peer can, and a click without it is sent back, not marked.
    """
    root = find_curriculum()
    items = [
        item
        for module in load_course(root).modules
        if module.finished
        for item in load_items(root, module)
        if isinstance(item, SingleItem) and not item.confidence
    ]
    if len(items) < QUESTIONS:
        raise SystemExit(f"The benchmark needs {QUESTIONS} single items, there are {len(items)}.")
    return items[:QUESTIONS]


PLAIN_IPYWIDGETS = """
def ask(question):
    radios = widgets.RadioButtons(
        description=question["question"], index=None,
        options=[(a["answer"], n) for n, a in enumerate(question["answers"])])
    button, feedback = widgets.Button(description="Check answer"), widgets.HTML()
    def check(_button):
        feedback.value = question["answers"][radios.value]["feedback"]
    button.on_click(check)
    return widgets.VBox([radios, button, feedback])
display(widgets.VBox([ask(question) for question in questions]))
"""


def contenders() -> list[Contender]:
    """Return ours and its two peers, with the questions written into their cells."""
    items = ten_items()
    questions = [
        {
            "question": item.prompt,
            "type": "multiple_choice",
            "answers": [
                {"answer": o.text, "correct": o.correct, "feedback": o.feedback}
                for o in item.options
            ],
        }
        for item in items
    ]
    literal = f"import json\nquestions = json.loads({json.dumps(questions)!r})\n"
    ids = ", ".join(repr(item.id) for item in items)
    return [
        Contender(
            "jupyterquiz",
            "jupyterquiz",
            literal + "from jupyterquiz import display_quiz",
            "display_quiz(questions)",
        ),
        Contender(
            "ipywidgets controls",
            "ipywidgets",
            literal + "import ipywidgets as widgets\nfrom IPython.display import display",
            PLAIN_IPYWIDGETS,
        ),
        Contender(
            "toc-training",
            "toc_training.widgets.quiz",
            "from toc_training import quiz",
            f"display(quiz({ids}))",
        ),
    ]
