"""The fewest documents that meet every requirement, in an order that can be walked.

A requirement is met by a document that is held, by the result of another matter of the bundle,
which then comes first, or by one the applicant brings. Choosing the fewest to bring is a set
cover; it is solved exactly. Results may not wait for each other in a circle: where they would, one
of those requirements is met otherwise, at the least cost, or the circle is reported.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count, pairwise

from .preference import nearest_to_first

Key = tuple[str, str]  # matter, material
Edge = tuple[Key, str]  # this requirement is met by the result of that matter


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement as the choice sees it: ids of documents, and matters that give one."""

    key: Key
    brought: tuple[str, ...]  # what the applicant could bring, in the order it is listed
    givers: Mapping[str, str] = field(default_factory=dict)  # matter → document it gives

    @property
    def matter(self) -> str:
        """Return the matter that asks."""
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """How every need is met. `circle`: matters that wait for each other, if it cannot be helped."""

    bring: frozenset[str]
    met_by: Mapping[Key, str]
    waits_for: Mapping[Key, str]  # requirement → the matter whose result it takes
    circle: tuple[Edge, ...] = ()


def choose(needs: Iterable[Need]) -> Choice:
    """Return the choice that brings the fewest documents; of several, near to what is listed first.

    Best first: each circle found forbids one of its edges in turn, so the first choice without one
    is the cheapest there is. If none is without, the cheapest with its first circle is returned.
    """
    all_needs = tuple(needs)
    ticket = count()
    first = _attempt(all_needs, frozenset())
    queue = [(len(first.bring), next(ticket), frozenset[Edge](), first)]
    seen = {frozenset[Edge]()}
    while queue:
        _, _, forbidden, choice = heapq.heappop(queue)
        circle = _circle(choice)
        if not circle:
            return choice
        for edge in circle:
            less = forbidden | {edge}
            if less in seen or not _possible(all_needs, less):
                continue
            seen.add(less)
            found = _attempt(all_needs, less)
            heapq.heappush(queue, (len(found.bring), next(ticket), less, found))
    return Choice(first.bring, first.met_by, first.waits_for, _circle(first))


def _possible(needs: tuple[Need, ...], forbidden: frozenset[Edge]) -> bool:
    return all(n.brought or any((n.key, m) not in forbidden for m in n.givers) for n in needs)


def _attempt(needs: tuple[Need, ...], forbidden: frozenset[Edge]) -> Choice:
    givers = {
        need.key: [matter for matter in need.givers if (need.key, matter) not in forbidden]
        for need in needs
    }
    must = [need.brought for need in needs if not givers[need.key]]
    bring = nearest_to_first(fewest(frozenset(one) for one in must), must)
    met_by: dict[Key, str] = {}
    waits_for: dict[Key, str] = {}
    for need in needs:
        at_hand = next((one for one in need.brought if one in bring), None)
        if at_hand is not None:
            met_by[need.key] = at_hand  # brought anyway: nobody waits
        else:
            giver = givers[need.key][0]
            met_by[need.key], waits_for[need.key] = need.givers[giver], giver
    return Choice(bring, met_by, waits_for)


def _circle(choice: Choice) -> tuple[Edge, ...]:
    """Return the requirements along one circle of matters that wait for each other, or nothing."""
    out: dict[str, dict[str, Edge]] = {}
    for key, giver in choice.waits_for.items():
        out.setdefault(key[0], {})[giver] = (key, giver)
    done: set[str] = set()
    for start in sorted(out):
        path: list[str] = []
        found = _walk(start, out, path, done)
        if found:
            return found
    return ()


def _walk(
    matter: str, out: Mapping[str, Mapping[str, Edge]], path: list[str], done: set[str]
) -> tuple[Edge, ...]:
    if matter in path:
        around = [*path[path.index(matter) :], matter]
        return tuple(out[one][other] for one, other in pairwise(around))
    if matter in done:
        return ()
    path.append(matter)
    for giver in sorted(out.get(matter, ())):
        if found := _walk(giver, out, path, done):
            return found
    path.pop()
    done.add(matter)
    return ()


def fewest(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return a smallest set that has something of each of `sets`; the same for the same sets.

    Exact: sets that contain another fall away, then documents that no choice needs, then what is
    left is parted where it hangs together in nothing, and each part is searched to the end.
    Raises ValueError for an empty set, which nothing can meet.
    """
    left = _least(frozenset(sets))
    if frozenset() in left:
        raise ValueError("a requirement that nothing can meet")
    chosen: set[str] = set()
    while True:
        forced = {next(iter(one)) for one in left if len(one) == 1}
        chosen |= forced
        left = _least(_without_weaker(one for one in left if not one & forced))
        if not any(len(one) == 1 for one in left):
            break
    for part in _parts(left):
        chosen |= _search(part, frozenset(), _greedy(part))
    return frozenset(chosen)


def _least(sets: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
    return frozenset(one for one in sets if not any(other < one for other in sets))


def _without_weaker(sets: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Take away each document that another one serves for as well, wherever it serves."""
    left = list(sets)
    serves: dict[str, frozenset[int]] = {}
    for document in {one for each in left for one in each}:
        serves[document] = frozenset(n for n, each in enumerate(left) if document in each)
    weaker: set[str] = set()
    for one, where in serves.items():
        for other, wider in serves.items():
            if other != one and where <= wider and (where < wider or other < one):
                weaker.add(one)
                break
    return frozenset(each - weaker for each in left)


def _parts(sets: frozenset[frozenset[str]]) -> list[frozenset[frozenset[str]]]:
    parts: list[tuple[set[str], set[frozenset[str]]]] = []
    for one in sorted(sets, key=sorted):
        touching = [part for part in parts if part[0] & one]
        documents, members = set(one), {one}
        for part in touching:
            documents |= part[0]
            members |= part[1]
            parts.remove(part)
        parts.append((documents, members))
    return [frozenset(members) for _, members in parts]


def _greedy(sets: frozenset[frozenset[str]]) -> frozenset[str]:
    chosen: set[str] = set()
    left = set(sets)
    while left:
        count_of: dict[str, int] = {}
        for one in left:
            for document in one:
                count_of[document] = count_of.get(document, 0) + 1
        best = min(count_of, key=lambda document: (-count_of[document], document))
        chosen.add(best)
        left = {one for one in left if best not in one}
    return frozenset(chosen)


def _search(
    sets: frozenset[frozenset[str]], chosen: frozenset[str], best: frozenset[str]
) -> frozenset[str]:
    """Return a smaller choice than `best` if there is one, by branching on the narrowest set."""
    if not sets:
        return min(chosen, best, key=lambda one: (len(one), sorted(one)))
    if len(chosen) + _at_least(sets) >= len(best):
        return best
    narrowest = min(sets, key=lambda one: (len(one), sorted(one)))
    for document in sorted(narrowest):
        left = frozenset(one for one in sets if document not in one)
        best = _search(left, chosen | {document}, best)
    return best


def _at_least(sets: frozenset[frozenset[str]]) -> int:
    """Return how many documents are needed at least: sets that share nothing need one each."""
    used: set[str] = set()
    number = 0
    for one in sorted(sets, key=lambda each: (len(each), sorted(each))):
        if not one & used:
            used |= one
            number += 1
    return number
