"""What the catalogue refuses, and why."""

from __future__ import annotations

from yichuang.kernel.public import DomainError, InvalidInput, NotFound


class MatterUnknown(NotFound):
    """No matter or edition of this code is in sight."""

    code = "catalogue.matter_unknown"


class EditionNotOpen(DomainError):
    """The edition is not in the state this act needs; `state` says which it is in."""

    code = "catalogue.edition_not_open"


class BasisNotCited(DomainError):
    """Elements lack a basis that resolves in the law table; `elements` names them.

    Publishing needs each cited, or the reviewer's named waiver.
    """

    code = "catalogue.basis_not_cited"


class WaiverInvalid(InvalidInput):
    """A waiver must be the reviewer's own, name its ground, and cover elements that exist."""

    code = "catalogue.waiver_invalid"


class OwnWork(DomainError):
    """Who wrote a draft may not be the one who reviews it."""

    code = "catalogue.own_work"


class LooserThanParent(DomainError):
    """A claimed matter may only tighten what the level above set; `elements` are looser."""

    code = "catalogue.looser_than_parent"


class LimitBeyondLaw(DomainError):
    """The promised limit is longer than the statutory one."""

    code = "catalogue.limit_beyond_law"


class HandUpNotPossible(DomainError):
    """What is to be handed up to an organ above cannot be, or not so; `mend` says what to do."""

    code = "catalogue.hand_up_not_possible"


class StepsNotSound(DomainError):
    """The table of steps cannot be run to the decision; `mend` says what to do."""

    code = "catalogue.steps_not_sound"


class EffectiveDateInvalid(InvalidInput):
    """An edition takes effect today or later, and after the edition before it."""

    code = "catalogue.effective_date_invalid"


class FileUnreadable(InvalidInput):
    """An import file cannot be read at all: its kind, encoding or header is unknown."""

    code = "catalogue.file_unreadable"


class HeaderUnknown(FileUnreadable):
    """No layout fits the file's `header`; of the nearest, `wanted`, it lacks the `missing`."""

    code = "catalogue.header_unknown"


class MainItemUnknown(InvalidInput):
    """The base directory has no main item of this name or code; `similar` names some near it."""

    code = "catalogue.main_item_unknown"


class NameTaken(InvalidInput):
    """The organ has a matter of this name already."""

    code = "catalogue.name_taken"


class CodesUsedUp(DomainError):
    """No three-digit number is left under the main item, or for main items of the province."""

    code = "catalogue.codes_used_up"


class BundleUnknown(NotFound):
    """The city publishes no bundle of this code."""

    code = "catalogue.bundle_unknown"


class BundleInvalid(InvalidInput):
    """What is to be published as a bundle does not hold together; `rule` says where."""

    code = "catalogue.bundle_invalid"


class TooManyMatters(InvalidInput):
    """A plan takes at most `most` matters at once."""

    code = "catalogue.too_many_matters"


class NotAppliedFor(InvalidInput):
    """The `matter` is the organ's own business (依职权): nobody applies for it."""

    code = "catalogue.not_applied_for"


class AnswerUnknown(InvalidInput):
    """A question the plan does not ask, or an answer it does not offer; `field` is its code."""

    code = "catalogue.answer_unknown"
