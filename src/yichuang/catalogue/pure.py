"""The pure half of the catalogue's door: what an edition says. No Django behind it."""

from .content import (
    BARRING_RISKS,
    ON_APPLICATION,
    Basis,
    EditionContent,
    Fee,
    HandlingKind,
    HandUpTerms,
    Material,
    OfferTerms,
    Particular,
    PeriodBegins,
    PowerType,
    PromiseTerms,
    Result,
    Risk,
    SatisfiedBy,
    Step,
)
from .forms import SITUATIONS, applies, check_answers, form_fields, materials_asked
from .handing_up import why_no_hand_up
from .reading import read_tables
from .shown_only import shown_only

__all__ = [
    "BARRING_RISKS",
    "ON_APPLICATION",
    "SITUATIONS",
    "Basis",
    "EditionContent",
    "Fee",
    "HandUpTerms",
    "HandlingKind",
    "Material",
    "OfferTerms",
    "Particular",
    "PeriodBegins",
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
    "read_tables",
    "shown_only",
    "why_no_hand_up",
]
