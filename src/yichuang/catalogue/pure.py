"""The pure half of the catalogue's door: what an edition says. No Django behind it."""

from .content import (
    ON_APPLICATION,
    EditionContent,
    HandlingKind,
    Material,
    PowerType,
    Result,
    SatisfiedBy,
    Step,
)

__all__ = [
    "ON_APPLICATION",
    "EditionContent",
    "HandlingKind",
    "Material",
    "PowerType",
    "Result",
    "SatisfiedBy",
    "Step",
]
