from __future__ import annotations

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from toc_training.shuffling import seed_for, shuffled

seeds = st.integers(0, 2**32 - 1)
some_ids = st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=8)


@given(some_ids, seeds)
def test_nothing_is_lost_or_doubled(ids: list[str], seed: int) -> None:
    assert sorted(shuffled(ids, seed)) == sorted(ids)


@given(st.lists(st.text(min_size=1, max_size=3), unique=True, min_size=2, max_size=8), seeds)
def test_the_given_order_can_be_ruled_out(ids: list[str], seed: int) -> None:
    mixed = shuffled(ids, seed, never_as_given=True)
    assert sorted(mixed) == sorted(ids)
    assert list(mixed) != ids


def test_the_order_is_the_same_on_every_machine() -> None:
    seed = seed_for("6a1c", "pcu-composition", 1)
    assert seed == 3922391367
    assert shuffled("abcde", seed) == ("b", "d", "c", "a", "e")


def test_learner_item_and_attempt_each_change_the_seed() -> None:
    seeds_ = {
        seed_for("6a1c", "item", 1),
        seed_for("77f0", "item", 1),
        seed_for("6a1c", "other", 1),
        seed_for("6a1c", "item", 2),
    }
    assert len(seeds_) == 4


def test_every_order_is_about_as_likely() -> None:
    drawn = Counter(shuffled("abc", seed_for("learner", "item", n)) for n in range(6_000))
    assert set(drawn) == set(permutations("abc"))
    assert all(850 < times < 1_150 for times in drawn.values())
