"""How many slips of the finger lie between two words, counted no further than asked."""

from __future__ import annotations


def within(one: str, two: str, limit: int) -> bool:
    """Whether at most ``limit`` slips make ``two`` of ``one``.

    A slip is a letter too many, too few, changed, or exchanged with its neighbour (optimal string alignment).
    """
    if one == two:
        return True
    if abs(len(one) - len(two)) > limit or limit <= 0:
        return False
    one, two = _without_shared_ends(one, two)
    if not one or not two:
        return max(len(one), len(two)) <= limit
    if limit == 1:
        return (len(one) == 1 and len(two) == 1) or (len(one) == len(two) == 2 and one == two[::-1])
    return _distance(one, two, limit) <= limit


def _without_shared_ends(one: str, two: str) -> tuple[str, str]:
    shortest = min(len(one), len(two))
    start = 0
    while start < shortest and one[start] == two[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return one[start : len(one) - end], two[start : len(two) - end]


def _distance(one: str, two: str, limit: int) -> int:
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, start=1):
        before, row, above = row, [i], before
        for j, b in enumerate(two, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
    return row[-1]
