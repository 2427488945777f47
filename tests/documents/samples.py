"""One sample of every paper, with plain and with long names; all of it plainly invented."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from yichuang.catalogue.public import PowerType
from yichuang.documents.papers import (
    AcceptanceNotice,
    Business,
    Certificate,
    Contact,
    Correction,
    GrantDecision,
    Head,
    Line,
    MaterialLine,
    NonAcceptance,
    PaperContent,
    Receipt,
    Refusal,
    Remedies,
    ResultNotice,
    ServedDocument,
    ServiceReturn,
    SupplementNotice,
)
from yichuang.documents.papers_after import CorrectionOrder, EndingDecision
from yichuang.documents.papers_fees import FeeItem, FeeNotice, FeeRefund
from yichuang.documents.papers_gaps import GapAcceptance, GapLapse
from yichuang.documents.papers_handling import (
    ExtensionNotice,
    SpecialProcedureNotice,
    WithdrawalNotice,
)
from yichuang.documents.papers_handup import FirstOpinion
from yichuang.documents.papers_hearing import (
    HearingAnnouncement,
    HearingNotice,
    HearingRecord,
    HearingRight,
)

SALT = "0123456789abcdef" * 2
DAY = date(2026, 11, 16)
HEARING_AT = datetime(2026, 12, 10, 6, 0, tzinfo=UTC)
ORGAN = "示例市行政审批局"
LONG_ORGAN = "示例市高新技术产业开发区行政审批服务管理局"  # 21 characters
MATTER = "食品经营许可（餐饮服务）新办"
LONG_MATTER = (
    "在示例市城市规划区内新建改建扩建大型群众性活动场所和公共聚集场所"
    "投入使用营业前消防安全检查及设施设备登记备案（含变更延续）"
)
HOLDER = "示例餐饮店（演示甲䶮堃祎）"
CONTACT = Contact(
    address="示例市示范大道1号政务服务中心二楼综合窗口", phone="示例电话", hours="工作日9:00至17:00"
)
REMEDIES = Remedies(reconsideration_organ="示例市人民政府", court="示例市示范区人民法院")


def head(number: str = "示行审许〔2026〕12号", *, organ: str = ORGAN) -> Head:
    return Head(organ_name=organ, number=number, issued_on=DAY, salt=SALT, simulated=True)


def business(power_type: PowerType = PowerType.LICENCE, *, matter: str = MATTER) -> Business:
    return Business(
        power_type=power_type,
        matter_name=matter,
        matter_code="11320200MB28559184300011700200001",
        case_number="320200000000202611160000127",
        applicant=HOLDER,
        applicant_document="913***********2X",
        agent="测试乙",
    )


def samples() -> dict[str, PaperContent]:
    """Return one sample of each kind of paper by its kind's name."""
    contents: list[PaperContent] = [
        Receipt(
            head=head("320200000000202611160000127"),
            business=business(),
            received_at=datetime(2026, 11, 16, 1, 5, tzinfo=UTC),
            receiver="测试丙",
            channel="窗口",
            materials=(
                MaterialLine(name="食品经营许可申请书", form="原件"),
                MaterialLine(name="主要设备设施、经营布局、操作流程文件", form="复印件", copies=2),
            ),
            query_code="7K3M-9QPX",
            query_url="http://localhost/progress",
            contact=CONTACT,
        ),
        SupplementNotice(
            head=head("示行审补〔2026〕7号"),
            business=business(),
            received_on=DAY,
            corrections=(
                Correction(
                    material="食品安全规章制度",
                    problem="缺少从业人员健康管理制度",
                    requirement="补充该项制度",
                ),
                Correction(material="平面布局图", problem="未标注尺寸"),
            ),
            answer_by=date(2026, 12, 16),
            basis=("《中华人民共和国行政许可法》第三十二条第一款第四项",),
            contact=CONTACT,
        ),
        AcceptanceNotice(
            head=head("示行审受〔2026〕12号"),
            business=business(),
            applied_on=DAY,
            accepted_on=DAY,
            statutory_period="二十个工作日",
            statutory_due_on=date(2026, 12, 14),
            promised_period="五个工作日",
            promised_due_on=date(2026, 11, 23),
            query_code="7K3M-9QPX",
            query_url="http://localhost/progress",
            contact=CONTACT,
        ),
        NonAcceptance(
            head=head("示行审不受〔2026〕3号"),
            business=business(),
            applied_on=DAY,
            reasons="该事项由县级人民政府主管部门实施，不属于本机关职权范围。",
            remedies=REMEDIES,
            competent_organ="示范区行政审批局",
        ),
        GrantDecision(
            head=head(),
            business=business(),
            applied_on=DAY,
            accepted_on=DAY,
            content="准予在示例市示范大道2号从事餐饮服务经营。",
            basis=("《中华人民共和国行政许可法》第三十八条第一款",),
            valid_from=DAY,
            valid_to=date(2031, 11, 15),
            licence_name="食品经营许可证",
            licence_number="JY23202000000000",
            publication="本决定在示例市政务服务网公开，公众有权查阅。",
        ),
        Refusal(
            head=head("示行审不许〔2026〕5号"),
            business=business(),
            applied_on=DAY,
            accepted_on=DAY,
            reasons="经营场所与污染源的直线距离为12米，不符合规定的条件。",
            remedies=REMEDIES,
        ),
        SpecialProcedureNotice(
            head=head("示行审特〔2026〕2号"),
            business=business(),
            accepted_on=DAY,
            procedure="专家评审",
            reason="经营场所涉及特殊工艺，需要组织专家评审",
            started_on=date(2026, 11, 18),
            needed="三十个工作日",
            expected_until=date(2026, 12, 30),
            statutory_left="十九个工作日",
            promised_left="四个工作日",
            basis=("《中华人民共和国行政许可法》第四十五条",),
            contact=CONTACT,
        ),
        ExtensionNotice(
            head=head("示行审延〔2026〕1号"),
            business=business(),
            accepted_on=DAY,
            old_due_on=date(2026, 12, 14),
            added="十个工作日",
            new_due_on=date(2026, 12, 28),
            reason="需要进一步核实经营场所的权属材料",
            approver="分管领导 测试丁",
            promised_due_on=date(2026, 11, 23),
            basis=("《中华人民共和国行政许可法》第四十二条第一款",),
            contact=CONTACT,
        ),
        WithdrawalNotice(
            head=head("示行审撤〔2026〕1号"),
            business=business(),
            applied_on=DAY,
            withdrawn_on=date(2026, 11, 18),
            accepted_on=DAY,
            reason="经营计划改变",
            papers_kept=True,
            contact=CONTACT,
        ),
        ServiceReturn(
            head=head("示行审送〔2026〕9号"),
            business=business(),
            documents=(
                ServedDocument(name="准予行政许可决定书", number="示行审许〔2026〕12号"),
                ServedDocument(name="食品经营许可证", number="JY23202000000000"),
            ),
            recipient=HOLDER,
            place="政务服务中心二楼",
            method="直接送达",
        ),
        ResultNotice(
            head=head("示行审结〔2026〕12号"),
            business=business(PowerType.PUBLIC_SERVICE),
            applied_on=DAY,
            completed_on=DAY,
            result="已完成参保登记",
            collect="凭本通知书到二楼出件窗口领取。",
            contact=CONTACT,
        ),
        Certificate(
            head=head("JY23202000000000"),
            name="食品经营许可证",
            holder=HOLDER,
            identifier="1.2.156.3005.2.11100000000013338W022.11320200MB28559184.20261116000001.001.9",
            lines=(
                Line(label="统一社会信用代码", value="92320213MA00000000"),
                Line(label="经营场所", value="示例市示范区示范大道2号一楼及二楼"),
            ),
            valid_from=DAY,
            valid_to=date(2031, 11, 15),
        ),
        CorrectionOrder(
            head=head("示行审改〔2026〕2号"),
            business=business(),
            granted_on=DAY,
            findings="后厨未按承诺设置独立的清洗消毒区。",
            correct_by=date(2026, 12, 16),
            basis=("《示例规定》第九条",),
            contact=CONTACT,
        ),
        GapAcceptance(
            head=head("示行审容〔2026〕4号"),
            business=business(),
            applied_on=DAY,
            accepted_on=DAY,
            missing=("从业人员健康证明", "平面布局图"),
            bring_by=date(2026, 11, 20),
            consequence="逾期未补交的，根据《示例规定》第九条，视为撤回申请，本机关终止办理。",
            statutory_period="二十个工作日",
            statutory_due_on=date(2026, 12, 14),
            promised_period="五个工作日",
            promised_due_on=date(2026, 11, 23),
            contact=CONTACT,
        ),
        GapLapse(
            head=head("示行审终〔2026〕4号"),
            business=business(),
            applied_on=DAY,
            missing=("从业人员健康证明", "平面布局图"),
            bring_by=date(2026, 11, 20),
            basis=("《示例规定》第九条",),
            papers_kept=True,
            contact=CONTACT,
        ),
        HearingRight(
            head=head("示行审听告〔2026〕1号"),
            business=business(),
            accepted_on=DAY,
            told=("申请人", "利害关系人"),
            interest="拟设场所与相邻方共用消防通道。",
            ask_by=date(2026, 11, 23),
            provisional=True,
            basis=("《行政许可法》第四十七条",),
            contact=CONTACT,
        ),
        HearingAnnouncement(
            head=head("示行审听公〔2026〕1号"),
            business=business(),
            accepted_on=DAY,
            reason="该事项涉及公共利益",
            set_for=HEARING_AT,
            place="示例市政务服务中心三楼会议室",
            host="测试丙",
            basis=("《行政许可法》第四十六条",),
            contact=CONTACT,
        ),
        HearingNotice(
            head=head("示行审听通〔2026〕1号"),
            business=business(),
            accepted_on=DAY,
            set_for=HEARING_AT,
            place="示例市政务服务中心三楼会议室",
            host="测试丙",
            basis=("《行政许可法》第四十七条",),
            contact=CONTACT,
        ),
        HearingRecord(
            head=head("示行审听录〔2026〕1号"),
            business=business(),
            set_for=HEARING_AT,
            place="示例市政务服务中心三楼会议室",
            host="测试丙",
            held=True,
            record="申请人陈述了布局和消防措施；利害关系人要求增设疏散标识。",
            signed_by="演示甲、测试乙",
        ),
        FeeNotice(
            head=head("示行审缴〔2026〕1号"),
            business=business(),
            items=(
                FeeItem(
                    name="示例登记费",
                    standard="按件收取，每件80元。",
                    basis="《示例条例》第三条",
                    rate="80.00元",
                    quantity=2,
                    amount="160.00元",
                ),
            ),
            due_fen=12000,
            due="120.00元",
            pay_by=date(2026, 11, 30),
            code="32020026000000000010",
            relief="40.00元",
            relief_ground="示例理由",
            contact=CONTACT,
        ),
        FeeRefund(
            head=head("示行审退〔2026〕1号"),
            business=business(),
            code="32020026000000000010",
            amount_fen=12000,
            amount="120.00元",
            bill_number="0000000001",
            paid_on=date(2026, 11, 20),
            reason="本次申请没有取得准予的结果",
            contact=CONTACT,
        ),
        FirstOpinion(
            head=head("示行审初审〔2026〕1号"),
            business=business(),
            accepted_on=DAY,
            to="示例省测试厅",
            agrees=True,
            reasons="申请材料齐全，经现场核查，场所符合规定的条件。",
            steps=("初审：同意", "现场核查：同意"),
            materials=("场所布局图", "管理制度"),
            basis=("《行政许可法》第三十五条",),
        ),
        EndingDecision(
            head=head("示行审撤〔2026〕1号"),
            business=business(),
            how="revoked",
            granted_on=DAY,
            decision_number="示行审许〔2026〕12号",
            reasons="经核查，被许可人以欺骗手段取得行政许可。",
            remedies=REMEDIES,
            basis=("《行政许可法》第六十九条",),
            licence_number="JY23202000000000",
            barred_until=date(2029, 11, 16),
        ),
    ]
    return {content.kind.value: content for content in contents}


def lengthened(content: PaperContent) -> PaperContent:
    """Return the paper of an organ and a matter with very long names."""
    longer = dataclasses.replace(content, head=head(content.head.number, organ=LONG_ORGAN))
    if isinstance(longer, Certificate):
        return longer
    power_type = longer.business.power_type
    return dataclasses.replace(longer, business=business(power_type, matter=LONG_MATTER))
