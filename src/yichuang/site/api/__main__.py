"""Prints the OpenAPI description: `python -m yichuang.site.api > docs/openapi.json`."""

from __future__ import annotations

import os
import sys

import django


def main() -> None:
    """Write the description to the standard output."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.site.settings")
    django.setup()
    from .spec import written

    sys.stdout.write(written())


main()
