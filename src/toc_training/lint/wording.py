"""Cues and slips in the wording of one item: warnings."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toc_training.lint.items import of_item, wording
from toc_training.lint.material import Material, Rule, marked
from toc_training.lint.numerals import per_cent
from toc_training.model import AnyItem, MultipleItem, SingleItem
from toc_training.problem import Problem

CATCH_ALL = re.compile(
    r"\b(all|none|both|any|neither) of (the|these) (above|options|answers|others|following|two)\b"
    r"|\ball of these\b|\bnone of these\b",
    re.IGNORECASE,
)
LETTER = re.compile(r"\b([Oo]ption|[Aa]nswer|[Cc]hoice|[Ss]tatement)s? \(?([A-F]|[b-f]|a(?= is))\b")
NEGATION = re.compile(r"\b(not|except|never|cannot|least|unlikely)\b|n[’']t\b", re.IGNORECASE)
ASKS_NEGATIVELY = re.compile(
    r"\b(which|what|who|where|when)\b"
    r"((?!\b(if|when|where|because|that|who|while|unless)\b)[^.?])*?"
    r"(\b(not|except|never|cannot|(?<!at )least|unlikely)\b|n[’']t\b)",
    re.IGNORECASE,
)
RARE_WORD_LENGTH = 7
RARE_IN_ITEMS = 2
NEGATIVE_SHARE = 0.03


def catch_all_options(material: Material) -> Iterator[Problem]:
    """“All of the above” rewards whoever recognises two options."""
    for item in _with_options(material):
        for option in item.options:
            found = CATCH_ALL.search(option.text)
            if found:
                what = f"`{option.id}` says “{found[0]}”"
                remedy = "Replace it by an option of its own, or make the item type: multiple."
                yield of_item(item, what, remedy, "warning")


def feedback_names_letter(material: Material) -> Iterator[Problem]:
    """Options are shuffled, so their letters mean nothing to a trainee."""
    for item in material.all_items():
        for id_, _, feedback in wording(item):
            found = LETTER.search(feedback)
            if found:
                what = f"the feedback of `{id_}` names an option by its letter (“{found[0]}”)"
                remedy = "Options are shuffled: name it by what it says."
                yield of_item(item, what, remedy, "warning")


def feedback_differs(material: Material) -> Iterator[Problem]:
    """Feedback that stands twice does not say why."""
    for item in material.all_items():
        seen: dict[str, str] = {}
        for id_, _, feedback in wording(item):
            same = seen.setdefault(" ".join(feedback.casefold().split()), id_)
            if feedback and same != id_:
                what = f"`{same}` and `{id_}` have the same feedback"
                yield of_item(item, what, "Say of each why it is right or wrong.", "warning")


def negation_stands_out(material: Material) -> Iterator[Problem]:
    """A negation in the question is easily overlooked."""
    for item in material.all_items():
        if not is_negative(item):
            continue
        question = _question(item.prompt)
        words = [m[0] for m in NEGATION.finditer(question)]
        if not any(f"**{word}**" in question for word in words):
            what = f"it asks negatively (“{words[0]}”) and does not show it"
            remedy = f"Write **{words[0]}**, or better, ask positively."
            yield of_item(item, what, remedy, "warning")


def few_negative_stems(material: Material) -> Iterator[Problem]:
    """Negative stems measure reading rather than judgement: 3 per cent at most, or one."""
    for items in material.items.values():
        asked = marked(items)
        negative = [item for item in asked if is_negative(item)]
        if len(negative) > 1 and len(negative) > NEGATIVE_SHARE * len(asked):
            share = per_cent(len(negative), len(asked))
            what = f"{len(negative)} of {len(asked)} items ask negatively ({share})"
            names = ", ".join(item.id for item in negative)
            remedy = f"Ask positively; 3 % is the limit: {names}."
            yield Problem(asked[0].place.file, 0, "", what, remedy, "warning")


def is_negative(item: AnyItem) -> bool:
    """Tell whether an item asks which one does not."""
    return bool(ASKS_NEGATIVELY.search(_question(item.prompt)))


def shared_rare_word(material: Material) -> Iterator[Problem]:
    """A rare word that only the stem and the key share points to the key."""
    for items in material.items.values():
        frequency = Counter(word for item in items for word in _words(_whole(item)))
        for item in items:
            if not isinstance(item, SingleItem):
                continue
            key = next(option for option in item.options if option.correct)
            shared = _words(item.prompt) & _words(key.text)
            for option in item.options:
                shared -= set() if option.correct else _words(option.text)
            for word in sorted(w for w in shared if frequency[w] <= RARE_IN_ITEMS):
                what = f"only the prompt and the right option share the rare word “{word}”"
                remedy = "Word one of them differently, or let a wrong option share it."
                yield of_item(item, what, remedy, "warning")


def parallel_form(material: Material) -> Iterator[Problem]:
    """An option that alone differs in form stands out."""
    for item in _with_options(material):
        options = item.options
        for name, form in FORMS.items():
            having = [option for option in options if form.search(option.text)]
            odd = having if len(having) == 1 else [o for o in options if o not in having]
            if len(options) >= 3 and len(odd) == 1 and odd[0].correct:
                only = "only one to" if odd == having else "only one not to"
                what = f"the right option, `{odd[0].id}`, is the {only} {name}"
                remedy = "Give all options the same form."
                yield of_item(item, what, remedy, "warning")


FORMS = {
    "end in a full stop": re.compile(r"[.!?]$"),
    "begin with a capital": re.compile(r"^\W*[A-Z]"),
    "begin with an -ing word": re.compile(r"^\w{3,}ing\b"),
}


def _with_options(material: Material) -> Iterator[SingleItem | MultipleItem]:
    for item in material.all_items():
        if isinstance(item, SingleItem | MultipleItem):
            yield item


def _question(prompt: str) -> str:
    """Return the sentence that asks: the last one with a question mark, else the last one."""
    sentences = re.split(r"(?<=[.?!])\s+", prompt.strip())
    asking = [sentence for sentence in sentences if "?" in sentence]
    return (asking or sentences)[-1]


def _whole(item: AnyItem) -> str:
    return " ".join([item.prompt, *(text for _, text, _ in wording(item))])


def _words(text: str) -> set[str]:
    found = re.findall(r"[a-zà-ÿ]+", text.casefold())
    return {word for word in found if len(word) >= RARE_WORD_LENGTH}


RULES: tuple[Rule, ...] = (
    catch_all_options,
    feedback_names_letter,
    feedback_differs,
    negation_stands_out,
    few_negative_stems,
    shared_rare_word,
    parallel_form,
)
