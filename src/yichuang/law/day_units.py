"""What a law means by "day": the same word counts differently from law to law."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import DayUnitUnknown, PeriodWordUnknown
from .periods import Period, Unit

EVERY = frozenset(range(1, 1000))
NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DayRule:
    """Which amounts of "days" (日) in a law are working days; the others are calendar days.

    `exceptions` are articles whose days are read otherwise, whatever the amount. `source` is the
    article that says so, empty where the law says nothing and the plain word holds.
    """

    working: frozenset[int]
    source: str
    exceptions: tuple[tuple[str, Unit], ...] = ()


DAY_RULES = {
    # The licensing law speaks of the organs' periods alone. The holder's thirty days before
    # expiry (50) are read as written; the five days to ask for a hearing (47) as working days,
    # in the citizen's favour. A region may decide otherwise in its own edition.
    "LicLaw": DayRule(EVERY, "LicLaw 82", (("50", Unit.CALENDAR_DAY), ("47", Unit.WORKING_DAY))),
    "PenLaw": DayRule(frozenset({2, 3, 5, 7}), "PenLaw 85"),
    "RecLaw": DayRule(frozenset({3, 5, 7, 10}), "RecLaw 88"),
    "CoLaw": DayRule(frozenset(range(1, 11)), "CoLaw 69"),
    "ExitEntryReg": DayRule(EVERY, "ExitEntryReg 36"),  # 外国人入境出境管理条例, organs' periods
    # These write 工作日 in full where they mean it, so the bare word is a calendar day.
    "InfoReg": DayRule(NONE, ""),
    "MktReg": DayRule(NONE, ""),
    "BizReg": DayRule(NONE, ""),
    "PetitionReg": DayRule(NONE, ""),
    "LitLaw": DayRule(NONE, "LitLaw 101"),  # periods as in the Civil Procedure Law
    "CPL": DayRule(NONE, "CPL 85"),
    "CivilCode": DayRule(NONE, "CivilCode 200"),
}

UNIT_OF_WORD = {
    "工作日": Unit.WORKING_DAY,
    "自然日": Unit.CALENDAR_DAY,
    "工作小时": Unit.WORKING_HOUR,
    "工作时": Unit.WORKING_HOUR,
    "小时": Unit.HOUR,
    "时": Unit.HOUR,
    "月": Unit.MONTH,
    "年": Unit.YEAR,
}
BARE_DAY = ("日", "天")


def period_of(law: str, amount: int, word: str, *, article: str = "") -> Period:
    """Return the period that `amount` `word` means in a law, for example ("PenLaw", 7, "日").

    `word` is the Chinese unit as written, a leading 个 allowed; `law` the short name, `article`
    its number where known. The period's source is both.

    Raises DayUnitUnknown for a bare day of a law that is not in the table: better no date than a
    guessed one. Raises PeriodWordUnknown for a word that is no unit.
    Source: LicLaw 82; PenLaw 85; RecLaw 88; CoLaw 69.
    """
    source = f"{law} {article}" if article else law
    plain = word.strip().removeprefix("个")
    if plain in UNIT_OF_WORD:
        return Period(amount, UNIT_OF_WORD[plain], source)
    if plain not in BARE_DAY:
        raise PeriodWordUnknown(word=word)
    return Period(amount, day_unit(law, amount, article=article), source)


def day_unit(law: str, amount: int, *, article: str = "") -> Unit:
    """Return what a bare "day" counts in a law; see `period_of`."""
    rule = DAY_RULES.get(law)
    if rule is None:
        raise DayUnitUnknown(law=law, amount=amount)
    for exception, unit in rule.exceptions:
        if exception == article.partition("(")[0].strip():
            return unit
    return Unit.WORKING_DAY if amount in rule.working else Unit.CALENDAR_DAY
