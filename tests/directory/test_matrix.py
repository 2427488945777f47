"""Post × act × organ × secrecy, over every post of the demonstration, against a second opinion.

What is expected is worked out here in another way than the policy does it: sets written by hand,
no conditions shared with it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from yichuang.directory.actors import PostScope, Subject
from yichuang.directory.models import Organ, Post
from yichuang.directory.policy import TABLE, allowed
from yichuang.directory.standing import actor_in_post

pytestmark = pytest.mark.django_db

FOR_EVERYBODY = {"public.read", "catalogue.read"}
NOT_FOR_OFFICERS = {
    "approval.file", "approval.answer", "approval.withdraw", "approval.evaluate", "look.own",
    "ledger.wake", "ledger.admit",
}  # fmt: skip
ANYWHERE = {"ledger.verify", "party.register", "mandate.give", "contact.choose"}
OWN_ORGAN_ONLY = {
    "approval.examine", "approval.suspend", "approval.review", "approval.decide",
    "approval.extend", "approval.issue", "approval.correct", "approval.void",
    "originals.keep", "originals.archive", "staff.lead",
}  # fmt: skip
SECOND_FACTOR = {
    "approval.review", "approval.decide", "approval.extend", "approval.issue",
    "approval.correct", "approval.void", "catalogue.publish", "look.seal", "look.open_sealed",
    "platform.operate", "directory.manage", "staff.lead",
}  # fmt: skip
ACTS = sorted(act.name for act in TABLE)
BUSINESS = {act for act in ACTS if act.split(".")[0] in {"case", "file", "approval", "originals"}}
IN_THE_CITY = {"320200000000", "320213000000", "320213001000", "320281000000"}


def expected(post: Post, act: str, organ: Organ, secrecy: str, second_factor: bool) -> bool:
    if act in FOR_EVERYBODY:
        return True
    if act in NOT_FOR_OFFICERS or act not in post.acts:
        return False
    if act in SECOND_FACTOR and not second_factor:
        return False
    if act in ANYWHERE or post.organ_id == organ.code:
        return True
    if act in OWN_ORGAN_ONLY or secrecy == "confidential" or post.scope == "organ":
        return False
    return organ.region in IN_THE_CITY  # every post of a region in the demonstration is the city's


def test_every_post_may_do_exactly_what_the_rules_say(demo):
    organs = list(Organ.objects.all())
    outsider = Organ(code="1132010000000000XX", region="320100000000")
    cells = 0
    wrong = []
    for post in Post.objects.all():
        actor = actor_in_post(demo.officers[post.code], post.code)
        actor = replace(actor, acts=frozenset(post.acts))
        for second_factor in (True, False):
            actor = replace(actor, second_factor=second_factor)
            for organ in (*organs, outsider):
                for secrecy in ("internal", "confidential"):
                    subject = Subject(organ=organ.code, region=organ.region, secrecy=secrecy)
                    for act in ACTS:
                        cells += 1
                        want = expected(post, act, organ, secrecy, second_factor)
                        if allowed(actor, act, subject).ok is not want:
                            wrong.append((post.code, act, organ.key, secrecy, second_factor))

    assert wrong == []
    assert cells > 100_000


def test_no_administrator_reads_or_touches_a_case(demo):
    for role in ("system", "security", "audit"):
        post = Post.objects.get(code=f"approval-bureau.{role}-admin")
        assert BUSINESS.isdisjoint(post.acts)


def test_only_the_window_and_supervision_reach_beyond_their_organ(demo):
    reaching = Post.objects.filter(scope=PostScope.REGION).values_list("code", flat=True)

    assert sorted(code for code in reaching if BUSINESS & set(Post.objects.get(pk=code).acts)) == [
        "approval-bureau.assist",
        "approval-bureau.supervise",
        "approval-bureau.window",
    ]
