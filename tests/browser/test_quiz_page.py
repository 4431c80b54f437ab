from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from plain_page import PlainPage, Theme
from playwright.sync_api import Locator, Page, expect

from quiz_items import (
    ARABIC,
    CLASSIFY,
    EVERY_TYPE,
    JOURNAL,
    KEYS,
    MARKUP,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SINGLE,
    SLIPS,
    SURVEY,
)
from toc_training import record
from toc_training.model import AnyItem
from toc_training.statement import object_of, response_of, verb_of
from toc_training.widgets.quiz import Quiz


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path))


def answered() -> dict[str, Any]:
    return {
        object_of(s).removeprefix("item/"): response_of(s)
        for s in record.current().statements()
        if verb_of(s) in ("answered", "responded")
    }


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent || document.activeElement.type"))


class Keyboard:
    """A trainee who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, target: Locator) -> None:
        for _ in range(60):
            if target.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with Tab")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


def choose(keys: Keyboard, card: Locator, text: str) -> None:
    """Walk to a group of radios and go down it to the one with this label."""
    wanted = card.get_by_role("radio", name=text, exact=True)
    name = wanted.get_attribute("name")
    first = card.locator(f"input[name='{name}']").first
    keys.tab_to(first)
    keys.press("Space")
    for _ in range(8):
        if wanted.is_checked():
            return
        keys.press("ArrowDown")
    raise AssertionError(text)


def answer_single(keys: Keyboard, card: Locator) -> None:
    choose(keys, card, "One unit staffed by all three services")
    choose(keys, card, "Guessing")


def answer_multiple(keys: Keyboard, card: Locator) -> None:
    for text in ("Purposes in writing", "A date of deletion"):
        wanted = card.get_by_label(text)
        keys.page.evaluate("document.activeElement.blur()")
        keys.tab_to(wanted)
        keys.press("Space")


def answer_match(keys: Keyboard, card: Locator) -> None:
    for pair in MATCH.pairs:
        select = card.get_by_label(pair.left)
        keys.tab_to(select)
        for _ in range(6):
            if select.evaluate("s => s.selectedOptions[0].text") == pair.right:
                break
            keys.press("ArrowDown")
        assert select.evaluate("s => s.selectedOptions[0].text") == pair.right


def answer_order(keys: Keyboard, card: Locator) -> None:
    for place, step in reversed(list(enumerate(ORDER.steps))):
        texts = card.locator(".toc-step-text").all_inner_texts()
        down = card.get_by_role("button", name=f"Move down: {step.text}")
        keys.page.evaluate("document.activeElement.blur()")
        keys.tab_to(down)
        for _ in range(place - texts.index(step.text)):
            keys.press("Enter")
            expect(down).to_be_focused()


def answer_classify(keys: Keyboard, card: Locator) -> None:
    names = {category.id: category.text for category in CLASSIFY.categories}
    for row in CLASSIFY.rows:
        keys.page.evaluate("document.activeElement.blur()")
        choose(keys, card, f"{row.text} {names[row.category]}")


def answer_numeric(keys: Keyboard, card: Locator) -> None:
    keys.tab_to(card.get_by_label("Your answer (boxes)"))
    keys.page.keyboard.type("1 200 boxes")


def answer_survey(keys: Keyboard, card: Locator) -> None:
    choose(keys, card, "Often")


def answer_journal(keys: Keyboard, card: Locator) -> None:
    keys.tab_to(card.get_by_label("Your notes"))
    keys.page.keyboard.type("Talk to the finance ministry.")


@pytest.mark.parametrize(
    ("item", "answer", "kept"),
    [
        (SINGLE, answer_single, "b"),
        (MULTIPLE, answer_multiple, ["a", "c"]),
        (MATCH, answer_match, KEYS["desk"]),
        (ORDER, answer_order, KEYS["shipment"]),
        (CLASSIFY, answer_classify, KEYS["obstacles"]),
        (NUMERIC, answer_numeric, "1 200 boxes"),
        (SURVEY, answer_survey, "often"),
        (JOURNAL, answer_journal, "Talk to the finance ministry."),
    ],
    ids=lambda value: getattr(value, "id", None),
)
def test_the_keyboard_alone_is_enough(page: Page, item: AnyItem, answer: Any, kept: object) -> None:
    PlainPage(page, Quiz([item]))
    card = page.locator(".toc-item")
    keys = Keyboard(page)
    answer(keys, card)
    button = card.locator(":scope > .toc-actions > button").first
    keys.tab_to(button)
    keys.press("Enter")
    if item.type == "survey":
        expect(card.get_by_role("status")).to_contain_text("Saved.")
    else:
        expect(card.locator(".toc-verdict")).to_contain_text("Right.")
    expect(button).to_be_focused()
    assert answered() == {item.id: kept}


def test_feedback_is_shown_for_what_was_chosen_and_what_was_missed_only(page: Page) -> None:
    PlainPage(page, Quiz([MULTIPLE]))
    for text in ("Purposes in writing", "Selection by nationality"):
        page.get_by_label(text).check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".toc-verdict")).to_contain_text(
        "Not right: 1 of 2 right choices found, 1 wrong: that counts as 0 of 2."
    )
    shown = page.locator("fieldset").inner_text()
    assert "why-access" not in shown
    for text, words in {
        "Purposes in writing": "Your answer: Right",
        "Selection by nationality": "Your answer: Not right",
        "A date of deletion": "You missed this one",
    }.items():
        assert words in page.locator(".toc-entry", has_text=text).inner_text()


def test_the_one_right_answer_is_called_so(page: Page) -> None:
    quiz = Quiz([SINGLE, NUMERIC])
    quiz.answer("director", "a")
    quiz.answer("finds", "7")
    PlainPage(page, quiz)
    for text in ("One unit staffed", "1,200 boxes"):
        expect(page.locator(".toc-entry", has_text=text)).to_contain_text("The right answer")
    assert page.get_by_text("You missed this one").count() == 0


def test_the_verdict_is_spoken_and_describes_the_question(page: Page) -> None:
    PlainPage(page, Quiz([NUMERIC]))
    page.get_by_label("Your answer (boxes)").fill("2400")
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".toc-hidden[role=status]")).to_have_text("Not right. why-2400")
    described = page.locator("fieldset").get_attribute("aria-describedby")
    assert page.locator(".toc-verdict").get_attribute("id") == described


def test_try_again_asks_afresh_and_moves_to_the_first_control(page: Page) -> None:
    PlainPage(page, Quiz([NUMERIC]))
    page.get_by_label("Your answer (boxes)").fill("7")
    page.get_by_role("button", name="Check answer").click()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("Your answer (boxes)")).to_be_focused()
    page.get_by_label("Your answer (boxes)").fill("1200")
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".toc-verdict")).to_contain_text("Right.")
    assert len(record.current().about("item/finds")) == 2


def test_moving_a_step_says_where_it_is_now(page: Page) -> None:
    PlainPage(page, Quiz([ORDER]))
    first = page.locator(".toc-step-text").first.inner_text()
    page.get_by_role("button", name=f"Move down: {first}").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".toc-hidden[role=status]")).to_have_text(f"“{first}” is now 2 of 4.")
    expect(page.get_by_role("button", name=f"Move down: {first}")).to_be_focused()


def test_what_is_left_out_is_asked_for(page: Page) -> None:
    PlainPage(page, Quiz([SINGLE]))
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".toc-item .toc-status")).to_have_text("Choose an answer first.")
    page.get_by_label("A fixed share of arrivals opened").check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".toc-item .toc-status")).to_have_text("Say how sure you are first.")


def test_what_the_kernel_refuses_stands_beside_the_question(page: Page) -> None:
    PlainPage(page, Quiz([NUMERIC]))
    page.get_by_label("Your answer (boxes)").fill("1.200")
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".toc-item .toc-status")).to_contain_text("can be read in two ways")
    expect(page.get_by_label("Your answer (boxes)")).to_have_value("1.200")


def test_a_kernel_that_is_gone_is_said_to_be_gone_and_the_answer_can_be_sent_again(
    page: Page,
) -> None:
    plain = PlainPage(page, Quiz([NUMERIC]))
    page.get_by_label("Your answer (boxes)").fill("1200")
    plain.kill_kernel()
    button = page.get_by_role("button", name="Check answer")
    button.click()
    expect(page.locator(".toc-item .toc-status")).to_contain_text("has not answered", timeout=6_000)
    plain.revive_kernel()
    button.click()
    expect(page.locator(".toc-verdict")).to_contain_text("Right.")
    expect(page.locator(".toc-item .toc-status")).to_be_empty()
    ids = [m["statement_id"] for m in page.evaluate("window.sent") if m["name"] == "answer"]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_what_was_answered_stands_there_again_after_a_reload(page: Page) -> None:
    plain = PlainPage(page, Quiz([MATCH, NUMERIC]))
    page.get_by_label("Your answer (boxes)").fill("1200")
    page.get_by_role("button", name="Check answer").nth(1).click()
    expect(page.locator(".toc-verdict")).to_be_visible()
    shown = page.locator(".toc-item").nth(1).locator("fieldset").inner_text()
    plain.reload()
    assert page.locator(".toc-item").nth(1).locator("fieldset").inner_text() == shown
    expect(page.get_by_text("1 of 2 answered")).to_be_visible()


def test_a_knowledge_check_ends_in_a_result_and_can_be_taken_again(page: Page) -> None:
    headings = {"6.8-O1": "Away from the gate"}
    outcomes = {"12.1": "Diagnose a border."}
    PlainPage(
        page,
        Quiz((NUMERIC, JOURNAL), mode="scored", outcomes=outcomes, headings=lambda: headings),
    )
    expect(page.locator(".toc-best")).to_be_hidden()
    hand_in(page, "7")
    result = page.get_by_role("region", name="Result")
    expect(result).to_contain_text("Not passed yet")
    expect(result).to_contain_text("Diagnose a border.")
    expect(result).to_contain_text("Away from the gate")
    assert "6.8-O1" not in result.inner_text()
    assert page.get_by_role("button", name="Try again").count() == 0
    for answer, said in {
        "1200": "This attempt: 100 %. Your best so far: 100 %, passed (the pass mark is 70 %).",
        "7": "This attempt: 0 %. Your best so far: 100 %, passed (the pass mark is 70 %).",
    }.items():
        best = page.locator(".toc-best")
        expect(best).to_be_hidden()
        result.get_by_role("button", name="Take it again").click()
        result.get_by_role("button", name="Yes, begin again").click()
        expect(page.get_by_label("Your answer (boxes)")).to_be_focused()
        expect(result).to_have_count(0)
        expect(best).to_contain_text("Your best so far: 0 %, not" if answer == "1200" else "100 %")
        hand_in(page, answer)
        expect(result).to_contain_text(said)
        expect(page.locator(".toc-hidden[role=status]")).to_contain_text(said)


def hand_in(page: Page, number: str) -> None:
    page.get_by_label("Your answer (boxes)").fill(number)
    page.get_by_role("button", name="Hand in this answer").click()


def test_a_new_run_is_asked_about_once_and_can_be_declined(page: Page) -> None:
    PlainPage(page, Quiz([NUMERIC, JOURNAL], mode="scored"))
    hand_in(page, "7")
    keys = Keyboard(page)
    again = page.get_by_role("button", name="Take it again")
    keys.tab_to(again)
    keys.press("Enter")
    expect(page.get_by_text("Begin the whole check again?")).to_be_focused()
    page.get_by_label("Your notes").fill("A thought.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. You can change it")).to_be_visible()
    stay = page.get_by_role("button", name="No, stay here")
    keys.tab_to(stay)
    keys.press("Enter")
    expect(again).to_be_focused()
    expect(page.locator(".toc-figure")).to_have_text("0 %")
    assert "restart" not in page.evaluate("window.sent.map((m) => m.name)")


def test_a_result_says_that_the_answers_to_the_pretest_are_open(page: Page) -> None:
    noted = Quiz([SINGLE], mode="pretest")
    noted.answer("director", "a")
    PlainPage(page, Quiz([NUMERIC], mode="scored"))
    hand_in(page, "1200")
    expect(page.get_by_role("region", name="Result")).to_contain_text(
        "The answers to the questions before the start now stand there."
    )


def test_enter_in_a_number_field_hands_the_answer_in(page: Page) -> None:
    PlainPage(page, Quiz([NUMERIC]))
    field = page.get_by_label("Your answer (boxes)")
    field.press("Enter")
    expect(page.locator(".toc-item .toc-status")).to_have_text("Write a number first.")
    expect(field).to_be_focused()
    field.fill("1200")
    field.press("Enter")
    expect(page.locator(".toc-verdict")).to_contain_text("Right.")
    expect(page.get_by_role("button", name="Answered")).to_be_focused()
    assert answered() == {"finds": "1200"}


def test_a_journal_says_when_more_was_written_than_is_saved(page: Page) -> None:
    plain = PlainPage(page, Quiz([JOURNAL]))
    field = page.get_by_label("Your notes")
    save = page.get_by_role("button", name="Save")
    status = page.locator(".toc-item .toc-status")
    expect(field).to_have_accessible_description("Kept on this computer. Nobody marks it.")
    field.fill("A first thought.")
    save.click()
    expect(status).to_contain_text("Saved.")
    expect(save).not_to_have_class("toc-main")
    field.press_sequentially(" And a second.")
    expect(status).to_have_text("Not saved yet.")
    expect(save).to_have_class("toc-main")
    assert plain.violations() == []
    save.click()
    expect(status).to_contain_text("Saved.")
    assert answered() == {"journal": "A first thought. And a second."}


def test_a_choice_nobody_marks_says_when_it_is_not_saved(page: Page) -> None:
    PlainPage(page, Quiz([SURVEY]))
    page.get_by_label("Often").check()
    page.get_by_role("button", name="Save").click()
    status = page.locator(".toc-item .toc-status")
    expect(status).to_contain_text("Saved.")
    page.get_by_label("Never").check()
    expect(status).to_have_text("Not saved yet.")
    page.get_by_label("Often").check()
    expect(status).to_contain_text("Saved.")


SLOW = """() => { const soon = window.kernel;
window.kernel = (...told) => new Promise((r) => setTimeout(r, 700)).then(() => soon(...told)); }"""


def test_what_is_written_while_it_is_saved_stays(page: Page) -> None:
    PlainPage(page, Quiz([JOURNAL]))
    page.evaluate(SLOW)
    field = page.get_by_label("Your notes")
    field.fill("A first thought.")
    page.get_by_role("button", name="Save").click()
    field.press_sequentially(" More.")
    expect(page.locator(".toc-hidden[role=status]")).to_have_text("Saved.")
    expect(field).to_have_value("A first thought. More.")
    expect(field).to_be_focused()
    expect(page.locator(".toc-item .toc-status")).to_have_text("Not saved yet.")
    assert answered() == {"journal": "A first thought."}


def test_a_redraw_wipes_nothing_that_is_not_handed_in(page: Page) -> None:
    quiz = Quiz([JOURNAL, SURVEY, NUMERIC, MULTIPLE, MATCH])
    PlainPage(page, quiz)
    page.get_by_label("Your notes").fill("Mine.")
    page.get_by_label("Your answer (boxes)").fill("12")
    page.get_by_label("Purposes in writing").check()
    page.get_by_label(MATCH.pairs[0].left).select_option(label="Customs")
    quiz.answer("journal", "Saved elsewhere.")
    page.get_by_label("Often").check()
    page.get_by_role("button", name="Save").nth(1).click()
    expect(page.get_by_text("Saved. You can change it")).to_have_count(1)
    expect(page.get_by_label("Your notes")).to_have_value("Mine.")
    expect(page.get_by_label("Your answer (boxes)")).to_have_value("12")
    expect(page.get_by_label("Purposes in writing")).to_be_checked()
    assert page.get_by_label(MATCH.pairs[0].left).input_value()


def test_a_journal_saved_elsewhere_is_shown_where_nothing_waits(page: Page) -> None:
    quiz = Quiz([JOURNAL, SURVEY])
    PlainPage(page, quiz)
    quiz.answer("journal", "Saved elsewhere.")
    page.get_by_label("Often").check()
    page.get_by_role("button", name="Save").nth(1).click()
    expect(page.get_by_label("Your notes")).to_have_value("Saved elsewhere.")


def draw_again(page: Page, quiz: Quiz) -> None:
    """Draw the widget anew on the same page, as the button Start does."""
    page.locator(".toc-widget").evaluate("node => node.remove()")
    state = {"files": quiz.files, "view": quiz.view}
    page.evaluate("(told) => window.draw(...told)", [0, str(quiz._esm), state])


def test_a_lesson_drawn_again_still_has_what_was_typed(page: Page) -> None:
    quiz = Quiz([JOURNAL, NUMERIC])
    PlainPage(page, quiz)
    page.get_by_label("Your notes").fill("Mine.")
    page.get_by_label("Your answer (boxes)").fill("12")
    draw_again(page, quiz)
    expect(page.get_by_label("Your notes")).to_have_value("Mine.")
    expect(page.get_by_label("Your answer (boxes)")).to_have_value("12")
    expect(page.locator(".toc-item .toc-status").first).to_have_text("Not saved yet.")
    page.get_by_role("button", name="Save").click()
    quiz.answer("journal", "Written later.")
    draw_again(page, quiz)
    expect(page.get_by_label("Your notes")).to_have_value("Written later.")


@pytest.mark.parametrize(
    ("prompt", "bold"),
    [
        ("Which change comes first?", "Which change comes first?"),
        ("A scanner is broken. Which change comes first?", "Which change comes first?"),
        ("Pay is late. Who would change it? Write no names.", "Who would change it?"),
        ("Pay is late. Who would change it?\nWrite no names.", "Who would change it?"),
        ("Put the work in order. Begin with the data.", ""),
        ("“Who is it?” asks the guard. Put the work in order.", ""),
        (
            "Is it late? It is. How **much** is it (of 2.5 m)? Say roughly.",
            "How much is it (of 2.5 m)?",
        ),
        ("Is it late? **Which is it? Choose.**", ""),
    ],
)
def test_the_question_is_bold_and_nothing_else(page: Page, prompt: str, bold: str) -> None:
    PlainPage(page, Quiz([replace(JOURNAL, prompt=prompt)]))
    assert page.locator(".toc-question").all_inner_texts() == ([bold] if bold else [])
    shown = " ".join(page.locator(".toc-prompt").all_inner_texts())
    assert shown.split() == prompt.replace("*", "").split()


@pytest.mark.parametrize("width", [170, 240, 320])
def test_the_buttons_of_a_step_stay_inside_its_frame(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    PlainPage(page, Quiz([ORDER]))
    out = page.evaluate(
        """[...document.querySelectorAll(".toc-step")].flatMap((step) =>
        [...step.querySelectorAll("button")].map((button) =>
        button.getBoundingClientRect().right - step.getBoundingClientRect().right))"""
    )
    assert len(out) == 8
    assert max(out) < 0


def test_text_that_looks_like_markup_stays_text(page: Page) -> None:
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    PlainPage(page, Quiz([MARKUP]))
    page.get_by_label("<script>alert(1)</script>").check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_text("<i>why-script</i>")).to_be_visible()
    assert page.locator("main img, main script, main i").count() == 0
    assert not seen


def test_a_right_to_left_question_runs_from_right_to_left(page: Page) -> None:
    PlainPage(page, Quiz([ARABIC]))
    label = page.locator(".toc-option").first
    radio = label.get_by_role("radio")
    assert label.evaluate("n => getComputedStyle(n).direction") == "rtl"
    box, dot = label.bounding_box(), radio.bounding_box()
    assert box
    assert dot
    assert dot["x"] > box["x"] + box["width"] / 2


def test_every_target_is_large_enough(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    PlainPage(page, Quiz(EVERY_TYPE))
    small = page.evaluate(
        """[...document.querySelectorAll("button, select, textarea, input[type=text], label[for]")]
        .map((n) => [n.textContent, n.getBoundingClientRect()])
        .filter(([, box]) => box.height && box.height < 24).map(([text]) => text)"""
    )
    labels = {"Your notes", "Your answer (boxes)"}  # captions of larger fields
    assert set(small) <= labels | {pair.left for pair in MATCH.pairs}


@pytest.mark.parametrize("width", [320, 900])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, theme: Theme, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    items = (*EVERY_TYPE, ARABIC, MARKUP)
    quiz = Quiz(items)
    noted = Quiz([SINGLE, NUMERIC], mode="pretest")
    scored = Quiz([MULTIPLE, NUMERIC], mode="scored", outcomes={"12.1": "Diagnose a border."})
    plain = PlainPage(page, quiz, noted, theme=theme)
    assert plain.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for item_id, slip in SLIPS.items():
        quiz.answer(item_id, slip, confidence="certain" if item_id == "director" else None)
    quiz.answer("journal", "Talk to the finance ministry.")
    quiz.answer("arabic", "a")
    quiz.answer("markup", "b")
    noted.answer("finds", "7")
    scored.answer("terms", SLIPS["terms"])
    scored.answer("finds", "1200")
    other = PlainPage(page.context.new_page(), quiz, noted, scored, theme=theme)
    other.page.set_viewport_size({"width": width, "height": 800})
    assert other.violations() == []
    assert other.page.evaluate("document.documentElement.scrollWidth") == width


def test_steps_that_nobody_moved_are_no_answer(page: Page) -> None:
    PlainPage(page, Quiz([ORDER]))
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_text("Move at least one step first")).to_be_visible()
    assert answered() == {}
