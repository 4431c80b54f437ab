"""Leaving solutions out of code, line by line, and refusing markers that are not written exactly.

A marker that slips through leaks the answer, so whatever resembles one is an error.
"""

from __future__ import annotations

import io
import re
import tokenize
import unicodedata
from difflib import SequenceMatcher

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"

_OPENING = {"begin", "start", "open"}
_CLOSING = {"end", "ends", "stop", "finish", "close"}
_ALONE = re.compile(r"solutions?|(begin|start|end|stop)(ing)?|solutions?(begin|start|end|stop)s?")
_SHOUTED = re.compile(r"\W*(BEGIN|END)\b")
_LIKENESS = 0.8
_PASSED_OVER = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.DEDENT,
}


class MarkerError(ValueError):
    """Solution markers are not as they must be.

    Attributes
    ----------
    problems : tuple of (int, str)
        Line in the cell, from 1, and what is wrong and what to write.
    """

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {text}" for line, text in problems))
        self.problems = tuple(problems)


def without_solutions(lines: list[str]) -> list[str]:
    """Return the lines outside solution blocks, with ``...`` where a suite would be left empty.

    Parameters
    ----------
    lines
        The lines of a code cell, without their line ends.

    Raises
    ------
    MarkerError
        A marker is misspelt, nested, or lacks its partner.
    """
    blocks = _blocks(lines)
    kept: list[str] = []
    position = 0
    for begin, end in blocks:
        kept += lines[position:begin]
        position = end + 1
        if _opens_suite(kept):
            indent = _indent_of_block(lines, begin, end)
            following = _first_given_line_after(lines, position, blocks)
            if following is None or _indent(following) < len(indent):
                kept.append(f"{indent}...")
    return kept + lines[position:]


def marker_like(line: str) -> str | None:
    """Return the marker that a comment in `line` resembles or is, else None."""
    for start in re.finditer(r"#+", line):
        if "#" in line[start.start() - 1 : start.start()]:
            continue
        comment = line[start.end() :]
        marker = _resembles(_words(comment))
        if marker is None and len(start.group()) >= 3 and (shouted := _SHOUTED.match(comment)):
            marker = BEGIN if shouted[1] == "BEGIN" else END
        if marker is not None:
            return marker
    return None


def _blocks(lines: list[str]) -> list[tuple[int, int]]:
    """Return the first and last line of each block, markers included, or refuse them all."""
    blocks: list[tuple[int, int]] = []
    problems: list[tuple[int, str]] = []
    begin: int | None = None
    for index, line in enumerate(lines):
        bare = line.lstrip(" \t")
        if bare == BEGIN:
            if begin is not None:
                problems.append(
                    (
                        index + 1,
                        f"a solution begins inside the one that begins in line {begin + 1}; "
                        f"write {END!r} before it",
                    )
                )
            begin = index
        elif bare == END:
            if begin is None:
                problems.append(
                    (index + 1, f"a solution ends that never began; write {BEGIN!r} above it")
                )
            else:
                blocks.append((begin, index))
            begin = None
        elif (marker := marker_like(line)) is not None:
            problems.append(
                (
                    index + 1,
                    f"{line.strip()!r} looks like a solution marker and is none; "
                    f"write exactly {marker!r} on a line of its own with nothing after it, "
                    f"or word the comment differently",
                )
            )
    if begin is not None:
        problems.append(
            (begin + 1, f"the solution that begins here never ends; write {END!r} below it")
        )
    if problems:
        raise MarkerError(problems)
    return blocks


def _words(comment: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", comment).casefold()
    return re.findall(r"[^\W\d_]+", plain)


def _resembles(words: list[str]) -> str | None:
    together = "".join(words)
    closes = bool(words) and (words[0] in _CLOSING or words[-1] in _CLOSING)
    guess = END if closes else BEGIN
    if _ALONE.fullmatch(together):
        return guess
    if len(words) > 1 and words[0] in _OPENING | _CLOSING and words[1].startswith("solution"):
        return guess
    if re.match(r"(begin|end|start|stop)solution", together):
        return END if together.startswith(("end", "stop")) else BEGIN
    for marker in (BEGIN, END):
        name = "".join(_words(marker))
        if SequenceMatcher(None, together, name, autojunk=False).ratio() >= _LIKENESS:
            return marker
    return None


def _opens_suite(kept: list[str]) -> bool:
    """Tell whether the last line of code ends in the colon that wants an indented line next."""
    for line in reversed(kept):
        tokens = _tokens(line)
        if tokens:
            return tokens[-1] == ":"
    return False


def _tokens(line: str) -> list[str]:
    found: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(line.strip()).readline):
            if token.type not in _PASSED_OVER:
                found.append(token.string)
    except (tokenize.TokenError, SyntaxError):
        pass  # an open bracket or text: what was read up to there counts
    return [text for text in found if text.strip()]


def _first_given_line_after(
    lines: list[str], position: int, blocks: list[tuple[int, int]]
) -> str | None:
    secret = {index for begin, end in blocks for index in range(begin, end + 1)}
    for index in range(position, len(lines)):
        if index not in secret and _tokens(lines[index]):
            return lines[index]
    return None


def _indent_of_block(lines: list[str], begin: int, end: int) -> str:
    for line in [*lines[begin + 1 : end], lines[begin]]:
        if _tokens(line) or line is lines[begin]:
            return line[: _indent(line)]
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
