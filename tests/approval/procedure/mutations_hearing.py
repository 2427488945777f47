"""Rules about hearings to be broken on purpose: what, the file, the text and what it becomes."""

from __future__ import annotations

HEARING, HANDLING = "procedure/hearing.py", "procedure/handling.py"
TURNS, TODOS = "procedure/hearing_turns.py", "procedure/todos.py"

BREAKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "told twice",
        HEARING,
        "if state.hearing is not None:\n        raise",
        "if False:\n        raise",
    ),
    ("told without saying why", HEARING, "if not command.interest.strip():", "if False:"),
    ("ask within six days", HEARING, '"LicLaw", 5, "日"', '"LicLaw", 6, "日"'),
    ("held within thirty days", HEARING, '"LicLaw", 20, "日"', '"LicLaw", 30, "日"'),
    ("notified six days ahead", HEARING, '"LicLaw", 7, "日"', '"LicLaw", 6, "日"'),
    ("ask on the day after", HEARING, "or today > until", "or False"),
    (
        "ask after giving it up",
        HEARING,
        "gone = {*hearing.waived, *hearing.requested}",
        "gone = {*hearing.requested}",
    ),
    (
        "ask without being told",
        HEARING,
        "for party in hearing.told_to if",
        "for party in PARTIES if",
    ),
    (
        "a hearing does not stop the clocks",
        HEARING,
        "    if state.status is Status.SUSPENDED:\n        return [requested]",
        "    if True:\n        return [requested]",
    ),
    ("set after the twenty days", HEARING, "legal_day(facts.now) <= notice:", "False:"),
    ("set nowhere", HEARING, "if not command.place.strip():", "if False:"),
    (
        "notified too late",
        HEARING,
        "if today > notify_by(day, facts.calendar):",
        "if False:",
    ),
    (
        "the examiner is the host",
        HEARING,
        "if host in {mark.officer for mark in (*state.opinions, *state.recalled)}:",
        "if False:",
    ),
    ("a stranger is the host", HEARING, "if known.fault:", "if False:"),
    (
        "the host examines",
        HEARING,
        "state.hearing is not None and state.hearing.host == facts.actor.id",
        "False",
    ),
    (
        "recorded before it is held",
        HEARING,
        "if hearing.set_for is None or facts.now < hearing.set_for:",
        "if hearing.set_for is None:",
    ),
    (
        "a record nobody signed",
        HEARING,
        "if command.outcome == HELD and not command.signed_by.strip():",
        "if False:",
    ),
    ("a public hearing lapses", HEARING, "command.outcome == ABSENT and hearing.public", "False"),
    (
        "decided while somebody may ask",
        HEARING,
        "if may_ask(state, facts.calendar, legal_day(facts.now)):\n        raise",
        "if False:\n        raise",
    ),
    ("decided past the record", HEARING, "if heard and not cited.strip():", "if False:"),
    (
        "the pause goes on with nobody asking",
        HEARING,
        "if last and stands_still_for_it(state):",
        "if False:",
    ),
    (
        "one of two takes the hearing from the other",
        HEARING,
        "hearing.requested == (by,)",
        "by in hearing.requested",
    ),
    (
        "a hearing asked for during a review never begins",
        HANDLING,
        ", *begins_after(state, facts)]",
        "]",
    ),
    (
        "a hearing ends without a record",
        HANDLING,
        "    if stands_still_for_it(state):\n",
        "    if False:\n",
    ),
    (
        "a hearing as a plain pause",
        HANDLING,
        "if must_take_its_own_way(state, command.procedure):",
        "if False:",
    ),
    (
        "a second request begins the twenty days anew",
        TURNS,
        "asked_on = asked_on or legal_day(event.effective_at)",
        "asked_on = legal_day(event.effective_at)",
    ),
    (
        "a hearing waits for nobody",
        TODOS,
        "hearing = [_hearing(state, calendar)] if hearing_awaited(state) else []",
        "hearing: list[Todo] = []",
    ),
)
