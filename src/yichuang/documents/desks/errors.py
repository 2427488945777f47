"""Refusals of desk hand-overs."""

from __future__ import annotations

from yichuang.kernel.public import DomainError, NotFound


class DeskRefused(DomainError):
    """This desk cannot be handed over, signed for or called off so; `reason` names the rule."""

    code = "documents.desk_refused"


class DeskNotFound(NotFound):
    """No such hand-over of a desk, or none this actor may see."""

    code = "documents.desk_not_found"
