"""Moving a running case to other steps (环节迁移): what stands stays, no safeguard is lost.

Only the graph of steps may change under a running case; periods, materials and fees are its
edition's for life.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .errors import MigrationRefused
from .game import advance
from .marking import Marking, Place, Standing, nothing_begun
from .steps import Step, Steps


def losses(old: Steps, new: Steps, marking: Marking) -> list[tuple[str, str]]:
    """Return what a case would lose by moving, as (rule, step): an empty list is good.

    `step_lost`: a step still to come is gone. `fewer_heads`: fewer voices on it. `less_separate`:
    it need no longer be by another person. `silence_added`: silence would now answer for somebody.
    """
    found: list[tuple[str, str]] = []
    for code, place in marking.places:
        if place.settled:
            continue
        before, after = old.by_code[code], new.by_code.get(code)
        if after is None:
            found.append(("step_lost", code))
        else:
            found += [(rule, code) for rule in _weaker(before, after)]
    return found


def _weaker(before: Step, after: Step) -> list[str]:
    rules = []
    if after.voices < before.voices or not set(before.organs) <= set(after.organs):
        rules.append("fewer_heads")
    if before.separate and not after.separate:
        rules.append("less_separate")
    if after.silence and not before.silence:
        rules.append("silence_added")
    return rules


def migrate(old: Steps, new: Steps, marking: Marking, answers: Mapping[str, str]) -> Marking:
    """Return where the case stands under the new steps.

    A step that is done stays done with its voices; an open one stays open with those it has; new
    steps whose turn it is open, even before one that is done. Raises MigrationRefused with the
    losses.
    """
    if found := losses(old, new, marking):
        listed = list(dict.fromkeys(rule for rule, _ in found))
        raise MigrationRefused(losses=listed, steps=[step for _, step in found])
    known = dict(marking.places)
    kept = {code: _kept(known[code], new) for code in new.by_code if code in known}
    moved = nothing_begun(new).put(kept)
    return advance(new, _closed_early(new, moved), answers)


def _kept(place: Place, new: Steps) -> Place:
    senders = tuple(code for code in place.back_to_whom if code in new.by_code)
    if place.standing is Standing.PASSED_OVER:
        return Place()  # its condition is asked anew, under the new table
    return replace(place, back_to_whom=senders)


def _closed_early(new: Steps, marking: Marking) -> Marking:
    """Let an open step without a voice wait again where a new one comes before it."""
    changes = {
        code: Place(back_to_whom=marking[code].back_to_whom)
        for code in marking.open
        if not marking[code].votes
        and not all(marking[before].settled for before in new.by_code[code].after)
    }
    return marking.put(changes)
