from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from toc_training.content import load_inventory
from toc_training.guidance_pages import DERIVED, SECTIONS, pages, write_pages

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "modules" / "guidance"
SOURCES = ("items", "boxes", "since-publication", "glossary")


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages(*(yaml.safe_load((FOLDER / f"{s}.yaml").read_text("utf-8")) for s in SOURCES))


def test_every_id_of_the_inventory_is_a_heading_on_the_page_a_citation_links_to(
    made: dict[str, str],
) -> None:
    for entry in load_inventory(ROOT).values():
        page = {"box": "boxes", "since": "since-publication"}.get(entry.kind, entry.section)
        assert made[f"{page}.md"].count(f"\n### {entry.id}\n") == 1


def test_every_section_has_a_page_with_its_name(made: dict[str, str]) -> None:
    assert set(made) == {f"{s}.md" for s in (*SECTIONS, "boxes", "since-publication", "glossary")}
    for section, title in SECTIONS.items():
        assert f"\n# {title}\n" in made[f"{section}.md"]


def test_every_page_says_what_it_is_made_from_and_whose_words_it_has(
    made: dict[str, str],
) -> None:
    for text in made.values():
        assert text.startswith(DERIVED)
        assert re.search(r"\*From the course's [a-z-]+\.yaml\.", text)
        assert "not the note's wording" in text


def test_an_item_shows_statement_kind_and_facts_and_keeps_editors_notes_to_editors() -> None:
    items = [
        {
            "id": "6.8-O1",
            "section": "6.8",
            "kind": "operational",
            "lines": [1, 2],
            "statement": "Pay *by* transfer,\nnot <cash>.",
            "key_facts": ["In 2016", "At ports"],
            "note": "The dash is lost.",
            "theme": "Integrity first",
        }
    ]
    text = pages(items, [], [], [])["6.8.md"]
    assert text.endswith(
        "## Operational measure: integrity first\n\n"
        "### 6.8-O1\n\n"
        "*Operational measure.* Pay \\*by\\* transfer, not \\<cash\\>.\n\n"
        "- In 2016\n- At ports\n"
    )


def test_a_note_shows_what_changed_how_sure_and_where_to_look() -> None:
    notes = [
        {
            "id": "box8a-ccp",
            "section": "Box 8a",
            "source_says": "Names a programme.",
            "since": "[UPDATE] It has another name.",
            "confidence": "verified",
            "reference": "UNODC, https://a.org/b_c?d=1; press (https://e.org/f).",
        }
    ]
    text = pages([], [], notes, [])["since-publication.md"]
    for part in (
        "### box8a-ccp\n",
        "Names a programme.",
        "*Since then.* It has another name.",
        "*Confidence:* verified",
        "UNODC, <https://a.org/b_c?d=1>; press (<https://e.org/f>).",
    ):
        assert part in text


@pytest.fixture
def curriculum(tmp_path: Path) -> Path:
    folder = tmp_path / "modules" / "guidance"
    folder.mkdir(parents=True)
    for source in SOURCES:
        text = (FOLDER / f"{source}.yaml").read_text("utf-8")
        (folder / f"{source}.yaml").write_text(text, "utf-8")
    assert write_pages(tmp_path, check=False) == []
    return tmp_path


def test_check_reports_a_page_edited_by_hand_or_left_over(curriculum: Path) -> None:
    assert write_pages(curriculum, check=True) == []
    folder = curriculum / "modules" / "guidance"
    page = folder / "6.8.md"
    page.write_text(page.read_text("utf-8") + "More.\n", "utf-8")
    (folder / "9.9.md").write_text(f"{DERIVED} items.yaml -->\n")
    (folder / "by-hand.md").write_text("# Mine\n")
    edited, left_over = write_pages(curriculum, check=True)
    assert edited.startswith("modules/guidance/6.8.md: it is not what the YAML beside it gives.")
    assert left_over.startswith("modules/guidance/9.9.md: nothing in the YAML gives")


def test_yaml_that_cannot_be_read_is_said_in_words(curriculum: Path) -> None:
    (curriculum / "modules" / "guidance" / "items.yaml").write_text("- {id: x}\n")
    (message,) = write_pages(curriculum, check=True)
    assert "the guidance pages cannot be made" in message


def test_the_pages_in_the_repository_are_those_the_yaml_gives() -> None:
    assert write_pages(ROOT, check=True) == []
