"""The token game: what moves there are, and what each does to a marking.

Every move takes a marking and returns another, or raises why it may not be made. Who may speak at
all is the caller's to know; here is only whose turn it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .conditions import OTHERWISE, holds
from .errors import (
    CannotPassOn,
    NothingToRecall,
    NotItsTurn,
    NoVoice,
    NoWayBack,
    SignerAwaited,
    SpokenBefore,
)
from .marking import (
    BLANK,
    NOT_TAKEN,
    Marking,
    Outcome,
    Place,
    Signer,
    Standing,
    Vote,
    nothing_begun,
    opened,
    silently,
    tally,
    waiting,
)
from .steps import Step, Steps

NONE_MAY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was found about the conditions when a move was made: the steps it passed over.

    Given in the place of answers, a move is made again as it was, and no condition is asked.
    """

    passes: tuple[str, ...] = ()


Answers = Mapping[str, str] | Recorded


def begin(steps: Steps, answers: Answers) -> Marking:
    """Return the marking at acceptance: the first steps are open."""
    return advance(steps, nothing_begun(steps), answers)


def speak(
    steps: Steps,
    marking: Marking,
    code: str,
    vote: Vote,
    answers: Answers,
    may_take: frozenset[str] = NONE_MAY,
) -> Marking:
    """Give one's voice on an open step; the outcome, if there is one, opens what comes next.

    `may_take`: the steps this officer's post may take; one marked `same_officer` directly behind
    passes with it. Raises NotItsTurn, SignerAwaited, NoVoice for who is not asked, SpokenBefore.
    """
    step, place = _open(steps, marking, code)
    _refuse_voice(step, place, vote)
    votes = (*place.votes, vote)
    outcome = tally(step, votes)
    marking = marking.put({code: replace(place, votes=votes, outcome=outcome)})
    marking = _settle(steps, marking, code, answers)
    return _take_with_it(steps, marking, code, vote, answers, may_take)


def sign(steps: Steps, marking: Marking, code: str, officer: str, answers: Answers) -> Marking:
    """Sign as somebody who was added. It is read by who follows and changes no outcome.

    Raises NoVoice for who was not added or has signed, SignerAwaited for who signs after the
    step's own voices while they are still to come.
    """
    _, place = _open(steps, marking, code)
    mine = next((s for s in place.signers if s.officer == officer and not s.signed), None)
    if mine is None:
        raise NoVoice(step=code, voter=officer)
    if not mine.first and not place.outcome:
        raise SignerAwaited(step=code, signers=[])
    signers = tuple(replace(s, signed=True) if s is mine else s for s in place.signers)
    return _settle(steps, marking.put({code: replace(place, signers=signers)}), code, answers)


def add_signer(steps: Steps, marking: Marking, code: str, officer: str, *, first: bool) -> Marking:
    """Let one more person sign an open step (前加签、后加签).

    Raises CannotPassOn: `added` for the same person twice, `spoken` to sign first when somebody
    has spoken, or for one whose voice stands already.
    """
    _, place = _open(steps, marking, code)
    if any(s.officer == officer and not s.signed for s in place.signers):
        raise CannotPassOn(step=code, rule="added")
    if (first and place.votes) or officer in {vote.officer for vote in place.votes}:
        raise CannotPassOn(step=code, rule="spoken")
    signers = (*place.signers, Signer(officer, first))
    return marking.put({code: replace(place, signers=signers)})


def transfer(steps: Steps, marking: Marking, code: str, to: str) -> Marking:
    """Give an open step of one voice to one officer (转办).

    Raises CannotPassOn: `many` where several speak, each for himself; `same`; `spoken` when the
    voice stands and only an added signer is awaited.
    """
    step, place = _open(steps, marking, code)
    if step.voices > 1:
        raise CannotPassOn(step=code, rule="many")
    if place.given_to == to:
        raise CannotPassOn(step=code, rule="same")
    if place.votes:
        raise CannotPassOn(step=code, rule="spoken")
    return marking.put({code: replace(place, given_to=to)})


def send_back(
    steps: Steps,
    marking: Marking,
    code: str,
    to: str,
    *,
    again: bool,
) -> Marking:
    """Send an open step back to one its row names (退回).

    `again`: all steps behind `to` are gone through anew. Else only `to` is opened, and when it is
    done the case goes straight back to who sent it; what lies between keeps standing.
    Raises NoWayBack: `not_listed`, `passed_over`, or `spoken` once somebody has spoken here.
    """
    step, place = _open(steps, marking, code)
    if to not in step.back_to:
        raise NoWayBack(step=code, to=to, rule="not_listed")
    target = marking[to]
    if target.standing is Standing.PASSED_OVER:
        raise NoWayBack(step=code, to=to, rule="passed_over")
    if place.votes:
        raise NoWayBack(step=code, to=to, rule="spoken")
    if again:
        anew = dict.fromkeys(steps.behind[to], BLANK)
        return marking.put({**anew, to: opened(BLANK)})
    awaited = tuple(dict.fromkeys((*target.back_to_whom, code)))
    return marking.put({code: waiting(place), to: replace(opened(target), back_to_whom=awaited)})


def recall(steps: Steps, marking: Marking, code: str, officer: str, answers: Answers) -> Marking:
    """Take one's voice back while nobody behind has spoken or signed (撤回).

    Whether somebody has already opened the next step is the caller's to know. Raises
    NothingToRecall: `not_spoken`, `passed` when somebody behind has spoken or been added, `signed`
    when an added signer has signed after it.
    """
    place = marking[code]
    mine = next((vote for vote in reversed(place.votes) if vote.officer == officer), None)
    if mine is None:
        raise NothingToRecall(step=code, rule="not_spoken")
    behind = {later: marking[later] for later in steps.behind[code]}
    if place.standing is Standing.DONE and any(p.votes or p.signers for p in behind.values()):
        raise NothingToRecall(step=code, rule="passed")
    if any(s.signed and not s.first for s in place.signers):
        raise NothingToRecall(step=code, rule="signed")
    votes = tuple(vote for vote in place.votes if vote is not mine)
    again = replace(place, standing=Standing.OPEN, votes=votes, outcome=Outcome.NONE)
    changes = {code: again}
    if place.standing is Standing.DONE:
        changes |= dict.fromkeys(behind, BLANK)
    return advance(steps, marking.put(changes), answers)


def time_out(steps: Steps, marking: Marking, code: str, answers: Answers) -> Marking:
    """Let the limit of a step pass (逾期视为同意): who has not spoken agrees.

    Raises NotItsTurn, and NoVoice where the row does not take silence for an answer. Signers who
    were added are not waited for.
    """
    step, place = _open(steps, marking, code)
    if not step.silence:
        raise NoVoice(step=code, voter="")
    outcome = place.outcome or silently(step, place.votes)
    ended = replace(place, outcome=outcome, signers=tuple(s for s in place.signers if s.signed))
    return _settle(steps, marking.put({code: ended}), code, answers)


def _open(steps: Steps, marking: Marking, code: str) -> tuple[Step, Place]:
    step = steps.by_code.get(code)
    standing = marking[code].standing if step else Standing.WAITING
    if step is None or standing is not Standing.OPEN:
        raise NotItsTurn(step=code, standing=standing.value)
    return step, marking[code]


def _refuse_voice(step: Step, place: Place, vote: Vote) -> None:
    awaited = [s.officer for s in place.signers if s.first and not s.signed]
    if awaited:
        raise SignerAwaited(step=step.code, signers=awaited)
    if bool(step.organs) != bool(vote.organ) or (step.organs and vote.organ not in step.organs):
        raise NoVoice(step=step.code, voter=vote.voter)
    if place.given_to and place.given_to != vote.officer:
        raise NoVoice(step=step.code, voter=vote.officer)
    spoken = {v.voter for v in place.votes} | {v.officer for v in place.votes}
    if place.outcome or spoken & {vote.voter, vote.officer}:
        raise SpokenBefore(step=step.code, voter=vote.voter)


def _settle(steps: Steps, marking: Marking, code: str, answers: Answers) -> Marking:
    """End a step that has its outcome and all its signers, and move its token on."""
    place = marking[code]
    if not place.outcome or not all(s.signed for s in place.signers):
        return marking
    done = replace(place, standing=Standing.DONE, back_to_whom=())
    return advance(steps, marking.put({code: done}), answers)


def advance(steps: Steps, marking: Marking, answers: Answers) -> Marking:
    """Open every waiting step all of whose predecessors are settled, or pass it over.

    Who sent a step back waits for it, even where what lies between still stands.
    """
    for step in steps.rows:  # in order, so that one round is enough
        place = marking[step.code]
        if place.standing is not Standing.WAITING or step.code in _senders(marking):
            continue
        if not all(marking[code].settled for code in step.after):
            continue
        taken = _taken(steps, step, marking, answers)
        marking = marking.put({step.code: opened(place) if taken else NOT_TAKEN})
    return marking


def _senders(marking: Marking) -> set[str]:
    return {sender for _, place in marking.places for sender in place.back_to_whom}


def _taken(steps: Steps, step: Step, marking: Marking, answers: Answers) -> bool:
    if isinstance(answers, Recorded):
        return step.code not in answers.passes
    outcomes = marking.outcomes
    if step.when == OTHERWISE:
        others = steps.siblings(step)
        return not any(holds(other.when, answers, outcomes) for other in others)
    return holds(step.when, answers, outcomes)


def _take_with_it(
    steps: Steps,
    marking: Marking,
    code: str,
    vote: Vote,
    answers: Answers,
    may_take: frozenset[str],
) -> Marking:
    """Pass the steps directly behind that the same officer would take again."""
    if marking[code].standing is not Standing.DONE:
        return marking
    for step in steps.rows:
        if (
            step.same_officer
            and step.after == (code,)
            and step.code in may_take
            and marking[step.code] == opened(BLANK)
        ):
            same = Vote(vote.officer, vote.agrees)
            marking = speak(steps, marking, step.code, same, answers, may_take)
    return marking
