"""Refusals of the approval line, each stating a fact; the words stand in `site/texts`."""

from __future__ import annotations

from yichuang.kernel.public import DomainError


class StepNotAllowed(DomainError):
    """The case is in a state from which this step cannot be taken."""

    code = "approval.step_not_allowed"


class MaterialsMissing(DomainError):
    """A required material is still open and nothing stands in for it."""

    code = "approval.materials_missing"


class SupplementAskedBefore(DomainError):
    """What is missing may be asked for once, completely; it has been."""

    code = "approval.supplement_asked_before"


class SupplementEmpty(DomainError):
    """A supplement notice names at least one material and what is wrong with it."""

    code = "approval.supplement_empty"
    http_status = 422


class UnknownMaterial(DomainError):
    """The guide of this matter asks for no such material."""

    code = "approval.unknown_material"
    http_status = 422


class ReasonsMissing(DomainError):
    """A decision against the applicant must state its reasons."""

    code = "approval.reasons_missing"
    http_status = 422


class SecondPersonNeeded(DomainError):
    """Verification of substance takes two persons; this officer has already been the first."""

    code = "approval.second_person_needed"


class StepOpen(DomainError):
    """An earlier handling step has not been completed."""

    code = "approval.step_open"


class NotInstant(DomainError):
    """Only a matter that can be decided on the spot may be finished on one screen."""

    code = "approval.not_instant"


class PostLacksActs(DomainError):
    """Finishing at once takes a post that may accept, decide and hand over."""

    code = "approval.post_lacks_acts"
    http_status = 403


class NotFileable(DomainError):
    """This matter is a guide only; the facts say what its guide still lacks."""

    code = "approval.not_fileable"


class EditionNotInForce(DomainError):
    """The guide this form was made from is no longer, or not yet, in force."""

    code = "approval.edition_not_in_force"


class ExtensionNotAllowed(DomainError):
    """No law lets this period be extended, again, or by so much."""

    code = "approval.extension_not_allowed"


class DecidedAbove(DomainError):
    """This organ only examines first; an organ above it decides."""

    code = "approval.decided_above"


class MaterialsAskedAgain(DomainError):
    """The organ above may not ask the applicant for materials again."""

    code = "approval.materials_asked_again"


class OrganAboveUnknown(DomainError):
    """The organ that is to decide is not in the directory, or may not decide any more."""

    code = "approval.organ_above_unknown"


class ProcedureNotListed(DomainError):
    """The guide lists no such special procedure, so its time counts."""

    code = "approval.procedure_not_listed"


class BadGradeNeedsReason(DomainError):
    """A grade of not satisfied is recorded with a reason chosen or written."""

    code = "approval.bad_grade_needs_reason"
    http_status = 422


class EvaluatedBefore(DomainError):
    """One service contact has one evaluation."""

    code = "approval.evaluated_before"


class ServedBefore(DomainError):
    """A served act changes only by a new served document."""

    code = "approval.served_before"


class NotCorrectable(DomainError):
    """This field cannot be corrected by an entry."""

    code = "approval.not_correctable"
    http_status = 422


class SelfApproval(DomainError):
    """A mistake is mended on the word of another person than the one who mends it."""

    code = "approval.self_approval"
    http_status = 422


class PromiseNotAllowed(DomainError):
    """This matter is not decided on a promise; the guide offers none, or what it concerns bars it.

    It can be filed in the ordinary way.
    """

    code = "approval.promise_not_allowed"
    http_status = 422


class GapsOpen(DomainError):
    """Something that was promised to follow has not come, so it cannot be decided."""

    code = "approval.gaps_open"


class NothingOwed(DomainError):
    """No material is missing that could be promised or brought."""

    code = "approval.nothing_owed"


class ProcedureUsedUp(DomainError):
    """A special procedure of this kind has taken place as often as the guide allows."""

    code = "approval.procedure_used_up"


class OtherPersonNeeded(DomainError):
    """Who examined does not review or decide the same case; this officer has acted in it."""

    code = "approval.other_person_needed"


class Barred(DomainError):
    """Who was found to have applied with falsehoods may not apply for the same again yet."""

    code = "approval.barred"


class QuotaFull(DomainError):
    """The number of these licences is limited, and all are given."""

    code = "approval.quota_full"


class NotInTurn(DomainError):
    """Earlier applications may still take up the places that are left."""

    code = "approval.not_in_turn"


class OfferNotOpen(DomainError):
    """Nothing is offered to this party here, or no longer."""

    code = "approval.offer_not_open"


class OfferRowsInvalid(DomainError):
    """A list of those entitled has rows that cannot be taken: `errors` has row, field, rule."""

    code = "approval.offer_rows_invalid"
    http_status = 422


class HearingLicencesOnly(DomainError):
    """These hearings are the licensing law's; other powers follow their own law."""

    code = "approval.hearing_licences_only"


class HearingNotOpen(DomainError):
    """No hearing can be told of, asked for, given up or recorded now; the rule says why."""

    code = "approval.hearing_not_open"


class HearingOpen(DomainError):
    """Somebody who was told of the right to a hearing may still ask for one."""

    code = "approval.hearing_open"


class HearingNoticeShort(DomainError):
    """A hearing is notified seven days ahead."""

    code = "approval.hearing_notice_short"
    http_status = 422


class HearingTooLate(DomainError):
    """A hearing that was asked for is held within twenty days of the request."""

    code = "approval.hearing_too_late"
    http_status = 422


class HearingHostNotAllowed(DomainError):
    """Who hosts a hearing does not examine the case, and is an officer of the organ."""

    code = "approval.hearing_host_not_allowed"
    http_status = 422


class HearingOwnSteps(DomainError):
    """A hearing in licensing is told, asked for, set and recorded; it is no plain pause."""

    code = "approval.hearing_own_steps"


class HearingRecordNotCited(DomainError):
    """After a hearing the decision says how it follows from the record."""

    code = "approval.hearing_record_not_cited"
    http_status = 422


class GrantNotEndable(DomainError):
    """What was granted cannot be ended on this ground, or has ended before."""

    code = "approval.grant_not_endable"


class ColleagueNotCompetent(DomainError):
    """Who is named to take or sign a step may not; `rule` says why, as for an approver."""

    code = "approval.colleague_not_competent"
    http_status = 422


class ApproverNotCompetent(DomainError):
    """Who is named as having approved is not in office here, or may not approve mending."""

    code = "approval.approver_not_competent"
    http_status = 422


class RecallNotAllowed(DomainError):
    """Only one's own last opinion can be taken back."""

    code = "approval.recall_not_allowed"


class OpinionPassed(DomainError):
    """The next person has opened the case or acted on the opinion; the facts say who and when."""

    code = "approval.opinion_passed"


class LicenceUnknown(DomainError):
    """There is no licence with this number to renew or change."""

    code = "approval.licence_unknown"
    http_status = 422


class LicenceNotHeld(DomainError):
    """A licence is renewed or changed on its holder's application; this one is another's."""

    code = "approval.licence_not_held"
    http_status = 422


class LicenceOfOtherMatter(DomainError):
    """The licence is of another kind than this matter gives, or another organ's."""

    code = "approval.licence_of_other_matter"
    http_status = 422


class RenewalRunning(DomainError):
    """A renewal of this licence has been asked for and is not over; one answer settles it."""

    code = "approval.renewal_running"


class LicenceNotInForce(DomainError):
    """The licence has expired or was ended, so it is neither renewed nor changed."""

    code = "approval.licence_not_in_force"


class GroundMissing(DomainError):
    """This act needs a stated ground."""

    code = "approval.ground_missing"
    http_status = 422


class LateEntryNeedsGround(DomainError):
    """Materials entered after the day they arrived need a stated ground, which stays visible."""

    code = "approval.late_entry_needs_ground"
    http_status = 422


class AnswersInvalid(DomainError):
    """The form was filled in with values of the wrong kind; `errors` lists field and rule."""

    code = "approval.answers_invalid"
    http_status = 422


class RealNameLevelTooLow(DomainError):
    """This matter asks for a higher real-name level than the account has."""

    code = "approval.real_name_level_too_low"
    http_status = 403


class WrongCode(DomainError):
    """No case has this receipt number and code; which of the two is wrong is not told."""

    code = "approval.wrong_code"
    http_status = 404


class TooManyWrongCodes(DomainError):
    """Too many wrong codes lately, from this address or for this number."""

    code = "approval.too_many_wrong_codes"
    http_status = 429


class FeeNotListed(DomainError):
    """The guide charges no such item: nothing may be charged that is not published."""

    code = "approval.fee_not_listed"


class FeeRateNotPublished(DomainError):
    """The published standard has no such rate, or several, of which none was chosen."""

    code = "approval.fee_rate_not_published"
    http_status = 422


class FeeNoticedBefore(DomainError):
    """What is to be paid was told before."""

    code = "approval.fee_noticed_before"


class ReliefNotApproved(DomainError):
    """A relief needs its ground, and approval by another officer who may give it."""

    code = "approval.relief_not_approved"
    http_status = 422


class FeeUnpaid(DomainError):
    """The result is not made out or handed over while its fee is due."""

    code = "approval.fee_unpaid"


class FeeFirst(DomainError):
    """The guide charges everybody, and nobody has said yet what is to be paid."""

    code = "approval.fee_first"


class PaymentUnknown(DomainError):
    """No notice has this payment code, or the payment is known already."""

    code = "approval.payment_unknown"
    http_status = 404


class PaymentAmountWrong(DomainError):
    """The amount is not the one of the notice."""

    code = "approval.payment_amount_wrong"
    http_status = 422


class DispatchFirst(DomainError):
    """What goes by courier is served by its receipt: dispatch and receipt are recorded."""

    code = "approval.dispatch_first"


class CollectedByCode(DomainError):
    """It lies ready at a window and is handed over by the step of collection."""

    code = "approval.collected_by_code"


class ParcelUnderWay(DomainError):
    """It is on its way: first its receipt or its return is recorded."""

    code = "approval.parcel_under_way"


class NotUnderWay(DomainError):
    """Nothing of this case is on its way."""

    code = "approval.not_under_way"


class LaidReadyBefore(DomainError):
    """It lies ready already; the applicant has his code."""

    code = "approval.laid_ready_before"


class NotLaidReady(DomainError):
    """Nothing of this case lies ready for collection."""

    code = "approval.not_laid_ready"


class CollectionCodeWrong(DomainError):
    """The code does not belong to this result; `left` tries are left."""

    code = "approval.collection_code_wrong"
    http_status = 422


class CollectionCodeUnknown(DomainError):
    """No result that lies ready within sight has this code or number."""

    code = "approval.collection_code_unknown"
    http_status = 404


class CodeUsedUp(DomainError):
    """Too many wrong codes were shown: it is collected by document only."""

    code = "approval.code_used_up"


class DocumentDiffers(DomainError):
    """The document's number is not the one of the application."""

    code = "approval.document_differs"
    http_status = 422


class CourierNotOffered(DomainError):
    """The guide offers no courier."""

    code = "approval.courier_not_offered"


class CourierChosen(DomainError):
    """The applicant wants it sent."""

    code = "approval.courier_chosen"


class AddressMissing(DomainError):
    """Nobody has said where to send it."""

    code = "approval.address_missing"
    http_status = 422


class PaymentUnsigned(DomainError):
    """A message that bears no valid, recent signature of the non-tax system."""

    code = "approval.payment_unsigned"
    http_status = 403
