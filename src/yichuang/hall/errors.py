"""Refusals of the hall."""

from __future__ import annotations

from yichuang.kernel.public import InvalidInput, NotFound


class ReadingInvalid(InvalidInput):
    """What claims to come from a device does not; `rule` says why."""

    code = "hall.reading_invalid"


class BridgeNotFound(NotFound):
    """This organ has paired no such bridge, or the pairing was withdrawn already."""

    code = "hall.bridge_not_found"


class VisitNotFound(NotFound):
    """This clerk has parked no such visit."""

    code = "hall.visit_not_found"
