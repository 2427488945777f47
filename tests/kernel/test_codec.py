"""Typed records: what the type says, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest

from yichuang.kernel.public import CodecError, dump, load


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Inner:
    number: int
    when: datetime | None = None


@dataclass(frozen=True)
class Outer:
    name: str
    day: date
    inner: tuple[Inner, ...] = ()
    colour: Colour = Colour.RED


SAMPLE = Outer("甲", date(2026, 11, 24), (Inner(1, datetime(2026, 1, 1, tzinfo=UTC)),))


def test_load_gives_back_what_was_dumped() -> None:
    assert load(Outer, dump(SAMPLE)) == SAMPLE


def test_dump_writes_moments_in_utc() -> None:
    beijing = datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert dump(beijing) == "2026-01-01T00:00:00.000000+00:00"


def test_dump_refuses_naive_moment() -> None:
    with pytest.raises(ValueError, match="aware"):
        dump(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"extra": 1}, ".extra"),
        ({"name": 5}, ".name"),
        ({"day": "yesterday"}, ".day"),
        ({"inner": [{"number": True}]}, ".inner[0].number"),
        ({"inner": [{}]}, ".inner[0].number"),
        ({"inner": "no"}, ".inner"),
        ({"colour": "blue"}, ".colour"),
        ({"inner": [{"number": 1, "when": "2026-01-01T00:00:00"}]}, ".inner[0].when"),
    ],
)
def test_load_names_the_path_at_fault(change: dict[str, object], path: str) -> None:
    with pytest.raises(CodecError) as fault:
        load(Outer, {**dump(SAMPLE), **change})
    assert fault.value.path == path
