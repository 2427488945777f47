"""Break the procedure on purpose, one rule at a time, and see that the search finds each break.

    python -m tests.approval.procedure.mutations          break all, print found/total
    python -m tests.approval.procedure.mutations NUMBER   break one, exit 1 when it was found

A break is a change of one piece of source text, made while the module is loaded: nothing is
written. It counts as found when the exploration beside the second telling fails.
"""

from __future__ import annotations

import importlib.machinery
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from . import mutations_delivery
from .mutations_fees import BREAKS as FEE_BREAKS
from .mutations_handup import UP_BREAKS
from .mutations_hearing import BREAKS

ROOT = Path(__file__).parents[3]
ROOM = ROOT / "src/yichuang/approval"
FOUND, SURVIVED, NOT_MADE = 1, 0, 2


@dataclass(frozen=True)
class Mutation:
    """What is broken: `old` stands exactly once in the file and becomes `new`."""

    what: str
    file: str
    old: str
    new: str


def _drop(what: str, file: str, condition: str) -> Mutation:
    """Return a mutation in which a refusal's condition never holds."""
    return Mutation(what, file, f"if {condition}:", "if False:")


ARRIVAL, HANDLING = "procedure/acceptance.py", "procedure/handling.py"
DECISION, MENDING = "procedure/decision.py", "procedure/mending.py"
SILENCE = "procedure/silence.py"
CLOCKS, EVOLVE = "procedure/clocks.py", "procedure/evolve.py"
FACTS, TODOS = "procedure/facts.py", "procedure/todos.py"
PROMISE, ENDING = "procedure/promise.py", "procedure/ending.py"
GAPS, TURNING = "procedure/gaps.py", "procedure/turning.py"
BARS, RENEWAL = "procedure/bars.py", "procedure/renewal.py"

MUTATIONS: tuple[Mutation, ...] = (
    _drop("accept with gaps", ARRIVAL, "state.gaps"),
    _drop("ask a second time", ARRIVAL, "state.asked_once"),
    Mutation(
        "ask for nothing",
        ARRIVAL,
        "if not command.items or not all",
        "if command.items and not all",
    ),
    _drop("decline without reasons", ARRIVAL, "not command.reasons.strip()"),
    _drop("late entry without a ground", ARRIVAL, "late and not command.late_ground.strip()"),
    _drop("receipt ahead of time", ARRIVAL, "not is_past(command.received_at, facts)"),
    Mutation("answer in six days", ARRIVAL, "Period(5, Unit", "Period(6, Unit"),
    Mutation("decide in nineteen days", ARRIVAL, "Period(20, Unit", "Period(19, Unit"),
    Mutation(
        "silence accepts where only the house has a target",
        ARRIVAL,
        "    if licence and (own is None",
        "    if True and (own is None",
    ),
    Mutation(
        "withdraw after the decision",
        ARRIVAL,
        "        Status.HANDED_UP,\n    )",
        "        Status.HANDED_UP,\n        Status.GRANTED,\n    )",
    ),
    Mutation(
        "a partial answer completes",
        ARRIVAL,
        "if code not in came | unneeded",
        "if code not in came | unneeded and not came",
    ),
    Mutation("paper counts before it is seen", FACTS, "and not at_window", "and False"),
    Mutation("optional material is required", FACTS, "if material.need in NEEDED", "if True"),
    Mutation(
        "the same officer verifies twice",
        HANDLING,
        "if not runs_a_table(state) and facts.actor.id in opinions_on(state, step.code):",
        "if False:",
    ),
    Mutation(
        "one person is enough",
        HANDLING,
        "len(opinions_on(state, step.code)) < step.people",
        "not opinions_on(state, step.code)",
    ),
    _drop("steps out of turn", HANDLING, "step not in steps_open(state)"),
    Mutation(
        "a silent disagreement",
        HANDLING,
        "if not command.agrees and not command.opinion.strip():",
        "if False:",
    ),
    _drop("pause for lunch", HANDLING, "facts.edition is None or found is None"),
    Mutation(
        "pause without a reason",
        HANDLING,
        'raise GroundMissing(field="reason", article=article)',
        "pass",
    ),
    _drop(
        "extend twice", HANDLING, "state.pins.power_type != PowerType.LICENCE or state.extensions"
    ),
    Mutation("extend by eleven days", HANDLING, "LONGEST_EXTENSION = 10", "LONGEST_EXTENSION = 11"),
    _drop(
        "extend what is over",
        HANDLING,
        "last_day and last_day < legal_day(facts.now)",
    ),
    _drop("decide before the steps are done", DECISION, "step.act != command.act"),
    _drop("refuse without reasons", DECISION, "not command.reasons.strip()"),
    _drop(
        "finish a committed matter at once",
        DECISION,
        "not (state.pins.instant or state.by_promise)",
    ),
    _drop("finish with gaps", DECISION, "state.gaps"),
    Mutation(
        "finish without the steps",
        DECISION,
        "*taken_by_one(state, facts),",
        "*taken_by_one(state, facts)[:0],",
    ),
    _drop(
        "valid before the grant",
        DECISION,
        "not decided_on <= valid_from <= add_months(decided_on, LONGEST_LEAD)",
    ),
    Mutation(
        "hand over what was not made out",
        mutations_delivery.DELIVERY,
        "made_out if state.pins.result_kind == LICENCE else made_out |",
        "made_out |",
    ),
    _drop("rate twice", DECISION, "state.evaluated"),
    Mutation("grade two needs no reason", DECISION, "command.grade <= 2", "command.grade <= 1"),
    Mutation("a blank reason for a bad grade", DECISION, "if option.strip()", "if True"),
    _drop(
        "void what was served", MENDING, "state.delivered_at is not None or state.status in SERVED"
    ),
    _drop(
        "receipt after the answer",
        MENDING,
        "any(m < moment for m in answered) or any(day < legal_day(moment) for day in paused)",
    ),
    Mutation("silence a day early", SILENCE, "not silence.has_taken_effect(facts.now)", "False"),
    Mutation(
        "deemed accepted on the day silence ended",
        SILENCE,
        "effective_at=state.answerable_at",
        "effective_at=facts.now",
    ),
    Mutation("no notice is ever held", SILENCE, 'held=LATE if late else ""', 'held=""'),
    Mutation("every notice is held", SILENCE, 'held=LATE if late else ""', "held=LATE"),
    Mutation(
        "a held notice is nobody's step",
        TODOS,
        "if (state.deemed_held or state.renewal_held) and state.status in HOLDING:",
        "if False:",
    ),
    Mutation(
        "confirm what was not held",
        SILENCE,
        "if state.status in HOLDING and (state.deemed_held or state.renewal_held):",
        "if state.status in HOLDING:",
    ),
    Mutation(
        "confirm before the provisional period is over",
        SILENCE,
        "silence.takes_effect_on < legal_day(facts.now)",
        "True",
    ),
    _drop("recall somebody else's opinion", HANDLING, "last.officer != facts.actor.id"),
    _drop("recall what was seen", HANDLING, "facts.passed is not None"),
    _drop("recall what was built on", HANDLING, "len(state.opinions) <= state.settled"),
    _drop("recall a review as an examiner", HANDLING, "acts.get(last.step) != command.act"),
    Mutation("a recall takes all", EVOLVE, "kept = state.opinions[:-1]", "kept = ()"),
    Mutation(
        "nothing settles an opinion",
        EVOLVE,
        'changes["settled"] = len(state.opinions)',
        "pass",
    ),
    Mutation(
        "a second opinion leaves the first to be recalled",
        EVOLVE,
        "state.opinions[-1].officer != event.officer:",
        "False:",
    ),
    _drop("mend on one's own word", MENDING, "command.approved_by.strip() == facts.actor.id"),
    _drop("mend on a stranger's word", MENDING, "approver.fault"),
    _drop("correct in an entry that does not hold it", MENDING, "command.no != holder"),
    _drop("correct to what the form would not take", MENDING, "faults"),
    Mutation("correct to the same", MENDING, "if was == command.value or", "if"),
    Mutation("pauses do not stop the clock", CLOCKS, "for i in state.suspensions", "for i in ()"),
    Mutation("an extension is forgotten", CLOCKS, "for e in state.extensions", "for e in ()"),
    Mutation(
        "an extension lengthens the promise",
        CLOCKS,
        "extensions=_extensions(state),",
        "extensions=_extensions(state), promised_extensions=_extensions(state),",
    ),
    Mutation(
        "a filing is answered from receipt, not from the supplement",
        EVOLVE,
        '"answerable_at": event.effective_at if complete else None',
        '"answerable_at": state.received_at if complete else None',
    ),
    Mutation(
        "gaps outlive the answer", EVOLVE, "gaps = () if complete else tuple(", "gaps = tuple("
    ),
    Mutation(
        "the pause goes on after it ended",
        EVOLVE,
        "dataclasses.replace(interval, last=max(interval.first, on))",
        "interval",
    ),
    Mutation(
        "an officer's acceptance moves with the receipt",
        EVOLVE,
        "if state.deemed and state.accepted_at == state.received_at:",
        "if True:",
    ),
    Mutation(
        "a refusal waits for nothing", TODOS, "Status.REFUSED, Status.ISSUED", "Status.ISSUED"
    ),
    Mutation(
        "promise where life is at stake",
        PROMISE,
        "return None if edition.risks else edition.on_promise",
        "return edition.on_promise",
    ),
    Mutation(
        "the promise stands for everything",
        FACTS,
        "by_promise and SatisfiedBy.PROMISE in material.satisfied_by",
        "by_promise",
    ),
    _drop("check what was not promised", PROMISE, "not check_open(state)"),
    _drop(
        "a finding without a word",
        PROMISE,
        "command.outcome != KEPT and not command.findings.strip()",
    ),
    Mutation("order it twice", PROMISE, "if state.promise_check else", "if False else"),
    Mutation("the promise is not looked at", TODOS, "    if check_open(state):", "    if False:"),
    Mutation("a broken promise stays", TODOS, "    if revocation_open(state):", "    if False:"),
    Mutation(
        "examined although promised",
        ARRIVAL,
        "s.act != DECISION_STEP.act and promised_on is None",
        "s.act != DECISION_STEP.act",
    ),
    Mutation("decided some time", CLOCKS, "    if state.by_promise:", "    if False:"),
    _drop("end without reasons", ENDING, "not command.reasons.strip()"),
    _drop(
        "recall without compensation",
        ENDING,
        "command.how == RECALLED and not command.compensation.strip()",
    ),
    _drop("end on any ground", ENDING, "not _holds(state, command, facts)"),
    Mutation("no bar after fraud", ENDING, "BAR_AFTER_FRAUD = 36", "BAR_AFTER_FRAUD = 12"),
    Mutation(
        "end what was refused",
        ENDING,
        "if state.granted is not True or state.status not in GRANTED:",
        "if state.status not in GRANTED:",
    ),
    _drop(
        "promise what must be there",
        GAPS,
        "primary := [code for code in state.gaps if code not in secondary]",
    ),
    _drop("promise without a signature", GAPS, "not command.signed_by.strip()"),
    _drop("promise for after the end", GAPS, "latest is not None and command.bring_by > latest"),
    _drop("promise for yesterday", GAPS, "command.bring_by <= legal_day(facts.now)"),
    _drop("grant while owed", GAPS, "granting or legal_day(facts.now) <= state.owed.by"),
    _drop("lapse a day early", GAPS, "at is None or facts.now < at"),
    Mutation(
        "lapse without a rule",
        GAPS,
        "first_citation(rule.basis) if rule and rule.lapses else",
        '"" if rule and rule.lapses else',
    ),
    Mutation(
        "everything owed has come with the first",
        TURNING,
        "if event.open_codes else None",
        "if False else None",
    ),
    Mutation(
        "what is owed is forgotten",
        TODOS,
        "if state.owed is not None and state.status in RUNNING:",
        "if False:",
    ),
    Mutation("pause as often as one likes", HANDLING, ">= found.times", ">= 99"),
    Mutation("pause without an end", HANDLING, "        if told is None:", "        if False:"),
    Mutation(
        "who examined decides",
        HANDLING,
        "if step.separate and facts.actor.id in acted:",
        "if False:",
    ),
    Mutation("a filing while barred", ARRIVAL, "    refuse_while_barred(received_at, facts)\n", ""),
    Mutation(
        "a bar ends a day early",
        BARS,
        "legal_day(received_at) <= bar.until",
        "legal_day(received_at) < bar.until",
    ),
    Mutation("a bar reaches back", BARS, "not bar.since <= legal_day", "not date.min <= legal_day"),
    Mutation("a false application bars where nothing is at stake", BARS, "if not risky or", "if"),
    Mutation("a false application bars for three years", BARS, "MATERIALS = 12", "MATERIALS = 36"),
    Mutation(
        "a false application for something else than a licence",
        ARRIVAL,
        "false and licensing(state, FALSE_ARTICLE)",
        "false",
    ),
    Mutation(
        "granted although false",
        DECISION,
        "false and not command.granted and",
        "false and",
    ),
    Mutation(
        "a bar is lifted by the next ending",
        TURNING,
        "    if event.barred_until is None:\n        return {}",
        '    if event.barred_until is None:\n        return {"barred_until": None}',
    ),
    *(Mutation(*broken) for broken in FEE_BREAKS),
    Mutation("a licence is handed over unmade", TODOS, "== LICENCE", '== "9"'),
    *(Mutation(*broken) for broken in BREAKS),
    *(Mutation(*broken) for broken in mutations_delivery.BREAKS),
    *(Mutation(*broken) for broken in UP_BREAKS),
    Mutation(
        "silence renews what was asked for late",
        RENEWAL,
        "return legal_day(state.received_at) <= state.of.apply_by",
        "return True",
    ),
    Mutation(
        "asked for a day before the thirty",
        RENEWAL,
        "legal_day(state.received_at) <= state.of.apply_by",
        "legal_day(state.received_at) < state.of.apply_by",
    ),
    Mutation(
        "silence renews while the applicant owes an answer",
        RENEWAL,
        "state.answerable_at is not None and state.answerable_at < at",
        "True",
    ),
    Mutation(
        "silence renews what was revoked",
        RENEWAL,
        "if held is None or held.state != VALID:\n        moot",
        "if held is None:\n        moot",
    ),
    Mutation(
        "a late renewal by silence waits for nobody",
        RENEWAL,
        'held=LATE if late else ""',
        'held=""',
    ),
    _drop("grant what is no longer in force", RENEWAL, "gone"),
    _drop("two renewals at once", RENEWAL, "command.what == RENEWAL and held.renewing"),
    _drop("renew another's licence", RENEWAL, "not held.own"),
    Mutation(
        "a change makes the licence longer",
        RENEWAL,
        "if state.of.what == CHANGE or held.valid_to is None:",
        "if held.valid_to is None:",
    ),
    Mutation(
        "a clock outlives the licence",
        CLOCKS,
        "return of.valid_to if of and renews and licence else None",
        "return None",
    ),
)


def run(number: int) -> int:
    """Load the room with one mutation in it and search. Returns FOUND, SURVIVED or NOT_MADE."""
    mutation = MUTATIONS[number]
    target = ROOM / mutation.file
    source = target.read_text(encoding="utf-8")
    if source.count(mutation.old) != 1:
        return NOT_MADE
    broken = source.replace(mutation.old, mutation.new)
    compiled = compile(broken, str(target), "exec")
    loader = importlib.machinery.SourceFileLoader
    plain = loader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, fullname: str) -> CodeType | None:
        return compiled if Path(self.path) == target else plain(self, fullname)

    loader.get_code = get_code  # type: ignore[method-assign]
    return FOUND if _search_fails() else SURVIVED


def _search_fails() -> bool:
    """Explore, shallow before deep; any difference, broken promise or crash counts."""
    from .explore import explore
    from .moves_delivery import BEGINNINGS
    from .moves_fees import NOTICED, OWED, OWING
    from .moves_handup import EXAMINED, SENT
    from .moves_hearing import HEARD, HOSTED, TOLD
    from .moves_renewal import RENEWABLE
    from .moves_turns import STEPS_DONE
    from .sample import at
    from .whole import DELIVERIES, MATTERS, MOVES

    try:
        for depth in (3, 4):
            for name in MATTERS:
                explore(name, at("2025-09-22"), depth=3 if name == RENEWABLE else depth)
            explore("licence", at("2025-12-24"), depth=2, begin=STEPS_DONE[:4])
            explore("licence", at("2025-12-24"), depth=depth, waits=1, begin=STEPS_DONE)
            explore(
                "short", at("2025-12-24"), depth=depth, begin=("file with a gap", "ask for all")
            )
            explore("charged", at("2025-09-22"), depth=depth, waits=1, begin=NOTICED)
            for begin in BEGINNINGS.values():
                explore("short", at("2025-09-22"), depth=depth - 1, begin=begin, moves=DELIVERIES)
            at_once = (MOVES[0], *DELIVERIES)
            explore("service", at("2025-09-22"), depth=depth + 1, waits=1, moves=at_once)
            explore(OWING, at("2025-12-24"), depth=depth - 1, waits=1, begin=OWED)
            explore("short", at("2026-12-28"), depth=depth - 1, begin=("file complete",))
            for begin in (TOLD, HEARD):
                explore("short", at("2025-09-22"), depth=depth - 1, begin=begin)
            for begin in (EXAMINED, SENT):
                explore("handed", at("2025-09-22"), depth=depth - 1, begin=begin)
            explore("licence", at("2025-09-22"), depth=3, begin=HOSTED, waits=1)
            explore(RENEWABLE, at("2025-12-24"), depth=depth, begin=("ask for renewal",))
            explore(
                RENEWABLE,
                at("2025-12-24"),
                depth=depth,
                waits=1,
                begin=("ask for change", "accept"),
            )
    except Exception as finding:  # noqa: BLE001  a crash of broken code is a finding too
        print(f"{type(finding).__name__}: {str(finding)[:160]}")
        return True
    return False


def run_all() -> tuple[list[str], list[str]]:
    """Run every mutation in a process of its own. Returns what survived and what was not made."""
    survived, not_made = [], []
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    for number, mutation in enumerate(MUTATIONS):
        code = subprocess.run(
            [sys.executable, "-m", "tests.approval.procedure.mutations", str(number)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=False,
        ).returncode
        if code == SURVIVED:
            survived.append(mutation.what)
        elif code != FOUND:
            not_made.append(mutation.what)
    return survived, not_made


def main() -> int:
    if len(sys.argv) > 1:
        return run(int(sys.argv[1]))
    survived, not_made = run_all()
    total = len(MUTATIONS)
    print(f"found {total - len(survived) - len(not_made)} of {total}")
    print("survived:", survived, "not made:", not_made)
    return 1 if survived or not_made else 0


if __name__ == "__main__":
    raise SystemExit(main())
