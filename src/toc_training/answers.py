"""Reading what a trainee's code came to: one number, one word, a set of words, or a table.

Neither pandas nor NumPy is imported: their objects are known by where their class comes from.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

_SHORT = 40


class UnreadableError(ValueError):
    """The answer is not the kind of thing that is asked for; the message says what it is."""


def read_number(answer: object) -> float:
    """Return the one number that `answer` is.

    Raises
    ------
    UnreadableError
        It is something else, or no number at all (NaN, infinity).
    """
    value = _only_entry(answer, "one number is expected")
    if isinstance(value, str):
        raise UnreadableError(f"This is text, {_shown(value)}; one number is expected, unquoted.")
    number = None if value is None else _as_float(value)
    if number is None:
        raise UnreadableError(f"This is {kind_of(value)}; one number is expected.")
    if math.isnan(number):
        raise UnreadableError(
            "This is NaN, not a number: an average over nothing, a division of zero by zero, or a "
            "missing value carried along. Look at what goes into the calculation."
        )
    if math.isinf(number):
        raise UnreadableError(
            "This is infinite: something was divided by zero. Look at what you divide by."
        )
    return number


def read_text(answer: object) -> str:
    """Return the one word or phrase that `answer` is, in the form `plain_word` gives it.

    Raises
    ------
    UnreadableError
        It is something else.
    """
    value = _only_entry(answer, "one word is expected")
    if isinstance(value, str) or (_as_float(value) is not None and not _is_missing(value)):
        return plain_word(value)
    raise UnreadableError(f"This is {kind_of(value)}; one word is expected.")


def read_members(answer: object) -> frozenset[str]:
    """Return the set of words that `answer` lists; text may list them with commas.

    Raises
    ------
    UnreadableError
        It is something else, or some of what it lists is missing.
    """
    if isinstance(answer, str):
        return frozenset(plain_word(part) for part in answer.split(",") if part.strip())
    if isinstance(answer, Mapping) or _is_frame(answer):
        raise UnreadableError(f"This is {kind_of(answer)}; a list of words is expected.")
    entries = _entries(answer)
    if entries is None:
        raise UnreadableError(f"This is {kind_of(answer)}; a list of words is expected.")
    if any(_is_missing(entry) for entry in entries):
        raise UnreadableError("The list holds missing values; leave them out with `.dropna()`.")
    if _is_series(answer) and entries and all(_as_float(entry) is not None for entry in entries):
        raise UnreadableError(
            "The values of this column are numbers; a list of words is expected. Perhaps the words "
            "are its labels: `.index`."
        )
    if not all(isinstance(entry, str) or _as_float(entry) is not None for entry in entries):
        raise UnreadableError("The list holds lists or tables; a plain list of words is expected.")
    return frozenset(plain_word(entry) for entry in entries)


def read_table(answer: object) -> dict[str, float]:
    """Return the numbers that `answer` gives to words; a missing value stays NaN.

    Raises
    ------
    UnreadableError
        It is something else.
    """
    if _is_frame(answer):
        columns = list(answer.columns)  # type: ignore[attr-defined]
        if len(columns) != 1:
            raise UnreadableError(
                f"This is a table of {len(columns)} columns; one column of numbers is expected, "
                f"labelled by its index. Pick it: `table.set_index(...)[...]`."
            )
        answer = answer[columns[0]]  # type: ignore[index]
    if not (isinstance(answer, Mapping) or _is_series(answer)):
        raise UnreadableError(
            f"This is {kind_of(answer)}; a dictionary or a labelled column of numbers is expected."
        )
    table: dict[str, float] = {}
    for key, value in answer.items():  # type: ignore[attr-defined]
        number = math.nan if _is_missing(value) else _as_float(_only_entry(value, "a number"))
        if number is None:
            raise UnreadableError(
                f"For {_shown(key)} there is {kind_of(value)}; a number is expected."
            )
        table[plain_word(key)] = number
    return table


def plain_word(value: object) -> str:
    """Return `value` as text in which spelling differences that mean nothing are gone.

    Examples
    --------
    >>> plain_word("  Port-Control Unit. "), plain_word(2021.0), plain_word(("North", 2021))
    ('port control unit', '2021', 'north 2021')
    """
    if isinstance(value, tuple):
        return " ".join(plain_word(part) for part in value)
    number = None if isinstance(value, str) else _as_float(value)
    if number is not None and math.isfinite(number) and number == int(number):
        value = int(number)
    text = unicodedata.normalize("NFKC", str(value)).casefold()
    text = re.sub(r"[\s_/,–—-]+", " ", text.replace("’", "'"))
    return text.strip(" .;:!?'\"“”‘«»")


def kind_of(value: object) -> str:
    """Say in words what kind of thing `value` is."""
    if value is None:
        return "nothing (None); perhaps the line that makes it gives nothing back"
    if isinstance(value, str):
        return f"text, {_shown(value)}"
    if _is_bool(value):
        return f"{value}, a yes or no"
    if _is_missing(value):
        return "a missing value"
    if _is_frame(value):
        rows, columns = value.shape  # type: ignore[attr-defined]
        return f"a whole table ({rows} rows, {columns} columns)"
    if _is_series(value):
        return f"a whole column ({_count(value, 'value')})"
    if isinstance(value, Mapping):
        return f"a dictionary ({_count(value, 'entry')})"
    if isinstance(value, Callable):  # type: ignore[arg-type]
        return "a function that was not called; brackets `()` after its name call it"
    entries = _entries(value)
    if entries is not None:
        return f"a list ({_count(entries, 'entry')})"
    if _as_float(value) is not None:
        return "a number"
    return f"a {type(value).__name__}"


def _count(values: Any, noun: str) -> str:
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{len(values)} {noun if len(values) == 1 else many}"


def _only_entry(answer: object, expected: str) -> object:
    """Return `answer` itself, or the only entry of a table, column or list of one."""
    if isinstance(answer, Mapping) or _is_grouped(answer):
        raise UnreadableError(f"This is {kind_of(answer)}; {expected}.")
    if _is_frame(answer):
        if answer.shape != (1, 1):  # type: ignore[attr-defined]
            raise UnreadableError(f"This is {kind_of(answer)}; {expected}.")
        return answer.iloc[0, 0]  # type: ignore[attr-defined]
    entries = _entries(answer)
    if entries is None:
        return answer
    if len(entries) != 1:
        raise UnreadableError(f"This is {kind_of(answer)}; {expected}.")
    return entries[0]


def _entries(value: object) -> list[Any] | None:
    """Return the entries of a list, set, column or array, else None."""
    if isinstance(value, list | tuple | set | frozenset) or type(value).__name__ in {
        "dict_keys",
        "dict_values",
    }:
        return list(value)  # type: ignore[call-overload, no-any-return]
    if _library(value) in {"pandas", "numpy"} and not _is_grouped(value):
        if hasattr(value, "ravel") and getattr(value, "ndim", 0) > 0:
            return list(value.ravel())
        if hasattr(value, "tolist") and getattr(value, "ndim", 0) > 0:
            return list(value.tolist())
    return None


def _as_float(value: object) -> float | None:
    if _is_bool(value) or isinstance(value, str | bytes | complex):
        return None
    if isinstance(value, int | float | Decimal | Fraction):
        return float(value)
    if _library(value) == "numpy" and getattr(value, "ndim", None) == 0:
        plain = value.item()  # type: ignore[attr-defined]
        return float(plain) if isinstance(plain, int | float) and not _is_bool(plain) else None
    if _is_missing(value):
        return math.nan
    return None


def _is_bool(value: object) -> bool:
    return isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}


def _is_missing(value: object) -> bool:
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and math.isnan(value)


def _is_frame(value: object) -> bool:
    return _library(value) == "pandas" and type(value).__name__ == "DataFrame"


def _is_series(value: object) -> bool:
    return _library(value) == "pandas" and type(value).__name__ == "Series"


def _is_grouped(value: object) -> bool:
    return _library(value) == "pandas" and "GroupBy" in type(value).__name__


def _library(value: object) -> str:
    return type(value).__module__.partition(".")[0]


def _shown(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= _SHORT else text[: _SHORT - 1] + "…")
