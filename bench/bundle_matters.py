"""Publish five matters that wait for nothing, for the measurement of bundles.

A program of its own, run in an installation's environment: prints their codes as JSON.
"""

from __future__ import annotations

import dataclasses
import json

from django.db import transaction

from yichuang.site.cli.session import django_house

NUMBER = 5


def main() -> None:
    """Publish them and print their codes."""
    with django_house():
        from tests.factories import contents, published

        from yichuang.catalogue.public import Result

        first = contents()["licence"]
        codes = []
        with transaction.atomic():
            for at in range(NUMBER):
                content = dataclasses.replace(
                    first,
                    name=f"示例并联许可{at}",
                    short_name="",
                    everyday_names=(),
                    catalog_code=f"0009999020{at:02}",
                    task_code=f"bench-bundle-{at}",
                    result=Result("1", f"示例并联许可证{at}", f"8{at:02}", None, "示并"),
                )
                codes.append(published(content).matter_code)
        print(json.dumps(codes))


if __name__ == "__main__":
    main()
