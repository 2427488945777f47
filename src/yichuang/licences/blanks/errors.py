"""Refusals about numbered blanks."""

from __future__ import annotations

from yichuang.kernel.public import DomainError, InvalidInput, NotFound


class BlankNotFound(NotFound):
    """The organ has no such blank or batch."""

    code = "licences.blank_not_found"


class BlankOutOfStock(DomainError):
    """No blank of this kind of licence is left in the organ's stock."""

    code = "licences.blank_out_of_stock"


class BlankNotUsable(DomainError):
    """From how it stands a blank cannot come to that; the facts name number and both."""

    code = "licences.blank_not_usable"


class BlankAlreadyPrinted(DomainError):
    """The licence stands on a blank already; spoil that one first."""

    code = "licences.blank_already_printed"


class BlankNumbersTaken(DomainError):
    """Some number of the batch has been received before."""

    code = "licences.blank_numbers_taken"


class BlankBatchInvalid(InvalidInput):
    """The numbers, the sheet or the layout of a batch are none; the facts name the field."""

    code = "licences.blank_batch_invalid"


class SecondPersonNeeded(DomainError):
    """Who asked for blanks to be struck off cannot confirm it as well (双人核销)."""

    code = "licences.second_person_needed"
