"""What citizens ask, in their own words, and the demonstration matter that answers it."""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from tests.catalogue.making import EDITOR, PUBLISHER, REVIEWER

import yichuang.site
from yichuang.catalogue.public import Authors, OrganNamed, load_demo_matters, search
from yichuang.directory.public import import_organs

DEMO = Path(yichuang.site.__file__).parent / "demo" / "matters"

QUESTIONS = (
    ("我打算开个小面馆要办啥手续", "food-licence"),
    ("想开一家奶茶店需要什么证", "food-licence"),
    ("卖熟食要证吗", "food-licence"),
    ("便利店只卖零食饮料怎么备案", "prepacked-food-filing"),
    ("饭店开业前消防怎么弄", "fire-safety-check"),
    ("门头招牌怎么申请", "signboard-service"),
    ("服务员的健康证去哪办", "health-certificate"),
    ("小店想卖香烟", "tobacco-retail"),
    ("饭店的污水接到管网", "drainage-permit"),
    ("注册一家公司", "company-registration"),
    ("公司要换法人代表", "company-change"),
    ("公司搬到新地址了", "company-change"),
    ("公司不想开了怎么注销", "company-simple-deregistration"),
    ("摆小摊办个体执照", "individual-business"),
    ("公司刻一个公章", "seal-filing"),
    ("给员工交社保怎么开户", "social-insurance-registration"),
    ("新公司怎么领发票", "invoice-first"),
    ("给职工缴公积金", "housing-fund-unit"),
    ("宝宝出生证明怎么办", "birth-certificate"),
    ("刚出生的小孩上户口", "birth-household"),
    ("怀孕了要登记吗", "birth-service-registration"),
    ("孩子的医保怎么交", "resident-medical-insurance"),
    ("生孩子住院的钱能报销吗", "maternity-claim"),
    ("社保卡怎么领", "social-security-card"),
    ("下班路上被车撞了算工伤吗", "work-injury"),
    ("失业了能领多少钱", "unemployment-benefit"),
    ("打印社保缴费证明", "insurance-record"),
    ("快退休了怎么办手续", "pension-claim"),
    ("去上海看病医保能用吗", "remote-treatment"),
    ("住院费用回来报销", "medical-claim"),
    ("租房能取公积金吗", "fund-withdrawal"),
    ("买房公积金贷款", "fund-loan"),
    ("身份证弄丢了", "id-card-renewal"),
    ("外地人办居住证", "residence-permit"),
    ("出国旅游办护照", "passport"),
    ("入职要无犯罪证明", "no-crime-record"),
    ("家里来了外国朋友住几天", "foreigner-lodging"),
    ("外地孩子上小学报名", "school-enrolment"),
    ("考教师资格证认定", "teacher-certificate"),
    ("办一所民办幼儿园", "private-school"),
    ("开一个口腔诊所", "clinic-registration"),
    ("护士怎么注册", "nurse-registration"),
    ("没钱请律师打官司", "legal-aid"),
    ("开宠物医院", "vet-clinic"),
    ("卖农药要许可吗", "pesticide-trading"),
    ("二手房过户要带什么", "house-transfer"),
    ("房子抵押给银行", "mortgage-registration"),
    ("查一下名下有没有房", "property-search"),
    ("租房合同备案", "lease-filing"),
    ("我们准备结婚领证", "marriage-registration"),
    ("想领养一个孩子", "adoption-registration"),
    ("老人坐公交的卡", "senior-card"),
    ("八十岁老人补贴", "senior-allowance"),
    ("残疾证怎么评", "disability-card"),
    ("家里困难申请低保", "minimum-living"),
    ("看大病没钱了政府能帮吗", "temporary-relief"),
    ("退伍军人优待证", "veteran-card"),
    ("院子里的树可以砍吗", "forest-cutting"),
    ("打一口井用地下水", "water-abstraction"),
    ("马路上要挖开埋管子", "road-occupation"),
    ("办一场演唱会", "commercial-show"),
    ("电梯使用登记", "special-equipment"),
    ("开网吧", "internet-cafe"),
    ("kaigongsi", "company-registration"),
    ("bhz", "passport"),
)


@dataclass(frozen=True, slots=True)
class Recall:
    """How often the wanted matter stood first, or among the first five; and how long it took."""

    asked: int
    first: int
    first_five: int
    missed: tuple[str, ...]
    median_ms: float
    p95_ms: float

    def __str__(self) -> str:
        return (
            f"{self.asked} questions: R@1 {self.first / self.asked:.2f},"
            f" R@5 {self.first_five / self.asked:.2f}, median {self.median_ms:.1f} ms,"
            f" p95 {self.p95_ms:.1f} ms; missed: {'、'.join(self.missed)}"
        )


def load_demo() -> dict[str, UUID]:
    """Publish the demonstration matters under plain organs; return key → edition."""
    files = sorted(DEMO.glob("*.json"))
    keys = sorted({e["organ"] for p in files for e in json.loads(p.read_text(encoding="utf-8"))})
    organs = {
        key: OrganNamed(f"1132020000{at:08d}", f"示例机关{at}", "320200000000")
        for at, key in enumerate(keys)
    }
    rows = json.loads((DEMO.parent / "directory/organs.json").read_text(encoding="utf-8"))
    import_organs(rows, as_of=date(2020, 1, 1))  # who decides above has to be on record
    return load_demo_matters(DEMO, organs, Authors(EDITOR, REVIEWER, PUBLISHER))


def ask_all(editions: dict[str, UUID]) -> Recall:
    """Ask every question and count."""
    first, five, missed, times = 0, 0, [], []
    search("先读一次统计")
    for question, key in QUESTIONS:
        begun = time.perf_counter()
        hits = search(question).hits
        times.append(1000 * (time.perf_counter() - begun))
        ids = [hit.edition_id for hit in hits]
        first += ids[:1] == [editions[key]]
        five += editions[key] in ids[:5]
        if editions[key] not in ids[:5]:
            missed.append(question)
    p95 = statistics.quantiles(times, n=20)[-1]
    return Recall(len(QUESTIONS), first, five, tuple(missed), statistics.median(times), p95)
