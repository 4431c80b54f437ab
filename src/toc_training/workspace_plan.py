"""What a start does to a trainee's workspace, decided before anything is touched: no disk here.

The rule everything follows from: a file is written over or removed only if what stands there is
what was laid out there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Print:
    """A file's fingerprints.

    `exact` is over its bytes. `content` is over what a person writes in it: in a notebook the
    cells' types and sources in their order, because JupyterLab rewrites outputs and metadata of
    every notebook that is opened.
    """

    content: str
    exact: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What was laid out at a path: `content` and `exact` as in `Print`.

    `offered` is the exact print of the newer version last put beside a file that the trainee had
    changed; `beside` is the path of that file, in the entry of the newer version.
    """

    content: str = ""
    exact: str = ""
    offered: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Write the course's `source` to `path`, or remove `path` if there is no `source`.

    `expected` is the exact print of what stands there; if it is not that any more when the step's
    turn comes, the trainee has just saved it and the step is left out.
    """

    path: str
    source: str | None
    expected: str | None


@dataclass(slots=True)
class Plan:
    """The steps of a start, the manifest after it, and the sentences for the trainee."""

    steps: list[Step] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)


Look = Callable[[str], Print | None]


def fingerprint(path: str, data: bytes) -> Print:
    """Return the prints of a file's bytes; `path` tells a notebook from other files."""
    exact = hashlib.sha256(data).hexdigest()
    if not path.endswith(".ipynb"):
        return Print(exact, exact)
    try:
        cells = [_written(cell) for cell in json.loads(data)["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Print(exact, exact)
    return Print(hashlib.sha256(json.dumps(cells).encode()).hexdigest(), exact)


def _written(cell: dict[str, object]) -> list[object]:
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else source
    return [cell["cell_type"], text, cell.get("attachments") or None]


def plan(course: Mapping[str, Print], manifest: Mapping[str, Entry], look: Look) -> Plan:
    """Decide what a start does.

    Parameters
    ----------
    course
        The prints of the files that are to be laid out, by path.
    manifest
        What was laid out by earlier starts, by path.
    look
        Returns the prints of the file that stands at a path, `None` if there is none.
    """
    result = Plan()
    for path, new in sorted(course.items()):
        _place(result, path, new, manifest, look)
    for path, entry in sorted(manifest.items()):
        if path in result.entries:
            continue
        have = look(path)
        if have is not None and have.content == entry.content:
            result.steps.append(Step(path, None, have.exact))
        elif have is not None and not entry.beside:
            result.sentences.append(
                f"{path} is no longer part of the course; you have changed it, so it stays."
            )
    return result


def _place(result: Plan, path: str, new: Print, manifest: Mapping[str, Entry], look: Look) -> None:
    have, entry = look(path), manifest.get(path)
    laid_out = Entry(new.content, new.exact)
    if have is None:
        result.steps.append(Step(path, path, None))
        result.entries[path] = laid_out
        if entry:
            result.sentences.append(f"{path} was not there any more and is laid out again.")
    elif entry and have.content == entry.content:
        if new.exact != entry.exact:
            result.steps.append(Step(path, path, have.exact))
        result.entries[path] = laid_out
    elif have.content == new.content:
        result.entries[path] = laid_out
    else:
        _offer(result, path, new, manifest, look)


def _offer(result: Plan, path: str, new: Print, manifest: Mapping[str, Entry], look: Look) -> None:
    """Leave a changed file alone, and put a version that was not offered yet beside it."""
    entry = manifest.get(path, Entry())
    if new.exact == entry.exact:
        result.entries[path] = replace(entry, offered="")
        return
    result.entries[path] = replace(entry, offered=new.exact)
    if new.exact == entry.offered:
        for other, known in manifest.items():
            if known.beside == path and look(other) is not None:
                result.entries[other] = known
        return
    name = _name_beside(path, new, manifest, look)
    have = look(name)
    if have is None or have.content != new.content:
        result.steps.append(Step(name, path, have.exact if have else None))
    result.entries[name] = Entry(new.content, new.exact, beside=path)
    result.sentences.append(
        f"You have changed {path}, so it stays as it is; "
        f"the course's new version is beside it: {PurePosixPath(name).name}."
    )


def _name_beside(path: str, new: Print, manifest: Mapping[str, Entry], look: Look) -> str:
    """Return the first name that is free, or holds a version the trainee has not changed."""
    whole = PurePosixPath(path)
    number = 1
    while True:
        mark = "new-version" if number == 1 else f"new-version-{number}"
        name = str(whole.with_name(f"{whole.stem}.{mark}{whole.suffix}"))
        have, entry = look(name), manifest.get(name)
        if have is None or have.content == new.content:
            return name
        if entry and entry.beside == path and have.content == entry.content:
            return name
        number += 1
