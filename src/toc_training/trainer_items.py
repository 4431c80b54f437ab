"""Items on a trainer's paper: everything that can be asked, with the key and all feedback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from string import ascii_uppercase
from typing import assert_never

from toc_training.model import (
    AnyItem,
    ClassifyItem,
    MatchItem,
    NumericAnswer,
    NumericItem,
    Option,
    OrderItem,
)
from toc_training.widgets.quiz_layout import printed_layout, texts_of
from toc_training.widgets.quiz_view import paragraphs_of

ASK = {
    "single": "one answer",
    "multiple": "all that fit",
    "match": "match",
    "order": "put in order",
    "classify": "sort",
    "numeric": "a number",
    "survey": "no right answer",
}
RIGHT = "Right answer."
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_EM = re.compile(r"\*([^*]+)\*")


def item_html(item: AnyItem, number: int) -> str:
    """Return an item with its key and all its feedback.

    What is chosen from stands lettered, so that it can be read aloud: options as their author
    wrote them; what a match, a sorting or an ordering is answered with, in the order of the
    lesson's printed text.
    """
    about = [ASK[item.type], item.level, item.outcome and f"outcome {item.outcome}"]
    about += [f"see {', '.join(item.covers)}"] if item.covers else []
    about += ["asks how sure you are"] if item.confidence else []
    told = escape("; ".join(filter(None, about)))
    key = f"<strong>Key: {escape(key_of(item))}</strong> " if key_of(item) else ""
    return "\n".join(
        [
            f'<article class="item" id="{_anchor(item)}">',
            f"<h4>Question {number} <code>{escape(item.id)}</code></h4>",
            f'<p class="about">{key}{told}</p>',
            *(f'<p dir="auto">{inline(part)}</p>' for part in paragraphs_of(item.prompt)),
            _answers(item),
            "</article>",
        ]
    )


def key_of(item: AnyItem) -> str:
    """Return the key in letters and numbers as the page gives them; empty for a survey."""
    match item.type:
        case "single" | "multiple":
            right = [letter for letter, option in _lettered(item.options) if option.correct]
            return " and ".join(filter(None, [", ".join(right[:-1]), right[-1]]))
        case "match":
            letters = _letters(printed_layout(item)["rights"])
            return _placed(letters[pair.id] for pair in item.pairs)
        case "classify":
            letters = _letters(category.id for category in item.categories)
            return _placed(letters[row.category] for row in item.rows)
        case "order":
            letters = _letters(printed_layout(item)["steps"])
            return ", ".join(letters[step.id] for step in item.steps)
        case "numeric":
            return " or ".join(_number(a, item.unit) for a in item.answers if a.correct)
        case "survey":
            return ""
        case _ as never:
            assert_never(never)


def inline(text: str) -> str:
    """Return an author's text as HTML; **bold** and *emphasis* are the only markup there is."""
    strong = _STRONG.sub(r"<strong>\1</strong>", escape(" ".join(text.split())))
    return _EM.sub(r"<em>\1</em>", strong)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of HTML cells; the first cell of a row is its heading."""
    lines = [f'<tr><th scope="row">{first}</th>{_cells(rest)}</tr>' for first, *rest in rows]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    return "\n".join(["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>", *lines, TABLE_END])


TABLE_END = "</tbody>\n</table>"


def _answers(item: AnyItem) -> str:
    match item.type:
        case "single" | "multiple":
            return _options(item.options)
        case "survey":
            return _options(item.options) if item.options else "<p>In their own words.</p>"
        case "match":
            return _match(item)
        case "classify":
            return _classify(item)
        case "order":
            return _order(item)
        case "numeric":
            return _numeric(item)
        case _ as never:
            assert_never(never)


def _options(options: Iterable[Option]) -> str:
    lines = ['<ol class="options" type="A">']
    for option in options:
        mark = f"<strong>{RIGHT}</strong> " if option.correct else ""
        told = (
            f'<p class="feedback" dir="auto">{inline(option.feedback)}</p>'
            if option.feedback
            else ""
        )
        opened = '<li class="key">' if option.correct else "<li>"
        lines.append(f'{opened}<p dir="auto">{mark}{inline(option.text)}</p>{told}</li>')
    return "\n".join([*lines, "</ol>"])


def _match(item: MatchItem) -> str:
    texts, letters = texts_of(item)["rights"], _letters(printed_layout(item)["rights"])
    rows = [
        [
            str(number),
            inline(pair.left),
            _named(letters, pair.id, pair.right),
            inline(pair.feedback),
        ]
        for number, pair in enumerate(item.pairs, start=1)
    ]
    rows += [
        ["–", "none", _named(letters, extra.id, extra.text), inline(extra.feedback)]
        for extra in item.extras
    ]
    heads = ("No.", "Read aloud", "Belongs to", "Why")
    return _choices(texts[id_] for id_ in letters) + table(heads, rows)


def _classify(item: ClassifyItem) -> str:
    letters = _letters(category.id for category in item.categories)
    texts = {category.id: category.text for category in item.categories}
    rows = [
        [
            str(number),
            inline(row.text),
            _named(letters, row.category, texts[row.category]),
            inline(row.feedback),
        ]
        for number, row in enumerate(item.rows, start=1)
    ]
    heads = ("No.", "Read aloud", "Belongs to", "Why")
    return _choices(texts.values()) + table(heads, rows)


def _order(item: OrderItem) -> str:
    letters = _letters(printed_layout(item)["steps"])
    texts = {step.id: step.text for step in item.steps}
    rows = [
        [str(number), _named(letters, step.id, step.text), inline(step.feedback)]
        for number, step in enumerate(item.steps, start=1)
    ]
    shown = _choices(texts[id_] for id_ in letters)
    return shown + table(("Place", "Step", "Why it stands there"), rows)


def _numeric(item: NumericItem) -> str:
    rows = [
        [
            escape(_number(answer, item.unit)),
            f"<strong>{RIGHT}</strong>" if answer.correct else "Known mistake.",
            inline(answer.feedback),
        ]
        for answer in item.answers
    ]
    rows.append(["Any other number", "Not right.", inline(item.otherwise)])
    return table(("Answer", "Verdict", "Feedback"), rows)


def _choices(texts: Iterable[str]) -> str:
    lines = [f'<li dir="auto">{inline(text)}</li>' for text in texts]
    return "\n".join(['<ol class="choices" type="A">', *lines, "</ol>\n"])


def _cells(cells: Iterable[str]) -> str:
    return "".join(f'<td dir="auto">{cell}</td>' for cell in cells)


def _named(letters: dict[str, str], id_: str, text: str) -> str:
    return f"<strong>{letters[id_]}</strong> {inline(text)}"


def _number(answer: NumericAnswer, unit: str) -> str:
    value = f"{answer.value:,.10g} {unit}".strip()
    return f"{value} (± {answer.tolerance:,.10g})" if answer.tolerance else value


def _placed(letters: Iterable[str]) -> str:
    return ", ".join(f"{number} {letter}" for number, letter in enumerate(letters, start=1))


def _lettered(options: Iterable[Option]) -> Iterable[tuple[str, Option]]:
    return zip(ascii_uppercase, options, strict=False)


def _letters(ids: Iterable[str]) -> dict[str, str]:
    return dict(zip(ids, ascii_uppercase, strict=False))


def _anchor(item: AnyItem) -> str:
    return f"item-{escape(item.id)}"
