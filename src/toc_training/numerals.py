"""Read a number as people write it; what can be read in two ways is refused, never guessed."""

from __future__ import annotations

import math
import re

PERCENT = ("%", "per cent", "percent", "pct")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]+")
_SIGNED = re.compile(r"([-+]?)(.*)")
_ARABIC = str.maketrans("٫٬", ".,")
_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_GROUPED_BY_POINTS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+,\d+|[1-9]\d{0,2}(\.\d{3}){2,}")
_GROUPED_BY_SPACES = re.compile(r"[1-9]\d{0,2}(_\d{3})+([.,]\d+)?")
_POINT = re.compile(r"\d+(\.\d*)?|\.\d+")
_COMMA = re.compile(r"\d*,\d+")
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


class NumeralError(ValueError):
    """Not a number, or perhaps two; the message is for the trainee."""


def read_number(written: str, unit: str = "") -> float:
    """Return the number that was written.

    Accepted: ``1200``, ``1,200``, ``1 200``, ``12.5``, ``12,5``, ``1,200.5``, ``1.200,5``, with a
    sign, and with the question's unit before or after it. A comma followed by three digits
    separates thousands. ``1.200`` is 1.2 to some and 1200 to others, so it is refused.

    Raises
    ------
    NumeralError
        It is not a number, is endless, or can be read in two ways.
    """
    text = _without_unit(written.strip().translate(_ARABIC).replace("−", "-"), unit)
    sign, digits = _SIGNED.fullmatch(_SPACES.sub("_", text.strip())).groups()  # type: ignore[union-attr]
    plain = _plain(digits.strip("_"), written)
    number = float(sign + plain)
    if not math.isfinite(number):
        raise NumeralError("This number is too long. Write it shorter.")
    return number


def _plain(digits: str, written: str) -> str:
    """Return the digits as Python writes them."""
    if _TWO_WAYS.fullmatch(digits):
        raise NumeralError(_two_ways(digits))
    if _POINT.fullmatch(digits):
        return digits
    if _GROUPED.fullmatch(digits):
        return digits.replace(",", "")
    if _GROUPED_BY_POINTS.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    if _GROUPED_BY_SPACES.fullmatch(digits):
        return digits.replace("_", "").replace(",", ".")
    if _COMMA.fullmatch(digits):
        return digits.replace(",", ".")
    if not digits:
        raise NumeralError("Write a number first.")
    raise NumeralError(
        f"“{written.strip()}” is not a number. Write digits, for example 1200 or 12.5."
    )


def _two_ways(digits: str) -> str:
    whole, _, rest = digits.partition(".")
    short = f"{whole}.{rest.rstrip('0')}".rstrip(".")
    decimal = f"{digits}0" if rest[-1] != "0" else short
    return (
        f"“{digits}” can be read in two ways. "
        f"Write {whole}{rest} if you mean thousands, or {decimal} if you mean a decimal."
    )


def _without_unit(text: str, unit: str) -> str:
    if not unit:
        return text
    units = PERCENT if unit.casefold() in PERCENT else _forms(unit)
    low = text.casefold()
    for form in sorted(units, key=len, reverse=True):
        if form and low.endswith(form):
            return text[: -len(form)]
        if form and low.startswith(form):
            return text[len(form) :]
    return text


def _forms(unit: str) -> tuple[str, ...]:
    """Return the unit as written, and its singular or plural."""
    word = unit.casefold().strip()
    return (word, word[:-1]) if word.endswith("s") and len(word) > 2 else (word, f"{word}s")
