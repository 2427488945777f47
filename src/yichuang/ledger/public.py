"""The door of the ledger."""

from .admit import AdmittedEvent, admit
from .calendar import calendar_in_force, forget_calendar
from .case_file import read_items as sealed_items
from .clock_guard import beat, confirm_clock, is_trusted
from .errors import (
    AdmissionMalformed,
    CaseMovedOn,
    CaseNotFound,
    ClockDistrusted,
    EffectiveInFuture,
    KeyMissing,
    KeyUsedDifferently,
    LateEntryNeedsGround,
)
from .events import Corrected, Event, Milestone, Sealed, Voided, register_events
from .evidence import evidence
from .execute import Receipt, case_id_for, execute, open_case, subject_of
from .figures import cases_by_event, last_officer, open_cases_touched_by, opened_by, with_event
from .fold import StoredEvent, events_of
from .head import Head, read_head
from .models import Case, Todo
from .procedure import (
    CaseView,
    Command,
    Due,
    Holder,
    Line,
    Opening,
    Procedure,
    RecordedEvent,
    Wake,
    line_named,
    register_line,
)
from .procedure import Todo as TodoItem
from .readers import (
    Entry,
    Reactor,
    Reader,
    lag,
    rebuild,
    register_reactor,
    register_reader,
    run_readers,
)
from .selectors import (
    StateOfCase,
    case_exists,
    case_file,
    case_visible_to,
    cases_visible_to,
    holder_of,
    opening_of,
    states_reaching,
    timeline,
    todos_of,
)
from .sequencer import LogDoesNotFitHead, head_path, sequencer_pass
from .verify import Finding, Report, verify
from .waking import Woken, refresh_dates, refresh_states, wake_due

__all__ = [
    "AdmissionMalformed",
    "AdmittedEvent",
    "Case",
    "CaseMovedOn",
    "CaseNotFound",
    "CaseView",
    "ClockDistrusted",
    "Command",
    "Corrected",
    "Due",
    "EffectiveInFuture",
    "Entry",
    "Event",
    "Finding",
    "Head",
    "Holder",
    "KeyMissing",
    "KeyUsedDifferently",
    "LateEntryNeedsGround",
    "Line",
    "LogDoesNotFitHead",
    "Milestone",
    "Opening",
    "Procedure",
    "Reactor",
    "Reader",
    "Receipt",
    "RecordedEvent",
    "Report",
    "Sealed",
    "StateOfCase",
    "StoredEvent",
    "Todo",
    "TodoItem",
    "Voided",
    "Wake",
    "Woken",
    "admit",
    "beat",
    "calendar_in_force",
    "case_exists",
    "case_file",
    "case_id_for",
    "case_visible_to",
    "cases_by_event",
    "cases_visible_to",
    "confirm_clock",
    "events_of",
    "evidence",
    "execute",
    "forget_calendar",
    "head_path",
    "holder_of",
    "is_trusted",
    "lag",
    "last_officer",
    "line_named",
    "open_case",
    "open_cases_touched_by",
    "opened_by",
    "opening_of",
    "read_head",
    "rebuild",
    "refresh_dates",
    "refresh_states",
    "register_events",
    "register_line",
    "register_reactor",
    "register_reader",
    "run_readers",
    "sealed_items",
    "sequencer_pass",
    "states_reaching",
    "subject_of",
    "timeline",
    "todos_of",
    "verify",
    "wake_due",
    "with_event",
]
