"""Imports a file of matters as if they had all been published; a program of its own."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from yichuang.site.cli.session import django_house

FEWEST = 2000  # matters among which a plan is made


def main(paths: list[Path]) -> None:
    """Print how many matters are in force, and the codes of those that can be applied for."""
    with django_house():
        from django.utils.timezone import now

        from yichuang.catalogue.models import Edition, EditionState
        from yichuang.catalogue.public import ON_APPLICATION, import_matters

        for path in paths:
            import_matters(path)
        Edition.objects.filter(state=EditionState.DRAFT).update(
            state=EditionState.PUBLISHED,
            effective_from=date(2020, 1, 1),
            reviewed_at=now(),
            published_at=now(),
            reviewed_by="bench",
            published_by="bench",
        )
        published = Edition.objects.filter(state=EditionState.PUBLISHED)
        assert published.count() >= FEWEST, published.count()
        kinds = [kind.value for kind in ON_APPLICATION]
        codes = published.filter(matter__power_type__in=kinds).order_by("matter__code")
        print(published.count(), *codes.values_list("matter__code", flat=True))


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
