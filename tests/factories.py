"""A small city of plain, fixed values, built through the real services, for any suite.

`make_city()` gives one organ with its posts, officers and three citizens, and three published
matters: a committed licence, an instant public service and a committed payment. Everybody signs in
with `PASSWORD`; the accounts are demo accounts, so with `YICHUANG_DEMO` on (the setting, or the
variable for a server of its own) they count as signed in with a second factor.

Names are plainly invented; codes are valid by their check digits but belong to nobody.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yichuang.approval import public as approval
from yichuang.catalogue.public import (
    Authors,
    Basis,
    BasisStatus,
    Condition,
    EditionContent,
    EditionRow,
    Fee,
    FormField,
    GapRule,
    HandlingKind,
    Material,
    PowerType,
    PromiseTerms,
    Remedy,
    Result,
    SatisfiedBy,
    SpecialProcedure,
    Step,
    TimeLimit,
    create_matter,
    edition_row,
    publish,
    review,
    send_to_review,
)
from yichuang.directory.models import Account, Officer, Organ, Post
from yichuang.directory.public import (
    Actor,
    ActorKind,
    actor_in_post,
    appoint,
    give_mandate,
    give_title,
    import_divisions,
    import_organs,
    register_party,
)
from yichuang.documents.public import store_upload
from yichuang.kernel.public import ports
from yichuang.law.public import Period, Unit
from yichuang.ledger.public import Receipt

CITY = "320200000000"
BUREAU = "11320200YY9000016G"
OTHER_ORGAN = "11320200YY90000326"
PASSWORD = "plain-words-for-tests-only"
LONG_AGO = date(2020, 1, 1)

# A PDF of one empty page: enough for a material.
SAMPLE_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
    b"0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n163\n%%EOF\n"
)

READING = ("case.list", "case.read", "file.read")
# post suffix → (name, scope, acts); who holds it is the officer of the same name.
POSTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "window": (
        "综合窗口受理岗",
        "region",
        (
            *READING,
            "approval.receive",
            "approval.accept",
            "approval.deliver",
            "party.register",
            "mandate.give",
            "originals.take",
            "contact.choose",
            "service.follow",
        ),
    ),
    "assist": (
        "综合窗口辅助岗",
        "region",
        (
            *READING,
            "approval.receive",
            "approval.deliver",
            "party.register",
            "originals.take",
            "service.follow",
        ),
    ),
    "examine": (
        "审查岗",
        "organ",
        (
            *READING,
            "approval.examine",
            "approval.suspend",
            "approval.hear",
            "originals.keep",
            "service.follow",
        ),
    ),
    "examine2": (
        "核查岗",
        "organ",
        (*READING, "approval.examine", "approval.suspend", "originals.keep"),
    ),
    "review": (
        "复核岗",
        "organ",
        (*READING, "approval.review", "approval.suspend", "approval.hear", "originals.archive"),
    ),
    "decide": (
        "决定岗",
        "organ",
        (
            *READING,
            "approval.receive",
            "approval.accept",
            "approval.decide",
            "approval.issue",
            "approval.deliver",
            "approval.correct",
            "originals.take",
            "approval.void",
        ),
    ),
    "head": (
        "分管领导",
        "organ",
        (
            *READING,
            "case.export",
            "head.view",
            "staff.lead",
            "approval.decide",
            "approval.extend",
            "approval.correct",
            "approval.void",
            "approval.approve_mending",
            "approval.offer",
            "approval.confirm_deemed",
            "catalogue.publish",
        ),
    ),
    "instant": (
        "即办窗口首席代表",
        "organ",
        (
            *READING,
            "approval.receive",
            "approval.accept",
            "approval.decide",
            "approval.issue",
            "approval.deliver",
            "party.register",
            "originals.take",
        ),
    ),
    "catalogue": ("事项管理岗", "region", ("catalogue.edit", "catalogue.import")),
    "legal": ("法制审核岗", "region", ("catalogue.review",)),
    "reconcile": ("非税收入对账岗", "region", ("approval.reconcile",)),
}
PEOPLE = {
    "citizen": ("natural", "测试甲", "320200209912010010"),
    "neighbour": ("natural", "测试乙", "320200209912020024"),
    "company": ("legal", "示例餐饮店", "91320213YY9000024X"),
}


@dataclass(frozen=True, slots=True)
class City:
    """What `make_city` built. Officers sign in by their post's suffix, citizens by their key."""

    region: str
    organ: str
    parties: dict[str, UUID]
    licence: EditionRow  # 承诺件: examine by two, review, decide; a licence for three years
    service: EditionRow  # 即办件: no materials that must be there, nothing is issued
    payment: EditionRow  # 承诺件 of payment: one examination, a notice as result

    def officer(self, post: str) -> Actor:
        """Return the officer of a post, with a second factor."""
        return actor_in_post(f"T-{post}", f"test.{post}", second_factor=True)

    def party(self, key: str, *, level: int = 3, mandates: tuple[str, ...] = ()) -> Actor:
        """Return a citizen, or the company's own account."""
        return Actor(
            kind=ActorKind.PARTY,
            id=str(self.parties[key]),
            name=PEOPLE[key][1],
            real_name_level=level,
            mandates=frozenset(self.parties[one] for one in mandates),
        )


@transaction.atomic
def make_city() -> City:
    """Build the city, all of it in force today. Call it once for a database."""
    _divisions_and_organs()
    _posts_and_officers()
    parties = {
        key: register_party(
            kind=kind, name=name, number=number, phone="10000000000", real_name_level=3
        )
        for key, (kind, name, number) in PEOPLE.items()
    }
    _accounts(parties)
    editions = {key: published(content) for key, content in contents().items()}
    return City(region=CITY, organ=BUREAU, parties=parties, **editions)


def _divisions_and_organs() -> None:
    import_divisions(
        [
            {"code": "320000", "name": "示例省", "valid_from": "2020-01-01"},
            {"code": "320200", "name": "示例市", "valid_from": "2020-01-01"},
        ],
        as_of=LONG_AGO,
    )
    rows = [
        {"key": "test", "code": BUREAU, "name": "示例市行政审批局"},
        {"key": "other", "code": OTHER_ORGAN, "name": "示例市另一机关"},
    ]
    common = {"region": CITY, "level": "city", "kind": "department", "valid_from": "2020-01-01"}
    report = import_organs([{**row, **common} for row in rows], as_of=LONG_AGO)
    assert not report.rejected, report.rejected


def _posts_and_officers() -> None:
    for organ, prefix in ((BUREAU, "test"), (OTHER_ORGAN, "other")):
        suffixes = POSTS if prefix == "test" else ("examine", "decide")
        for suffix in suffixes:
            _post_with_officer(Organ.objects.get(pk=organ), prefix, suffix)


def _post_with_officer(organ: Organ, prefix: str, suffix: str) -> None:
    name, scope, acts = POSTS[suffix]
    contract = suffix == "assist"
    Post.objects.create(
        code=f"{prefix}.{suffix}",
        name=name,
        organ=organ,
        region=CITY,
        scope=scope,
        acts=list(acts),
        employments=["civil_servant", "institution", *(["contract"] if contract else [])],
        valid_from=LONG_AGO,
    )
    code = f"{'T' if prefix == 'test' else 'O'}-{suffix}"
    Officer.objects.create(
        code=code,
        name=f"演示{suffix}",
        employer=organ,
        employment="contract" if contract else "civil_servant",
        valid_from=LONG_AGO,
    )
    appoint(officer=code, post=f"{prefix}.{suffix}", valid_from=LONG_AGO)


def _accounts(parties: dict[str, UUID]) -> None:
    """Give everybody an account; one digest and salt for all: the hash is slow on purpose."""
    encoded = make_password(PASSWORD, salt="one-salt-for-all-of-the-tests")
    people: list[dict[str, Any]] = [
        {
            "login_name": officer.code.removeprefix("T-").lower(),
            "officer_id": officer.code,
        }
        for officer in Officer.objects.order_by("code")
    ]
    people += [{"login_name": key, "party_id": party} for key, party in parties.items()]
    Account.objects.bulk_create(
        [
            Account(id=ports().ids.uuid(), password=encoded, is_demo=True, **person)
            for person in people
        ]
    )


# --- matters ------------------------------------------------------------------------------------

LICENSING_LAW = "law:行政许可法:2019"
ASSISTANCE_LAW = "law:社会救助法:2026"
BUSINESS_RULES = "law:优化营商环境条例:2019"


def cited(law_id: str, article: int) -> tuple[Basis, ...]:
    """Return a basis that resolves in the law table."""
    name = law_id.split(":")[1]
    full = name if name.endswith("条例") else f"中华人民共和国{name}"
    return (Basis(BasisStatus.CITED, law_id=law_id, law_name=full, article=article),)


def working_days(amount: int, source: str, basis: tuple[Basis, ...]) -> TimeLimit:
    """Return a limit in working days."""
    return TimeLimit(Period(amount, Unit.WORKING_DAY, source), basis)


def material(
    code: str, name: str, basis: tuple[Basis, ...], *, need: str = "1", **more: Any
) -> Material:
    """Return a material that may be uploaded or shown on paper."""
    return Material(
        code=code,
        name=name,
        need=need,
        basis=basis,
        common_defects=("内容不完整",),
        satisfied_by=(SatisfiedBy.UPLOAD, SatisfiedBy.PAPER, SatisfiedBy.PROMISE),
        **more,
    )


def contents() -> dict[str, EditionContent]:
    """Return what the three matters say."""
    return {"licence": _licence(), "service": _service(), "payment": _payment()}


def _licence() -> EditionContent:
    basis = cited(LICENSING_LAW, 32)
    return EditionContent(
        name="示例经营许可",
        short_name="示例许可",
        everyday_names=("开示例店",),
        power_type=PowerType.LICENCE,
        handling_kind=HandlingKind.COMMITTED,
        catalog_code="000999901001",
        task_code="test-licence",
        service_objects=("1", "2"),
        set_basis=cited(LICENSING_LAW, 12),
        statutory=working_days(20, "LicLaw 42", cited(LICENSING_LAW, 42)),
        promised=working_days(10, "承诺时限", cited(BUSINESS_RULES, 36)),
        special_procedures=(
            SpecialProcedure("expert_review", "专家评审", None, cited(LICENSING_LAW, 45)),
        ),
        conditions=(Condition("有固定场所。", basis),),
        materials=(
            material("plan", "场所布局图", basis),
            material("rules", "管理制度", basis),
            material("photo", "场所照片", basis, need="2"),
        ),
        fields=(
            FormField("DE_TRADE_NAME", "字号或招牌名称", group="经营情况", longest=60),
            FormField("DE_AREA", "经营场所面积", kind="integer", group="经营情况"),
            FormField("DE_NOTE", "说明", kind="long_text", required=False, longest=500),
        ),
        steps=(
            Step("verify", "实质核查", "approval.examine", people=2),
            Step("review", "复核", "approval.review"),
            Step("decide", "决定", "approval.decide"),
        ),
        fees=(),
        result=Result("1", "示例经营许可证", "900", Period(3, Unit.YEAR, "LicLaw 50"), "示审"),
        remedy=Remedy("示例市人民政府", "示例市人民法院"),
        location="示例路1号政务服务中心",
        hours="工作日9:00—17:00",
        consult="示例咨询窗口",
        real_name_level=2,
    )


def promised() -> EditionContent:
    """Return a licence that may be decided on a promise; no city has it unless it is published."""
    return dataclasses.replace(
        _licence(),
        name="示例承诺许可",
        short_name="",
        everyday_names=(),
        catalog_code="000999901002",
        task_code="test-promised",
        on_promise=PromiseTerms(
            "场所符合示例规定的条件，材料真实。",
            Period(30, Unit.WORKING_DAY, "示例规定"),
            cited(BUSINESS_RULES, 40),
        ),
    )


def with_gaps() -> EditionContent:
    """Return a licence whose photo may follow, or it counts as taken back; see `promised`."""
    basis = cited(BUSINESS_RULES, 36)
    return dataclasses.replace(
        _licence(),
        name="示例容缺许可",
        short_name="",
        everyday_names=(),
        catalog_code="000999901003",
        task_code="test-with-gaps",
        materials=(
            material("plan", "场所布局图", basis),
            material("photo", "场所照片", basis, need="3"),
        ),
        gap_rule=GapRule(True, basis),
    )


def _service() -> EditionContent:
    basis = cited(BUSINESS_RULES, 36)
    return EditionContent(
        name="示例信息查询",
        everyday_names=("查示例",),
        power_type=PowerType.PUBLIC_SERVICE,
        handling_kind=HandlingKind.INSTANT,
        catalog_code="002099901001",
        task_code="test-service",
        service_objects=("1",),
        set_basis=basis,
        conditions=(Condition("本人办理。", basis),),
        materials=(material("request", "查询申请表", basis, need="2"),),
        fields=(FormField("DE_QUESTION", "查询内容", kind="long_text", longest=200),),
        fees=(),
        result=Result("3", "查询结果", word="示查"),
        location="示例路1号政务服务中心",
    )


def _payment() -> EditionContent:
    basis = cited(ASSISTANCE_LAW, 12)
    return EditionContent(
        name="示例生活补助",
        everyday_names=("领补助",),
        power_type=PowerType.PAYMENT,
        handling_kind=HandlingKind.COMMITTED,
        catalog_code="000599901001",
        task_code="test-payment",
        service_objects=("1",),
        set_basis=basis,
        statutory=working_days(15, "示例规定", basis),
        promised=working_days(5, "承诺时限", cited(BUSINESS_RULES, 36)),
        conditions=(Condition("符合补助条件。", basis),),
        materials=(material("income", "收入证明", basis),),
        fields=(
            FormField("DE_INCOME_FEN", "月收入", kind="money_fen"),
            FormField("DE_SINCE", "起始日期", kind="date"),
            FormField("DE_ALONE", "是否独居", kind="yes_no", required=False),
        ),
        steps=(
            Step("examine", "审核", "approval.examine"),
            Step("decide", "决定", "approval.decide"),
        ),
        fees=(Fee("不收费", 0, basis=basis),),
        result=Result("2", "补助决定", word="示补"),
        remedy=Remedy("示例市人民政府", "示例市人民法院"),
    )


def published(content: EditionContent) -> EditionRow:
    """Publish a matter of one's own making, in the bureau's own power; return its edition."""
    give_title(
        organ=BUREAU,
        power_code=content.catalog_code,
        kind="own",
        valid_from=LONG_AGO,
        basis="示例依据",
    )
    return publish_matter(content)


def publish_matter(
    content: EditionContent,
    *,
    organ: str = BUREAU,
    organ_name: str = "示例市行政审批局",
    region: str = CITY,
    level: str = "3",
) -> EditionRow:
    """Publish a matter of an organ through the ordinary road; give it a title apart."""
    authors = Authors(
        editor=actor_in_post("T-catalogue", "test.catalogue"),
        reviewer=actor_in_post("T-legal", "test.legal"),
        publisher=actor_in_post("T-head", "test.head", second_factor=True),
    )
    edition = create_matter(
        content,
        code=content.task_code,
        organ_code=organ,
        organ_name=organ_name,
        region=region,
        level=level,
        actor=authors.editor,
    )
    send_to_review(edition, actor=authors.editor)
    review(edition, ok=True, actor=authors.reviewer)
    publish(edition, actor=authors.publisher)
    return edition_row(edition)


# --- filings ------------------------------------------------------------------------------------

LICENCE_FORM = {"DE_TRADE_NAME": "示例餐饮店", "DE_AREA": 80}
SERVICE_FORM = {"DE_QUESTION": "示例内容"}
PAYMENT_FORM = {"DE_INCOME_FEN": 120000, "DE_SINCE": "2026-01-01"}
FORMS = {"licence": LICENCE_FORM, "service": SERVICE_FORM, "payment": PAYMENT_FORM}
REQUIRED = {"licence": ("plan", "rules"), "service": (), "payment": ("income",)}


def upload(actor: Actor, filename: str = "示例材料.pdf") -> Any:
    """Keep a sample file as the actor's own."""
    party = str(actor.party_id) if actor.party_id else ""
    return store_upload(filename=filename, content=SAMPLE_PDF, actor_id=actor.id, party_id=party)


def applicant(who: str = "citizen") -> dict[str, str]:
    """Return who applies, as a filing carries it."""
    kind, name, number = PEOPLE[who]
    return {"name": name, "number": number, "phone": "10000000000", "kind": kind}


def file_case(
    city: City,
    matter: str = "licence",
    *,
    who: str = "citizen",
    key: str = "factory-filing-1",
    gap: bool = False,
) -> Receipt:
    """File a complete application online (with `gap`: without its materials)."""
    actor, edition = city.party(who), getattr(city, matter)
    codes = () if gap else REQUIRED[matter]
    files = [upload(actor) for _ in codes]
    command = approval.File(
        form=dict(FORMS[matter]),
        applicant=applicant(who),
        materials=tuple(
            approval.MaterialGiven(code, "upload", uploads=(str(kept.id),), digests=(kept.digest,))
            for code, kept in zip(codes, files, strict=True)
        ),
    )
    return approval.file_application(
        actor=actor, edition_id=edition.id, party=city.parties[who], command=command, key=key
    )


def walk(city: City, receipt: Receipt, *, until: str) -> None:
    """Take a licence case of `file_case` on through its steps, up to and with `until`.

    Steps: accept, verify, verify2, review, decide, issue, deliver, evaluate.
    """
    for name, post, command in LICENCE_STEPS:
        actor = city.party("citizen") if post == "citizen" else city.officer(post)
        key = f"walk-{name}-{receipt.case_id.hex[:16]}"
        approval.act(receipt.case_id, command, actor=actor, key=key)
        if name == until:
            return
    raise ValueError(f"no such step: {until}")


LICENCE_STEPS: tuple[tuple[str, str, Any], ...] = (
    ("accept", "window", approval.Accept()),
    ("verify", "examine", approval.GiveOpinion(step="verify", agrees=True, opinion="属实")),
    ("verify2", "examine2", approval.GiveOpinion(step="verify", agrees=True, opinion="属实")),
    ("review", "review", approval.GiveReview(step="review", agrees=True)),
    ("decide", "decide", approval.Decide(granted=True)),
    ("issue", "decide", approval.Issue()),
    ("deliver", "window", approval.Deliver(method="counter")),
    ("evaluate", "citizen", approval.Evaluate(grade=5)),
)


def give_all(city: City, principal: str, agent: str) -> UUID:
    """Let one of the city's parties act for another in everything, from long ago."""
    return give_mandate(
        city.party(principal),
        principal=city.parties[principal],
        agent=city.parties[agent],
        valid_from=LONG_AGO,
    )
