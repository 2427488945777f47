"""What the non-tax system says enters the record; nothing else makes a bill paid.

The worker makes bills known, asks for payments and sees refunds through; whatever the other side
does not answer is tried again later, ever more slowly.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from yichuang.directory.public import system
from yichuang.kernel.public import (
    DomainError,
    PaymentSystemSilent,
    PaymentWord,
    load,
    ports,
)
from yichuang.ledger.public import Case, Receipt, execute

from ..errors import PaymentUnknown, PaymentUnsigned
from ..fee_commands import RecordPayment, RecordRefund
from ..models import Bill
from ..state import ApplicationState
from .held import Heard, hold, release, return_held, returning

log = logging.getLogger(__name__)

TREASURY = system("treasury")
WINDOW = timedelta(minutes=5)  # how old a signed message may be
ASKED_FOR = timedelta(days=90)  # so long after its notice a bill is asked about
AT_ONCE = 20
LONGEST_WAIT = timedelta(hours=1)
_SECONDS = re.compile(r"[0-9]{1,12}")


def check_signature(body: bytes, sent_at: str, signature: str) -> None:
    """Refuse a message unless the non-tax system signed exactly this, within five minutes.

    Signed is `sent_at` (seconds since 1970), a line feed and the body.
    """
    now = ports().clock.now().timestamp()
    fresh = bool(_SECONDS.fullmatch(sent_at)) and abs(now - int(sent_at)) <= WINDOW.total_seconds()
    if not fresh or not ports().payments.authentic(sent_at.encode() + b"\n" + body, signature):
        raise PaymentUnsigned


def hear(word: PaymentWord) -> Receipt:
    """Record a payment the non-tax system tells of; told again, the same receipt.

    Raises PaymentUnknown, PaymentAmountWrong, KeyUsedDifferently for a reference that was told
    of with another content.
    """
    bill = Bill.objects.filter(code=word.code).first()
    if bill is None:
        raise PaymentUnknown(field="code")
    command = RecordPayment(
        code=word.code,
        reference=word.reference,
        amount_fen=word.amount_fen,
        paid_at=word.paid_at,
        bill_number=word.bill_number,
        payer=word.payer,
    )
    key = f"payment:{word.reference}"
    return execute(bill.case_id, command, actor=TREASURY, key=key)


def take(word: PaymentWord) -> Heard:
    """Record a payment, or hold it for a person; either way it is not lost.

    What a person has sent back is on its way back, whatever is told of it now.
    """
    if returning(word):
        refusal = PaymentUnknown(field="reference")
        hold(word, refusal)
        return Heard(repeated=True, held=refusal.code)
    try:
        with transaction.atomic():
            receipt = hear(word)
            release(word)
    except DomainError as refusal:
        hold(word, refusal)
        return Heard(repeated=False, held=refusal.code)
    return Heard(repeated=receipt.repeated)


def tend_bills() -> int:
    """Follow up the bills that are due for it; return how many things happened."""
    now = ports().clock.now()
    recent = Q(noticed_at__gte=now - ASKED_FOR)
    open_ones = recent | Q(waiting=True) | Q(refunding__gt=0)
    due = Bill.objects.filter(open_ones, next_at__lte=now)
    return return_held() + sum(tend_bill(bill) for bill in due.order_by("next_at")[:AT_ONCE])


def tend_bill(bill: Bill) -> int:
    """Make one bill known, record what was paid, see its refunds through."""
    now = ports().clock.now()
    try:
        done = _register(bill, now) + _ask(bill) + _refund(bill)
    except PaymentSystemSilent:
        wait = min(LONGEST_WAIT, timedelta(minutes=2 ** min(bill.tries, 10)))
        Bill.objects.filter(pk=bill.pk).update(tries=bill.tries + 1, next_at=now + wait)
        return 0
    pause = timedelta(minutes=1) if bill.waiting or bill.refunding else LONGEST_WAIT
    Bill.objects.filter(pk=bill.pk).update(tries=0, next_at=now + pause)
    return done


def _register(bill: Bill, now: datetime) -> int:
    if bill.registered_at is not None:
        return 0
    ports().payments.register(bill.code, bill.due_fen)
    return Bill.objects.filter(pk=bill.pk).update(registered_at=now)


def _ask(bill: Bill) -> int:
    told = ports().payments.payments(bill.code)
    heard = [take(word) for word in told]
    return sum(not one.held and not one.repeated for one in heard)


def _refund(bill: Bill) -> int:
    state = load(ApplicationState, Case.objects.get(pk=bill.case_id).state)
    done = 0
    for paid in state.charge.payments if state.charge else ():
        if paid.refund != "ordered":
            continue
        at = ports().payments.refund(bill.code, paid.reference, bill.due_fen)
        if at is None:
            continue
        command = RecordRefund(reference=paid.reference, refunded_at=at)
        key = f"refund:{paid.reference}"
        record = partial(execute, bill.case_id, command, actor=TREASURY, key=key)
        done += _heard(bill, record)
    return done


def _heard(bill: Bill, record: Callable[[], Receipt]) -> int:
    """Record what was told; what cannot be is left to a person, and said."""
    try:
        return 0 if record().repeated else 1
    except DomainError as refusal:
        log.warning("bill of case %s: %s", bill.case_id, refusal.code)
        return 0
