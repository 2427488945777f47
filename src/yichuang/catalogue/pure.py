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
from .forms import SITUATIONS, applies, materials_asked

__all__ = [
    "ON_APPLICATION",
    "SITUATIONS",
    "EditionContent",
    "HandlingKind",
    "Material",
    "PowerType",
    "Result",
    "SatisfiedBy",
    "Step",
    "applies",
    "materials_asked",
]
