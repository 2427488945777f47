"""Refusals of the licences room."""

from __future__ import annotations

from yichuang.kernel.public import DomainError, InvalidInput, NotFound


class LicenceNotFound(NotFound):
    """There is no such licence, or the asker may not see it."""

    code = "licences.licence_not_found"


class StateChangeNotAllowed(DomainError):
    """From its present state a licence cannot come into that one; the facts name both."""

    code = "licences.state_change_not_allowed"


class LicenceNotReplaceable(DomainError):
    """Only a licence of the same kind, organ and holder is replaced, and only while it lives."""

    code = "licences.not_replaceable"


class TermInvalid(InvalidInput):
    """A licence ends on or after the day it begins."""

    code = "licences.term_invalid"
