"""Rules about hand-ups to be broken on purpose: what, the file, the text and what it becomes."""

from __future__ import annotations

HANDUP, SENDING = "procedure/handup.py", "procedure/handing_up.py"
CLOCKS, DECISION, TODOS = "procedure/clocks.py", "procedure/decision.py", "procedure/todos.py"
HANDLING = "procedure/handling.py"

UP_BREAKS: tuple[tuple[str, str, str, str], ...] = (
    ("handed up before it is examined", SENDING, "if step != HAND_UP_STEP:", "if False:"),
    ("handed up without reasons", SENDING, "if not command.reasons.strip():", "if False:"),
    (
        "handed up while somebody may ask for a hearing",
        SENDING,
        "if may_ask(state, facts.calendar, legal_day(facts.now)):",
        "if False:",
    ),
    (
        "the lower organ decides",
        DECISION,
        "    refuse_below(state)\n    refuse_while_owed",
        "    refuse_while_owed",
    ),
    (
        "the first examination is extended",
        HANDLING,
        "refuse_below(state, FIRST.source)",
        "legal_day(facts.now)",
    ),
    (
        "steps of the organ above are taken below",
        HANDUP,
        "if not s.above and s.act",
        "if s.act",
    ),
    (
        "the hand-up does not change who has it",
        HANDUP,
        "if state.above else None",
        "if False else None",
    ),
    (
        "the lower organ's clock runs on in the pauses above",
        CLOCKS,
        "until=above.pauses if above else None",
        "until=None",
    ),
    ("handed up while its notice is held", SENDING, "if state.deemed_held:", "if False:"),
    (
        "the time above runs from acceptance",
        HANDUP,
        "if pin is None or pin.begins == PeriodBegins.ACCEPTED:",
        "if True:",
    ),
    ("nobody is asked to sign for it", TODOS, "if state.status is Status.HANDED_UP:", "if False:"),
    ("signed for on no day", HANDUP, "received_on=on)", "received_on=None)"),
)
