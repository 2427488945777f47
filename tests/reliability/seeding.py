"""Puts the factories' city into a fresh installation and prints what it holds, as JSON.

Run as a program in the installation's environment: `python -m tests.reliability.seeding`.
"""

from __future__ import annotations

import json

from yichuang.site.cli.session import django_house


def main() -> None:
    """Seed and print the matters' codes and the parties."""
    with django_house():
        from tests.factories import make_city

        city = make_city()
        print(
            json.dumps(
                {
                    "licence": city.licence.matter_code,
                    "service": city.service.matter_code,
                    "payment": city.payment.matter_code,
                    "parties": {name: str(party) for name, party in city.parties.items()},
                }
            )
        )


if __name__ == "__main__":
    main()
