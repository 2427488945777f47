"""The door of licences."""

from .blanks.errors import (
    BlankAlreadyPrinted,
    BlankBatchInvalid,
    BlankNotFound,
    BlankNotUsable,
    BlankNumbersTaken,
    BlankOutOfStock,
    SecondPersonNeeded,
)
from .blanks.models import BlankBatch, BlankEntry
from .blanks.rules import REASONS, Fate, Place
from .blanks.selectors import (
    BatchCard,
    EntryLine,
    batch_of,
    batches_of,
    blank_of,
    entries_of,
    faults_of,
    proposed,
)
from .blanks.services import decide_disposal, print_on_blank, receive_blanks, record_fate
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
    "REASONS",
    "STATE_NAMES",
    "BatchCard",
    "BlankAlreadyPrinted",
    "BlankBatch",
    "BlankBatchInvalid",
    "BlankEntry",
    "BlankNotFound",
    "BlankNotUsable",
    "BlankNumbersTaken",
    "BlankOutOfStock",
    "EntryLine",
    "Fate",
    "FileFinding",
    "Licence",
    "LicenceCard",
    "LicenceNotFound",
    "LicenceNotReplaceable",
    "LicenceOrder",
    "LicenceState",
    "LicenceStatus",
    "Place",
    "SecondPersonNeeded",
    "StateChangeNotAllowed",
    "TermInvalid",
    "batch_of",
    "batches_of",
    "blank_of",
    "change_state",
    "decide_disposal",
    "entries_of",
    "faults_of",
    "has_licence_in_force",
    "holder_of",
    "in_force",
    "issue_licence",
    "licence_by_code",
    "licence_by_id",
    "licences_of",
    "licences_of_case",
    "may_follow",
    "print_on_blank",
    "proposed",
    "receive_blanks",
    "record_fate",
    "verification_count",
    "verify",
    "verify_file",
]
