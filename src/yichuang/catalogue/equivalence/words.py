"""What the parts of a Chinese material name mean: presentation, persons, heads. Data, and few."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# The applicant himself, whatever one matter calls him: his own paper needs no name for whose it is.
APPLICANT = frozenset(
    {
        "本人",
        "申请人",
        "申请者",
        "申领人",
        "申办人",
        "参保人",
        "参保人员",
        "纳税人",
        "当事人",
        "个人",
        "机动车所有人",
        "单位",
        "申请单位",
        "企业",
        "公司",
        "本单位",
        "申请人本人",
        "参保人本人",
        "申请人个人",
    }
)
# Who handles the matter for him (民法典 161): one person under several names.
DEPUTY = frozenset(
    {
        "经办人",
        "经办人员",
        "代办人",
        "代办人员",
        "代理人",
        "委托代理人",
        "受托人",
        "受委托人",
        "被委托人",
        "经办人(代理人)",
        "代理人(经办人)",
    }
)
_OWNERS = sorted(APPLICANT | DEPUTY, key=len, reverse=True)
DEPUTY_NAME = "经办人"

# What speaks only of how a paper is handed in.
_PRESENTED = (
    r"(?:复印件|原件|扫描件|影印件|正本|副本|正副本|原件及复印件|原件和复印件|正本及副本|正、副本"
    r"|电子版|电子件|纸质版?|一式[一二两三四五六七八九十\d]+份|[一二两三四五六七八九十\d]+份"
    r"|加盖[\w]{0,6}(?:公)?章|盖章|验原件|核对原件|收复印件)"
)
PRESENTED_END = re.compile(rf"(?:[,、及和的并]|提交|交验|提供|出示)*{_PRESENTED}$")
PRESENTED_ALONE = re.compile(
    rf"(?:(?:{_PRESENTED}|[,;、及和或并]|提交|交验|提供|出示|需|须|应)+"
    r"|委托办理的?|换发|补发|换领|补领|工作证|可承诺|如有|必要时|自备|[\w/]{1,12}[市省](?:/[\w]{1,8}市)?"
    r"|广州|深圳)"
)
# A clause that says who hands the paper in, before the paper: "…的交验户口簿".
CLAUSE = re.compile(r"^.*(?:交验|提交|提供|报送|递交|上传|出示)(?=.{2})")
LEADING = re.compile(
    r"^(?:有效期?内?的?|合法的?|有效的?|现有的?|旧的?|原有?的?|已?取得的|所?持有的|中华人民共和国)"
)

# Papers written for one matter, and papers that stand by themselves, by how their names end.
FOR_ONE_MATTER = re.compile(
    r"(?:申请表格?|申请书|申报表|申报书|登记表|备案表|审批表|审核表|推荐书|推荐表|委托书|委托代理书"
    r"|承诺书|声明|公函|函件?|公文(?:文本)?|请示|报告书?|方案|图纸?|图件|意见书?|说明书?|决议|协议书?"
    r"|合同|章程|批文|计划|纪要|情况|资料|材料|名单|申请|回执|通知书)$"
)
BY_ITSELF = re.compile(
    r"(?:证|证件|执照|护照|簿|户口本|卡|照片|近照|证明|证明文件|证明书|简历|档案"
    r"|评定表|翻译文本|译文|存折|社会保险的?清单|附图|附件)$"
)
# Words that tie even a certificate to what one matter is about.
TIED = re.compile(
    r"相应|拟申请|申请专业|有关|相关|之一|变更|调整|事由|本次|申请事项|其他|实物|现场"
)
# Between the papers of a list that is not taken apart.
BETWEEN = re.compile(r"[、,;/及和与或]")
# A name that says nothing of which certificate it is: clear only within one power.
BARE = re.compile(
    r"(?:国家)?(?:专业|职业|从业|执业|资格|许可|合格|注册|登记|批准|权属|资质)*"
    r"(?:证|证件|证明|证明文件|证照)"
)

# For whom a matter is, where that tells which nation's identity paper is meant.
_PEOPLE = (
    ("外国人", re.compile(r"外国|外籍|外交人员|境外人员")),
    ("港澳台居民", re.compile(r"港澳台|台湾居民|台胞|港澳居民|香港居民|澳门居民")),
)
# A matter about people the applicant employs: their papers are not his.
EMPLOYED = re.compile(r"辅助人员|聘用外|雇用外|聘请外")


def people_of(matter: str) -> str:
    """Return for which people other than residents a matter is, or ""."""
    if EMPLOYED.search(matter):
        return "受聘人员"
    return next((people for people, known in _PEOPLE if known.search(matter)), "")


@dataclass(frozen=True, slots=True)
class Paper:
    """A state document with its everyday names (常见证件)."""

    name: str
    also: tuple[str, ...]
    source: str
    nation: bool = False  # which one is meant depends on whose citizen the applicant is


@cache
def papers() -> Mapping[str, Paper]:
    """Return the known state documents by every name they go under, the longest names first."""
    text = files(__package__).joinpath("papers.json").read_text(encoding="utf-8")
    rows = [Paper(**{**row, "also": tuple(row["also"])}) for row in json.loads(text)]
    named = {name.replace("证书", "证"): row for row in rows for name in (row.name, *row.also)}
    return {name: named[name] for name in sorted(named, key=len, reverse=True)}


def owner_in(text: str) -> tuple[str, str]:
    """Split who a paper is of from the front of a name: ("", rest) is the applicant's own."""
    for owner in _OWNERS:
        if text.startswith(owner) and len(text) > len(owner):
            rest = text[len(owner) :].removeprefix("的")
            return (DEPUTY_NAME if owner in DEPUTY else ""), rest
    return "", text
