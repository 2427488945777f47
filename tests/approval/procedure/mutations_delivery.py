"""Rules about deliveries to be broken on purpose: what, the file, the text and what it becomes."""

from __future__ import annotations

DELIVERY, TURNS = "procedure/delivery.py", "procedure/delivery_turns.py"
DECISION = "procedure/decision.py"

BREAKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "a courier's parcel counts when it is sent",
        DELIVERY,
        "effective_at=_on(command.received_on, facts.now),",
        "effective_at=sent_at,",
    ),
    (
        "a parcel counts when its receipt is entered",
        DELIVERY,
        "effective_at=_on(command.received_on, facts.now),",
        "effective_at=facts.now,",
    ),
    ("received before it was sent", DELIVERY, "if not legal_day(sent_at) <=", "if not"),
    ("a receipt without proof", DELIVERY, "if not command.proof.strip() and", "if False and"),
    ("a receipt nobody signed", DELIVERY, "if not command.signed_by.strip():", "if False:"),
    ("a code fits always", DELIVERY, "if not facts.code_fits:", "if False:"),
    ("six tries", DELIVERY, "MOST_WRONG = 5", "MOST_WRONG = 6"),
    ("any document fits", DELIVERY, "if not facts.document_fits:", "if False:"),
    ("collected without a signature", DELIVERY, "if not command.signature and", "if False and"),
    (
        "collected by somebody unnamed",
        DELIVERY,
        'if command.by != "applicant":\n        collector',
        "if False:\n        collector",
    ),
    ("collected without authority", DELIVERY, "if not authority:", "if False:"),
    ("a document that cannot be", DELIVERY, "(own and check_citizen_number(number))", "False"),
    (
        "sent nowhere",
        DELIVERY,
        "if state.delivery.way != COURIER:\n        raise",
        "if False:\n        raise",
    ),
    ("a waybill used twice", DELIVERY, "if waybill in state.delivery.used:", "if False:"),
    ("any waybill", DELIVERY, "if not _WAYBILL.fullmatch(waybill):", "if False:"),
    (
        "handed over while it is on its way",
        DELIVERY,
        "    if state.delivery.sent_at is not None:\n        raise ParcelUnderWay",
        "    if False:\n        raise ParcelUnderWay",
    ),
    (
        "handed over past the code",
        DELIVERY,
        "        raise CollectedByCode(number=state.number)",
        "        return",
    ),
    ("a courier serves by sending", DELIVERY, "if method == COURIER:", "if False:"),
    (
        "laid ready against the applicant's wish",
        DELIVERY,
        "if delivery.way == COURIER and not delivery.returned:",
        "if False:",
    ),
    (
        "finished at once by courier is served",
        DECISION,
        "if command.method == COURIER:\n            return events",
        "if False:\n            return events",
    ),
    ("a new way keeps the old code", TURNS, "way=way, ready_on=None,", "way=way,"),
    ("a returned parcel stays on its way", TURNS, "sent_at=None,", ""),
)
