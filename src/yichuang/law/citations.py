"""Short names of laws, and how a citation is written out in Chinese and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Law:
    """A law, regulation or rule under its short name (法规简称)."""

    zh: str
    en: str


LAWS = {
    "AnyangReg": Law("安阳市政务服务条例", "Anyang Regulations on Government Services"),
    "BizReg": Law("优化营商环境条例", "Regulations on Optimising the Business Environment"),
    "CivilCode": Law("民法典", "Civil Code"),
    "CoLaw": Law("行政强制法", "Administrative Coercion Law"),
    "CPL": Law("民事诉讼法", "Civil Procedure Law"),
    "ExitEntryReg": Law(
        "外国人入境出境管理条例", "Regulations on Entry and Exit of Foreign Nationals"
    ),
    "HolidayReg": Law("全国年节及纪念日放假办法", "Measures on Public Holidays"),
    "InfoReg": Law("政府信息公开条例", "Regulations on Open Government Information"),
    "IDCardLaw": Law("居民身份证法", "Resident Identity Card Law"),
    "LicLaw": Law("行政许可法", "Administrative Licensing Law"),
    "LitLaw": Law("行政诉讼法", "Administrative Litigation Law"),
    "MktReg": Law("市场主体登记管理条例", "Regulations on Registration of Market Entities"),
    "OnlineReg": Law(
        "国务院关于在线政务服务的若干规定", "State Council Provisions on Online Government Services"
    ),
    "PenLaw": Law("行政处罚法", "Administrative Penalty Law"),
    "PetitionReg": Law("信访工作条例", "Regulations on Petitions"),
    "RecLaw": Law("行政复议法", "Administrative Reconsideration Law"),
    "WorkTimeReg": Law("国务院关于职工工作时间的规定", "State Council Provisions on Working Hours"),
}
NUMERALS = "零一二三四五六七八九"
CITATION = re.compile(r"^(?P<law>[A-Za-z]+) (?P<articles>\d+(?:\(\d+\))?(?:, \d+(?:\(\d+\))?)*)$")


# What stands for an article where a period rests on none: the organ's own published promise.
PLAIN_SOURCES = {"承诺时限": "the promised period"}


def cite(source: str, language: Language) -> str:
    """Write out a short citation: "LicLaw 42" is 《行政许可法》第四十二条.

    A number in brackets is an item, as in "LicLaw 32(4)". A source that is no short citation (the
    name of a notice, say) is returned as it is, but for those of the house in PLAIN_SOURCES.
    """
    if language == "en" and source in PLAIN_SOURCES:
        return PLAIN_SOURCES[source]
    if source in LAWS:
        return f"《{LAWS[source].zh}》" if language == "zh" else LAWS[source].en
    match = CITATION.match(source)
    if match is None or match["law"] not in LAWS:
        return source
    law = LAWS[match["law"]]
    articles = match["articles"].split(", ")
    if language == "en":
        word = "article" if len(articles) == 1 else "articles"
        return f"{law.en}, {word} {' and '.join(articles)}"
    return f"《{law.zh}》" + "、".join(_article_zh(article) for article in articles)


def _article_zh(article: str) -> str:
    number, _, item = article.rstrip(")").partition("(")
    written = f"第{numeral(int(number))}条"
    return f"{written}第（{numeral(int(item))}）项" if item else written


def numeral(number: int) -> str:
    """Return a number from 1 to 1999 in Chinese numerals, as articles are counted."""
    if not 1 <= number <= 1999:
        raise ValueError(f"no article has this number: {number}")
    written, pending_zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit == 0:
            pending_zero = bool(written)
            continue
        if pending_zero:
            written, pending_zero = written + "零", False
        bare_ten = place == 10 and digit == 1 and not written
        written += unit if bare_ten else NUMERALS[digit] + unit
    return written
