"""Places every event and look that waits, as the worker does; a program of its own."""

from __future__ import annotations

from yichuang.site.cli.session import django_house


def main() -> None:
    """Pass until nothing waits."""
    with django_house():
        from yichuang.ledger.public import sequencer_pass

        while sequencer_pass():
            pass


if __name__ == "__main__":
    main()
