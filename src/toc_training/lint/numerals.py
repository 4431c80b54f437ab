"""Figures in messages."""


def plural(number: int, noun: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> plural(1, "item"), plural(2, "item")
    ('1 item', '2 items')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def per_cent(part: int, whole: int) -> str:
    """Return a share as a whole percentage.

    Examples
    --------
    >>> per_cent(9, 20)
    '45 %'
    """
    return f"{round(100 * part / whole)} %"
