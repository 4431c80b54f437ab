"""A YAML file composed into nodes that know their lines, and what is wrong with it as YAML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toc_training.problem import ContentError, Problem

if TYPE_CHECKING:
    import yaml

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def loader() -> Any:
    """Return YAML's fast reader where it is compiled, else the pure Python one."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_of(node: yaml.Node) -> int:
    """Return the line a node begins in, from 1."""
    return int(node.start_mark.line) + 1


def describe(node: yaml.Node) -> str:
    """Name a node's kind in an author's words."""
    kind = type(node).__name__
    return {"SequenceNode": "a list", "MappingNode": "a group of keys"}.get(kind, "a text")


class Sheet:
    """A YAML file being read, and the problems met in it so far.

    Parameters
    ----------
    root
        The curriculum's folder.
    file
        The file's path below it, with forward slashes.

    `top` is its outermost node, None when the file could not be read.
    """

    def __init__(self, root: Path, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.top = self._compose(root / file)

    def report(self, line: int, id: str, what: str, remedy: str) -> None:  # noqa: A002
        """Note a problem and go on."""
        self.problems.append(Problem(self.file, line, id, what, remedy))

    def close(self) -> None:
        """Raise every problem met, in the order of lines, if there are any."""
        if self.problems:
            raise ContentError(sorted(self.problems, key=lambda problem: problem.line))

    def _compose(self, path: Path) -> yaml.Node | None:
        import yaml

        try:
            text = path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.report(0, "", "the file is missing", "Write it, or correct the folder's name.")
            return None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.report(
                line, "", "the file is not UTF-8", "Save it with the encoding UTF-8 in your editor."
            )
            return None
        control = CONTROL.search(text)
        if control:
            line = text.count("\n", 0, control.start()) + 1
            self.report(line, "", "an invisible character stands here", "Type the line afresh.")
            return None
        try:
            node: yaml.Node | None = yaml.compose(text, Loader=loader())
        except yaml.MarkedYAMLError as error:
            self._syntax(text, error)
            return None
        if node is None:
            self.report(1, "", "the file is empty", "Write its content, or delete the file.")
        return node

    def _syntax(self, text: str, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        lines = text.splitlines()
        line = min(line, max(len(lines), 1))
        here = lines[line - 1] if lines else ""
        said = f"{error.context} {error.problem}"
        if "\t" in here:
            what, remedy = "a tab stands here", "Indent with spaces."
        elif "mapping values are not allowed" in said:
            what = "a colon stands inside a text without quotes"
            remedy = 'Put the text between double quotes: "...".'
        elif "single document" in said:
            what, remedy = "a line `---` begins a second document", "Delete that line."
        else:
            what = "this line or the one before it cannot be read as YAML"
            remedy = "See that quotes and brackets close, and that keys stand in line."
        self.report(line, "", what, remedy)
