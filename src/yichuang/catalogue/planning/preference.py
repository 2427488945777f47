"""Of equally few documents, those the requirements list first; and what would serve as well."""

from __future__ import annotations

from collections.abc import Collection, Iterable

Options = tuple[str, ...]  # ids of documents any one of which meets a need, the usual one first


def nearest_to_first(chosen: frozenset[str], needs: Iterable[Options]) -> frozenset[str]:
    """Return as many documents as `chosen` that meet every need, nearer to what is listed first.

    Documents are exchanged one for one as long as that brings what is met nearer to the beginning
    of the lists. The same comes out for the same needs; one that only several exchanges at once
    would reach may be missed. `chosen` must meet every need.
    """
    distinct = tuple(dict.fromkeys(needs))
    while True:
        best, distance = chosen, _distance(chosen, distinct)
        for document in sorted(chosen):
            for other in instead(document, chosen, distinct):
                found = chosen - {document} | {other}
                if (reached := _distance(found, distinct)) < distance:
                    best, distance = found, reached
        if best == chosen:
            return chosen
        chosen = best


def instead(document: str, bring: Collection[str], needs: Iterable[Options]) -> Options:
    """Return what could be brought in place of one document, with the rest unchanged.

    It must meet each need that nothing else meets; in the order in which the first of them lists.
    """
    alone = [one for one in needs if [each for each in one if each in bring] == [document]]
    if not alone:
        return ()
    first, *others = alone
    return tuple(one for one in first if one not in bring and all(one in other for other in others))


def _distance(chosen: frozenset[str], needs: tuple[Options, ...]) -> tuple[int, ...]:
    """Return how far down the lists one must read: for all needs together, then for each."""
    each = [next(n for n, one in enumerate(need) if one in chosen) for need in needs]
    return sum(each), *each
