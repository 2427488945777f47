"""Check digits and structure of official codes: findings, never refusals.

An imported code that fails is kept and warned about: real registers hold such codes. The `make_*`
functions compute valid check characters for codes of our own and for fictitious test data.
"""

from .case_numbers import CaseNumber, check_case_number, make_case_number, read_case_number
from .divisions import (
    Division,
    DivisionLevel,
    check_division_code,
    make_division_code,
    read_division_code,
)
from .findings import Fault, Finding
from .licence_ids import check_licence_identifier, make_licence_identifier
from .organisations import (
    check_credit_code,
    check_organisation_code,
    make_credit_code,
    make_organisation_code,
)
from .payment_codes import is_payment_code, make_payment_code
from .persons import (
    CitizenFacts,
    Sex,
    check_citizen_number,
    make_citizen_number,
    read_citizen_number,
)

__all__ = [
    "CaseNumber",
    "CitizenFacts",
    "Division",
    "DivisionLevel",
    "Fault",
    "Finding",
    "Sex",
    "check_case_number",
    "check_citizen_number",
    "check_credit_code",
    "check_division_code",
    "check_licence_identifier",
    "check_organisation_code",
    "is_payment_code",
    "make_case_number",
    "make_citizen_number",
    "make_credit_code",
    "make_division_code",
    "make_licence_identifier",
    "make_organisation_code",
    "make_payment_code",
    "read_case_number",
    "read_citizen_number",
    "read_division_code",
]
