"""Puts the factories' city into a fresh installation and prints what it holds, as JSON.

Run as a program in the installation's environment: `python -m tests.reliability.seeding`.
"""

from __future__ import annotations

import json
from datetime import timedelta

from yichuang.site.cli.session import django_house

AGE = timedelta(days=60)  # so that cases can have been filed before today


def main() -> None:
    """Seed and print the matters' codes, the parties and everybody's password."""
    with django_house():
        from tests.factories import PASSWORD, make_city
        from tests.ledger.clocks import SetClock
        from yichuang.kernel.public import ports, using_ports

        with using_ports(clock=SetClock(ports().clock.now() - AGE)):
            city = make_city()
        print(
            json.dumps(
                {
                    "password": PASSWORD,
                    "licence": city.licence.matter_code,
                    "service": city.service.matter_code,
                    "payment": city.payment.matter_code,
                    "parties": {name: str(party) for name, party in city.parties.items()},
                }
            )
        )


if __name__ == "__main__":
    main()
