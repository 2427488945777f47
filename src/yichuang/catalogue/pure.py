"""The pure half of the catalogue's door: what an edition says. No Django behind it."""

from .content import (
    BARRING_RISKS,
    ON_APPLICATION,
    Basis,
    EditionContent,
    Fee,
    HandlingKind,
    Material,
    OfferTerms,
    Particular,
    PowerType,
    PromiseTerms,
    Result,
    Risk,
    SatisfiedBy,
    Step,
)
from .forms import SITUATIONS, applies, check_answers, form_fields, materials_asked

__all__ = [
    "BARRING_RISKS",
    "ON_APPLICATION",
    "SITUATIONS",
    "Basis",
    "EditionContent",
    "Fee",
    "HandlingKind",
    "Material",
    "OfferTerms",
    "Particular",
    "PowerType",
    "PromiseTerms",
    "Result",
    "Risk",
    "SatisfiedBy",
    "Step",
    "applies",
    "check_answers",
    "form_fields",
    "materials_asked",
]
