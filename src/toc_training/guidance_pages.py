"""The guidance inventory as pages to read: what a citation in a lesson links to."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import Any

FOLDER = "modules/guidance"
DERIVED = "<!-- Derived from"

SECTIONS = {
    "preface": "Preface",
    "1": "1 Purpose",
    "2": "2 Scope",
    "3": "3 Introduction",
    "4": "4 The role of SSR in countering TOC",
    "4.1": "4.1 Defining TOC",
    "4.2": "4.2 Challenges posed by TOC to the security sector",
    "5.1": "5.1 Core principles",
    "5.2": "5.2 International and regional dimensions of TOC",
    "5.3": "5.3 Integrated capacity building",
    "5.4": "5.4 Legislative reforms",
    "6": "6 Key areas of SSR to tackle TOC",
    "6.1": "6.1 Strategic analytical framework",
    "6.2": "6.2 Crime prevention",
    "6.3": "6.3 Intelligence",
    "6.4": "6.4 Judicial system reform",
    "6.5": "6.5 Police reform",
    "6.6": "6.6 Prison reform",
    "6.7": "6.7 Corruption and money laundering",
    "6.8": "6.8 Border management",
    "7": "7 Risks and opportunities",
    "annex-1": "Annex I: Manifestations of TOC",
    "annex-2": "Annex II: UNTOC and its Protocols",
    "annex-3": "Annex III: TOC and peace operations",
    "annex-4": "Annex IV: Core international human rights instruments",
    "annex-5": "Annex V: Tools and instruments to counter TOC",
    "endnotes": "Endnotes",
}
KINDS = {
    "concept": ("Concept", "Concepts"),
    "principle": ("Core principle", "Core principles"),
    "vulnerability": ("Factor of vulnerability", "Factors of vulnerability"),
    "stakeholder": ("Stakeholder", "Stakeholders"),
    "strategic": ("Strategic measure", "Strategic measures"),
    "operational": ("Operational measure", "Operational measures"),
    "synergy": ("Synergy", "Synergies"),
    "risk": ("Risk", "Risks"),
    "opportunity": ("Opportunity", "Opportunities"),
    "manifestation": ("Manifestation", "Manifestations"),
    "instrument": ("Instrument", "Instruments"),
    "tool": ("Tool", "Tools"),
}
CONFIDENCE = {
    "verified": "verified: found at the address in the reference",
    "recalled": "recalled: not looked up; the reference names the document to open",
}
_MARKS = {"[SOURCE IMPRECISE]": "More exactly", "[UPDATE]": "Since then"}
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\]'\"]")


def pages(
    items: list[dict[str, Any]],
    boxes: list[dict[str, Any]],
    notes: list[dict[str, Any]],
    glossary: list[dict[str, Any]],
) -> dict[str, str]:
    """Return the text of every page by its file name.

    Parameters
    ----------
    items, boxes, notes, glossary
        What items.yaml, boxes.yaml, since-publication.yaml and glossary.yaml hold.
    """
    from toc_training.content.inventory import section_name

    made: dict[str, str] = {}
    by_section: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        by_section.setdefault(section_name(item["section"]), []).append(item)
    for section, entries in by_section.items():
        title = SECTIONS.get(section, section)
        blocks = [*_head("items.yaml", title), *_grouped(entries)]
        made[f"{section}.md"] = _page(blocks)
    made["boxes.md"] = _page(
        [*_head("boxes.yaml", "Boxes"), *(b for box in boxes for b in _box(box))]
    )
    made["since-publication.md"] = _page(
        [*_head("since-publication.yaml", "Since publication"), *_notes(notes)]
    )
    made["glossary.md"] = _page(
        [*_head("glossary.yaml", "Glossary"), *(b for term in glossary for b in _term(term))]
    )
    return made


def write_pages(root: Path, check: bool) -> list[str]:
    """Write the pages into modules/guidance, or only look for differences.

    Returns
    -------
    list of str
        What is wrong, in sentences; empty when all is well.
    """
    import yaml

    folder = root / FOLDER
    sources = ("items", "boxes", "since-publication", "glossary")
    try:
        read = [
            yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
            for name in sources
        ]
        wanted = pages(*read)
    except OSError as error:
        return [f"{FOLDER}: the guidance pages cannot be made. {error}."]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        return [
            f"{FOLDER}: the guidance pages cannot be made; toc-training check says why. "
            f"({type(error).__name__}: {' '.join(str(error).split())})"
        ]
    messages: list[str] = []
    for name, text in sorted(wanted.items()):
        path = folder / name
        found = path.read_text(encoding="utf-8") if path.exists() else None
        if found == text:
            continue
        if check:
            messages.append(
                f"{FOLDER}/{name}: it is not what the YAML beside it gives. "
                f"Change the YAML, then run toc-training derive."
            )
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    for path in sorted(folder.glob("*.md")):
        if path.name not in wanted and path.read_text(encoding="utf-8").startswith(DERIVED):
            messages.append(
                f"{FOLDER}/{path.name}: nothing in the YAML gives this derived page any more. "
                f"Delete it."
            )
    return messages


def _page(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _head(source: str, title: str) -> list[str]:
    return [
        f"{DERIVED} {source} by toc-training derive: change that file, not this one. -->",
        f"# {title}",
        f"*From the course's {source}. The statements are this course's paraphrase of the "
        "2016 guidance note on transnational organized crime (TOC) and security sector reform "
        "(SSR), not the note's wording.*",
    ]


def _grouped(entries: list[dict[str, Any]]) -> list[str]:
    """Return the entries in their own order under a heading for each run of one kind."""
    blocks: list[str] = []
    for (kind, theme), run in groupby(entries, key=lambda e: (e["kind"], e.get("theme"))):
        one, many = KINDS.get(kind, (kind.capitalize(), kind.capitalize()))
        group = list(run)
        name = one if len(group) == 1 else many
        blocks.append(f"## {name}: {_lower_first(theme)}" if theme else f"## {name}")
        for item in group:
            blocks += [f"### {item['id']}", f"*{one}.* {_text(item['statement'])}"]
            if item.get("key_facts"):
                blocks.append(_list(item["key_facts"]))
    return blocks


def _box(box: dict[str, Any]) -> list[str]:
    section = str(box["section"])
    blocks = [
        f"### {box['id']}",
        f"**{_text(box['title'])}** (section [{section}]({section}.md))",
        _list(box["facts"]),
        f"*What it shows.* {_text(box['lesson'])}",
    ]
    if box.get("truncated"):
        blocks.append("*Part of this box is missing in the text this course was made from.*")
    return blocks


def _notes(notes: list[dict[str, Any]]) -> list[str]:
    blocks = [
        "Where the 2016 text departs from a treaty, from the body it quotes, or from itself, and "
        "where the world has moved on."
    ]
    for section, run in groupby(notes, key=lambda note: str(note["section"])):
        blocks.append(f"## {section if not section[0].isdigit() else f'Section {section}'}")
        for note in run:
            confidence = str(note["confidence"])
            blocks += [
                f"### {note['id']}",
                f"*The note says.* {_text(note['source_says'])}",
                _in_words(_text(note["since"])),
                f"*Confidence:* {CONFIDENCE.get(confidence, confidence)}.",
                f"*Reference:* {_with_links(str(note['reference']))}",
            ]
    return blocks


def _term(term: dict[str, Any]) -> list[str]:
    return [
        f"### {_text(term['term'])}",
        _text(term["definition"]),
        f"*Source:* {_text(term['source_instrument'])}"
        + (" (the note marks it as a United Nations document)" if term.get("starred") else ""),
    ]


def _in_words(since: str) -> str:
    """Put words for a reader in the place of the inventory's marks."""
    for mark, words in _MARKS.items():
        since = since.replace(mark, f"*{words}.*")
    return since


def _list(entries: list[Any]) -> str:
    return "\n".join(f"- {_text(entry)}" for entry in entries)


def _with_links(reference: str) -> str:
    plain = " ".join(reference.split())
    parts: list[str] = []
    position = 0
    for address in _ADDRESS.finditer(plain):
        parts += [_escaped(plain[position : address.start()]), f"<{address.group()}>"]
        position = address.end()
    return "".join([*parts, _escaped(plain[position:])])


def _text(value: object) -> str:
    return _escaped(" ".join(str(value).split()))


def _escaped(text: str) -> str:
    """Return `text` with what Markdown would take for markup made plain."""
    return re.sub(r"([\\`*_<>$|])", r"\\\1", text)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
