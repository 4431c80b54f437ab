"""The order in which things are shown: different for every learner and attempt, never by chance.

The same learner, item and attempt always give the same order, on every machine and in every version
of Python, so a lesson looks tomorrow as it looked today.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable


def seed_for(learner: str, item_id: str, attempt: int) -> int:
    """Return the seed of one learner's attempt at one item, from 0 to 2**32 - 1."""
    told = f"{learner}\n{item_id}\n{attempt}".encode()
    return int.from_bytes(hashlib.sha256(told).digest()[:4], "big")


def shuffled(ids: Iterable[str], seed: int, *, never_as_given: bool = False) -> tuple[str, ...]:
    """Return the ids in the order that belongs to the seed.

    Parameters
    ----------
    ids
        What to shuffle.
    seed
        See `seed_for`.
    never_as_given
        Where the given order is the answer, do not return it.
    """
    given = tuple(ids)
    mixed = list(given)
    draw = random.Random(seed)  # noqa: S311  an order on a page, not a secret
    for last in range(len(mixed) - 1, 0, -1):
        other = int(draw.random() * (last + 1))
        mixed[last], mixed[other] = mixed[other], mixed[last]
    if never_as_given and tuple(mixed) == given and len(set(given)) > 1:
        turn = 1 + seed % (len(given) - 1)
        return given[turn:] + given[:turn]
    return tuple(mixed)
