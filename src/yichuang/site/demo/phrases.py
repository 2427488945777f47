"""Phrases the posts of the approval bureau keep, shared and one's own (常用语)."""

from __future__ import annotations

from datetime import datetime, timedelta

from yichuang.directory.public import PhraseUse, add_phrase, change_phrase

from .cast import Desk
from .simulation import Story

SHARED: tuple[tuple[str, PhraseUse, str], ...] = (
    ("window", PhraseUse.SUPPLEMENT, "{材料名称}影像不清，请重新拍摄后提交"),
    ("window", PhraseUse.SUPPLEMENT, "{材料名称}缺申请人签名或者盖章，请补签后提交"),
    ("window", PhraseUse.DECLINE, "{事项名称}不属于本机关职权范围，请向有权机关申请。"),
    ("handle", PhraseUse.OPINION, "经审查，{事项名称}申请材料齐全、符合法定形式，建议准予。"),
    ("handle", PhraseUse.OPINION, "现场核查与申请材料一致，未发现问题。"),
    ("decide", PhraseUse.REFUSAL, "现场核查结果与申请材料不一致，不符合法定条件。"),
)
# Worded anew some days later, so that the phrase has a history.
FIRST = "图纸未标明加工走向，请补标"
THEN = "{材料名称}未标明加工走向，请补标后一并提交"
DAYS_BETWEEN = 12


def keep_phrases(desk: Desk, begin: datetime) -> Story:
    """The head shares phrases with three posts; a clerk keeps one and words it anew."""
    yield begin
    head = desk.actor("head", begin.date())
    for post, use, text in SHARED:
        add_phrase(head, post=f"{desk.organ}.{post}", use=use, text=text, shared=True)
    own = desk.actor("window", begin.date())
    phrase = add_phrase(own, post=own.post, use=PhraseUse.SUPPLEMENT, text=FIRST, shared=False)
    at = begin + timedelta(days=DAYS_BETWEEN)
    yield at
    change_phrase(desk.actor("window", at.date()), phrase, text=THEN, seen_no=1)
