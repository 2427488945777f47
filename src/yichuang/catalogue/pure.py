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
from .equivalence.matching import Asked, Reading, Verdict, Why, alike, compare, read
from .forms import SITUATIONS, applies, check_answers, form_fields, materials_asked
from .handing_up import why_no_hand_up
from .planning.editions import wish_of
from .planning.plan import Plan, make_plan
from .planning.wishes import Held, Requirement, Wish
from .reading import read_tables
from .shown_only import shown_only
from .steps import in_order, is_table, questions_of, rows_of, side_by_side, steps_of

__all__ = [
    "BARRING_RISKS",
    "ON_APPLICATION",
    "SITUATIONS",
    "Asked",
    "Basis",
    "EditionContent",
    "Fee",
    "HandUpTerms",
    "HandlingKind",
    "Held",
    "Material",
    "OfferTerms",
    "Particular",
    "PeriodBegins",
    "Plan",
    "PowerType",
    "PromiseTerms",
    "Reading",
    "Requirement",
    "Result",
    "Risk",
    "SatisfiedBy",
    "Step",
    "Verdict",
    "Why",
    "Wish",
    "alike",
    "applies",
    "check_answers",
    "compare",
    "form_fields",
    "in_order",
    "is_table",
    "make_plan",
    "materials_asked",
    "questions_of",
    "read",
    "read_tables",
    "rows_of",
    "shown_only",
    "side_by_side",
    "steps_of",
    "why_no_hand_up",
    "wish_of",
]
