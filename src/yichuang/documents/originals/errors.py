"""Refusals about paper originals."""

from __future__ import annotations

from yichuang.kernel.public import DomainError, InvalidInput, NotFound


class OriginalNotFound(NotFound):
    """No original has this barcode, or the asker may not see it."""

    code = "documents.original_not_found"


class HandOverNotFound(NotFound):
    """There is no such hand-over list, or the asker may not see it."""

    code = "documents.hand_over_not_found"


class BarcodeInvalid(InvalidInput):
    """What was scanned or typed is no barcode of ours: its shape or its check sign is wrong."""

    code = "documents.barcode_invalid"


class OriginalElsewhere(DomainError):
    """The original is not where this step would have it; `standing` says how it stands."""

    code = "documents.original_elsewhere"


class NotForThisPlace(DomainError):
    """The original has no business at that place: paper goes to the organs of its case only."""

    code = "documents.not_for_this_place"


class CaseNotClosed(DomainError):
    """Nothing is archived before its case is closed (未办结不归档)."""

    code = "documents.case_not_closed"


class OriginalNotOnList(DomainError):
    """The original is not on this hand-over list, or was taken off it since."""

    code = "documents.original_not_on_list"


class HandOverSigned(DomainError):
    """Nothing on this list is left to be signed for."""

    code = "documents.hand_over_signed"


class OwnSending(DomainError):
    """Who sent a list does not sign for its arrival as well (不得自送自收)."""

    code = "documents.own_sending"


class HandOverIncomplete(InvalidInput):
    """Each item of a list is either received or named as missing; these are neither."""

    code = "documents.hand_over_incomplete"


class ListEmpty(InvalidInput):
    """Nothing was chosen to be handed over."""

    code = "documents.list_empty"


class NotReversible(DomainError):
    """The last move of this original cannot be reversed from here."""

    code = "documents.not_reversible"
