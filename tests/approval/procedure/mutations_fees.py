"""The rules of fees, each broken once; see `mutations`."""

from __future__ import annotations

FEES = "procedure/fees.py"


def _drop(what: str, condition: str) -> tuple[str, str, str, str]:
    """Return a break in which a refusal's condition never holds."""
    return what, FEES, f"if {condition}:", "if False:"


BREAKS: tuple[tuple[str, str, str, str], ...] = (
    ("any rate is charged", FEES, "if unit not in rates:", "if unit is None:"),
    _drop("charge twice", "state.charge is not None"),
    _drop("pay by today", "command.pay_by <= legal_day(facts.now)"),
    _drop("take another sum", "command.amount_fen != charge.due_fen"),
    _drop("waive on one's own word", "approver.officer == facts.actor.id"),
    _drop(
        "make out what is not paid",
        "state.granted and awaited(state) and not state.renewed_by_silence",
    ),
    (
        "hold back what silence renewed until it is paid",
        FEES,
        " and not state.renewed_by_silence",
        "",
    ),
    _drop("finish at once before the notice", "state.charge is None and items"),
    _drop("finish at once before payment", "state.charge is not None and awaited(state)"),
    (
        "keep what was paid for nothing",
        FEES,
        "if state.status in WITHOUT_RESULT or state.granted is False:",
        "if state.status in WITHOUT_RESULT:",
    ),
    (
        "keep what came after the grant had ended",
        FEES,
        "state.ended is not None and not rendered(state)",
        "False",
    ),
    (
        "give back what was paid for a licence that had been made out",
        FEES,
        "state.ended is not None and not rendered(state)",
        "state.ended is not None",
    ),
    ("keep the second payment", FEES, "payments[1:]", "payments[2:]"),
    ("pay back twice", FEES, 'found is None or found.refund != "ordered"', "found is None"),
    ("ask who lost the grant to pay", FEES, " and not keeps_nothing(state)", ""),
)
