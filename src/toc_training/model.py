"""What the curriculum is made of, as frozen dataclasses: no screen, no disk, no YAML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Use = Literal["pretest", "check", "review", "exam", "reflection"]
Level = Literal["remember", "understand", "apply", "analyse", "evaluate"]
Stance = Literal["cautious", "measured", "hard"]

USES: tuple[Use, ...] = ("pretest", "check", "review", "exam", "reflection")
LEVELS: tuple[Level, ...] = ("remember", "understand", "apply", "analyse", "evaluate")
STANCES: tuple[Stance, ...] = ("cautious", "measured", "hard")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the curriculum something is written: file relative to its root, line from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen. `feedback` is empty in surveys only."""

    id: str
    text: str
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A left-hand entry of a match item and the right-hand entry it belongs to."""

    id: str
    left: str
    right: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a classify item and the id of the category it goes to."""

    id: str
    text: str
    category: str
    feedback: str


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """A number that is expected: the key, or a known mistake. `tolerance` is absolute."""

    value: float
    tolerance: float
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What all items have in common. `outcome` and `level` are empty in surveys only."""

    id: str
    module: str
    use: Use
    outcome: str
    covers: tuple[str, ...]
    level: Level | Literal[""]
    prompt: str
    confidence: bool = False
    keep_order: bool = False
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleItem(Item):
    """One option is right."""

    options: tuple[Option, ...]
    type: Literal["single"] = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleItem(Item):
    """One or more options are right, at least one is not."""

    options: tuple[Option, ...]
    type: Literal["multiple"] = "multiple"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchItem(Item):
    """Each left belongs to its own right; `extras` are rights that belong to none."""

    pairs: tuple[Pair, ...]
    extras: tuple[Option, ...] = ()
    type: Literal["match"] = "match"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem(Item):
    """Steps, written in the right order."""

    steps: tuple[Option, ...]
    type: Literal["order"] = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyItem(Item):
    """A grid: each row goes to one category."""

    categories: tuple[Option, ...]
    rows: tuple[Row, ...]
    type: Literal["classify"] = "classify"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericItem(Item):
    """A number with a unit; `otherwise` is the feedback to a number nobody expected."""

    answers: tuple[NumericAnswer, ...]
    otherwise: str
    unit: str = ""
    type: Literal["numeric"] = "numeric"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyItem(Item):
    """Ungraded: options to choose one from, or (no options) free text for the journal."""

    options: tuple[Option, ...] = ()
    type: Literal["survey"] = "survey"


AnyItem = (
    SingleItem | MultipleItem | MatchItem | OrderItem | ClassifyItem | NumericItem | SurveyItem
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A strategic or operational measure as the explorer shows it."""

    id: str
    kind: Literal["strategic", "operational"]
    title: str
    theme: str
    text: str
    watch: str
    ask: str
    place: Place


@dataclass(frozen=True, slots=True)
class Indicator:
    """What choices of a scenario move; more is always better. Values stay in low to high."""

    id: str
    name: str
    stands_for: str
    start: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Advice:
    """What the guidance says at a decision, and the inventory ids it says it in."""

    text: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A way out of a node. `effects` are added to the indicators."""

    id: str
    text: str
    stance: Stance
    next: str
    effects: dict[str, float]
    feedback: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a walk ends, and what it shows."""

    outcome: str
    debrief: str


@dataclass(frozen=True, slots=True)
class Node:
    """A moment of a scenario: a decision (choices, advice) or an ending."""

    id: str
    title: str
    text: str
    choices: tuple[Choice, ...]
    advice: Advice | None
    end: Ending | None
    place: Place


@dataclass(frozen=True, slots=True)
class Scenario:
    """A branching case. `nodes` is keyed by node id; `start` is one of them."""

    id: str
    title: str
    box: str
    covers: tuple[str, ...]
    fictional_place: str
    role: str
    start: str
    measures: tuple[Indicator, ...]
    nodes: dict[str, Node]
    place: Place


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """An expected answer of an analyst task, in exactly one of four forms.

    `number`, `texts` (accepted spellings), `members` (a set of words) or `table` (key to number).
    `tolerance` is absolute and holds for `number` and `table`.
    """

    number: float | None = None
    texts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    table: dict[str, float] | None = None
    tolerance: float = 0.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A task of an exercise's analyst track; `id` is unique in the exercise."""

    id: str
    exercise: str
    covers: tuple[str, ...]
    ask: str
    answer: TaskAnswer
    mistakes: tuple[TaskAnswer, ...]
    hint: str
    right: str
    wrong: str
    place: Place


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learning outcome: `text` begins with an observable verb."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Module:
    """A lesson as course.yaml lists it. `pass_mark` is a share from 0 to 1."""

    id: str
    folder: str
    title: str
    sections: tuple[str, ...]
    boxes: tuple[str, ...]
    minutes: int
    pass_mark: float
    finished: bool
    outcomes: tuple[Outcome, ...]
    exercises: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise as course.yaml lists it; its id is its folder's name."""

    id: str
    title: str
    module: str
    box: str
    minutes: int
    finished: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Course:
    """The order of everything."""

    title: str
    modules: tuple[Module, ...]
    exercises: tuple[Exercise, ...]

    def module(self, id: str) -> Module:  # noqa: A002  the field's word for it
        """Return the module `id`.

        Raises
        ------
        KeyError
            No such module; the message names those there are.
        """
        for module in self.modules:
            if module.id == id:
                return module
        known = ", ".join(m.id for m in self.modules)
        raise KeyError(f"There is no module {id!r} in course.yaml. There are: {known}.")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the guidance inventory: item, box or since-publication note."""

    id: str
    section: str
    kind: str
    statement: str
    place: Place
