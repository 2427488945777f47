"""The door of licences."""

from .errors import LicenceNotFound, LicenceNotReplaceable, StateChangeNotAllowed, TermInvalid
from .models import Licence
from .selectors import (
    LicenceCard,
    LicenceStatus,
    has_licence_in_force,
    holder_of,
    in_force,
    licence_by_code,
    licence_by_id,
    licences_of,
    licences_of_case,
    standing_licences,
    verification_count,
)
from .services import (
    FileFinding,
    LicenceOrder,
    change_state,
    issue_licence,
    verify,
    verify_file,
)
from .states import STATE_NAMES, LicenceState, may_follow

__all__ = [
    "STATE_NAMES",
    "FileFinding",
    "Licence",
    "LicenceCard",
    "LicenceNotFound",
    "LicenceNotReplaceable",
    "LicenceOrder",
    "LicenceState",
    "LicenceStatus",
    "StateChangeNotAllowed",
    "TermInvalid",
    "change_state",
    "has_licence_in_force",
    "holder_of",
    "in_force",
    "issue_licence",
    "licence_by_code",
    "licence_by_id",
    "licences_of",
    "licences_of_case",
    "may_follow",
    "standing_licences",
    "verification_count",
    "verify",
    "verify_file",
]
