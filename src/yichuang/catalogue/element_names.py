"""What the elements of a guide are called where a finding or a difference names them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .content import EditionContent

ELEMENTS: Mapping[str, Promise] = {
    "name": _("事项名称"),
    "short_name": _("简称"),
    "everyday_names": _("百姓的叫法"),
    "handling_kind": _("办件类型"),
    "service_objects": _("服务对象"),
    "set_basis": _("设定依据"),
    "statutory": _("法定办结时限"),
    "promised": _("承诺办结时限"),
    "conditions": _("受理条件"),
    "materials": _("申请材料"),
    "fields": _("申请表"),
    "steps": _("办理环节"),
    "fees": _("收费"),
    "result": _("办理结果"),
    "particulars": _("证照登载事项"),
    "remedy": _("救济途径"),
    "location": _("办理地点"),
    "hours": _("办理时间"),
    "consult": _("咨询方式"),
    "complaint": _("监督投诉方式"),
    "visits": _("到办事现场次数"),
    "visits_reason": _("必须到现场的原因"),
    "on_promise": _("告知承诺"),
    "offer": _("免申即享"),
    "hand_up": _("报送上级机关"),
    "flow_text": _("办理流程"),
    "acceptance": _("答复是否受理的时限"),
    "special_procedures": _("特别程序"),
    "situations": _("情形问题"),
    "risks": _("直接涉及的风险"),
    "gap_rule": _("容缺逾期未补"),
}


def element_words(element: str, content: EditionContent) -> str:
    """Return an element as a person reads it: "materials.plan" is 申请材料：场所布局图."""
    group, _dot, rest = element.partition(".")
    label = str(ELEMENTS.get(group, group))
    if not rest:
        return label
    if group == "materials":
        names = {one.code: one.name for one in content.materials or ()}
        return f"{label}：{names.get(rest, rest)}"
    if not rest.isdecimal():
        return f"{label}：{rest}"
    return gettext("%(label)s第 %(number)s 项") % {"label": label, "number": int(rest) + 1}
