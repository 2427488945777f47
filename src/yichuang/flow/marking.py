"""Where the steps of one case stand: the marking of the token game (环节状态).

A token lies on every open step. A marking is a value: moves return another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .steps import Rule, Step, Steps


class Standing(StrEnum):
    """How a step stands."""

    WAITING = "waiting"  # its turn has not come, or it was sent back and waits again
    OPEN = "open"
    DONE = "done"
    PASSED_OVER = "passed_over"  # its condition does not hold


class Outcome(StrEnum):
    """How a step ended; conditions read these words."""

    NONE = ""
    AGREED = "agreed"
    DISAGREED = "disagreed"
    SILENT = "silent"  # agreed, since somebody asked did not answer in time
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class Vote:
    """One voice on a step: the organ it speaks for ("" by head), the officer, and which way."""

    officer: str
    agrees: bool
    organ: str = ""

    @property
    def voter(self) -> str:
        """Return who is counted: the organ if organs are asked, else the officer."""
        return self.organ or self.officer


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody added to a step (加签): signs before those it asks, or after them."""

    officer: str
    first: bool
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One step of one case. `back_to_whom`: the steps that sent it back and go on once it is done.

    `given_to`: the one officer who may take it, after a transfer.
    """

    standing: Standing = Standing.WAITING
    outcome: Outcome = Outcome.NONE
    votes: tuple[Vote, ...] = ()
    signers: tuple[Signer, ...] = ()
    given_to: str = ""
    back_to_whom: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Return whether who waits for it need wait no longer."""
        return self.standing in {Standing.DONE, Standing.PASSED_OVER}


BLANK = Place()


@dataclass(frozen=True, slots=True)
class Marking:
    """The places of a case in the order of its steps."""

    places: tuple[tuple[str, Place], ...]

    def __getitem__(self, code: str) -> Place:
        """Return the place of a step. Raises KeyError for a step the case does not have."""
        for name, place in self.places:
            if name == code:
                return place
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        """Yield the codes of the steps."""
        return (code for code, _ in self.places)

    def put(self, changes: Mapping[str, Place]) -> Marking:
        """Return the marking with some places changed."""
        return Marking(tuple((code, changes.get(code, place)) for code, place in self.places))

    @property
    def open(self) -> tuple[str, ...]:
        """Return the steps whose turn it is, in order."""
        return tuple(code for code, place in self.places if place.standing is Standing.OPEN)

    @property
    def outcomes(self) -> dict[str, str]:
        """Return how the ended steps ended, as conditions see it."""
        return {code: place.outcome.value for code, place in self.places if place.outcome}

    @property
    def finished(self) -> bool:
        """Return whether the decision has been taken."""
        return bool(self.places) and self.places[-1][1].standing is Standing.DONE


def nothing_begun(steps: Steps) -> Marking:
    """Return the marking before acceptance: every step waits."""
    return Marking(tuple((row.code, BLANK) for row in steps.rows))


def tally(step: Step, votes: tuple[Vote, ...]) -> Outcome:
    """Return the outcome the voices give, or NONE while it is open.

    EVERYONE waits for the last voice; VETO ends with the first no; MAJORITY as soon as more than
    half agree or no longer can. One voice alone is its own outcome under every rule.
    """
    yes = sum(vote.agrees for vote in votes)
    no = len(votes) - yes
    if step.rule is Rule.VETO and no:
        return Outcome.DISAGREED
    if step.rule is Rule.MAJORITY:
        if yes * 2 > step.voices:
            return Outcome.AGREED
        return Outcome.DISAGREED if no * 2 >= step.voices else Outcome.NONE
    if len(votes) < step.voices:
        return Outcome.NONE
    return Outcome.DISAGREED if no else Outcome.AGREED


def silently(step: Step, votes: tuple[Vote, ...]) -> Outcome:
    """Return the outcome when all who have not spoken count as agreeing."""
    missing = step.voices - len(votes)
    spoken = tally(step, (*votes, *(Vote(f"?{n}", True) for n in range(missing))))
    return Outcome.SILENT if spoken is Outcome.AGREED else spoken


NOT_TAKEN = Place(Standing.PASSED_OVER, Outcome.PASSED_OVER)


def opened(place: Place) -> Place:
    """Return a place opened anew: whatever was said on it before counts no longer."""
    return Place(Standing.OPEN, back_to_whom=place.back_to_whom)


def waiting(place: Place) -> Place:
    """Return a place that waits anew; who waits for it goes on waiting."""
    return Place(back_to_whom=place.back_to_whom)
