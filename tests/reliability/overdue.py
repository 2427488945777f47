"""Files a case a month ago, and leaves the heartbeat of a clock that has jumped a year since.

A program of its own, run in an installation's environment; prints the case.
"""

from __future__ import annotations

from datetime import timedelta

from yichuang.site.cli.session import django_house

A_MONTH = timedelta(days=30)
A_YEAR = timedelta(days=365)


def main() -> None:
    """By the steady clock the heartbeat is new, by the wall a year old: somebody set the wall."""
    with django_house():
        from tests.ledger.clocks import SetClock
        from yichuang.kernel.public import ports, using_ports
        from yichuang.ledger.models import Heartbeat

        now = ports().clock.now()
        boot, steady_ns = ports().clock.steady()
        with using_ports(clock=SetClock(now - A_MONTH)):
            print(_file())
        Heartbeat.objects.update_or_create(
            pk=1,
            defaults={
                "wall_at": now - A_YEAR,
                "boot": boot,
                "steady_ns": steady_ns,
                "distrusted_at": None,
            },
        )


def _file() -> str:
    from tests.factories import LICENCE_FORM, PEOPLE, applicant
    from yichuang.approval import public as approval
    from yichuang.catalogue.models import Edition
    from yichuang.directory.public import Actor, ActorKind, find_party_by_number

    _, name, number = PEOPLE["citizen"]
    party = find_party_by_number(number)
    assert party is not None
    receipt = approval.file_application(
        actor=Actor(kind=ActorKind.PARTY, id=str(party), name=name, real_name_level=3),
        edition_id=Edition.objects.get(matter__code="test-licence").pk,
        party=party,
        command=approval.File(form=dict(LICENCE_FORM), applicant=applicant(), materials=()),
        key="filed-a-month-ago",
    )
    return str(receipt.case_id)


if __name__ == "__main__":
    main()
