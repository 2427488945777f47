"""A refusal that a form can tell at the right field, in the hall's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django import forms
from django.utils.translation import gettext_lazy as _

from yichuang.kernel.public import DomainError

from ..words import Words

SIGN_IN: Mapping[str, tuple[str | None, Words]] = {
    "directory.sign_in_refused": (
        None,
        _("账号、密码或者动态口令不对。请核对后再试；连续错 5 次会暂停 15 分钟。"),
    ),
    "directory.sign_in_locked": (None, _("错误次数太多，已暂停登录。请 15 分钟后再试。")),
}
SECOND_FACTOR: Mapping[str, tuple[str | None, Words]] = {
    "directory.sign_in_refused": ("code", _("动态口令不对或者已经用过，请换新的口令再试")),
}
PROGRESS: Mapping[str, tuple[str | None, Words]] = {
    "approval.wrong_code": (
        "number",
        _("没有查到这件办件。请对照收件回执核对收件编号和查询码。"),
    ),
}
DATES: Mapping[str, tuple[str | None, Words]] = {
    "law.calendar_unknown": ("accepted", _("只能推算已有放假安排的年份，请换一个日期")),
}
MANDATE: Mapping[str, tuple[str | None, Words]] = {
    "directory.mandate_invalid": (
        "number",
        _("不能这样委托。请核对受托人的证件号码和委托的截止日期。"),
    ),
}
PHONE: Mapping[str, tuple[str | None, Words]] = {
    "directory.party_invalid": ("phone", _("请填写 5 到 20 位的联系电话")),
}
GRADE: Mapping[str, tuple[str | None, Words]] = {
    "approval.bad_grade_needs_reason": ("options", _("请选择或者写明哪里不满意，我们好改进")),
}
# Codes of a refused file; each tells what to do with it.
UPLOAD: Mapping[str, tuple[str | None, Words]] = {
    "documents.upload_empty": ("chosen", _("“%(file)s”是空文件，请重新选择")),
    "documents.upload_too_large": ("chosen", _("“%(file)s”超过 20 MB，请拍小一点或者分成几个文件")),
    "documents.upload_type_mismatch": (
        "chosen",
        _("“%(file)s”的内容和扩展名不一致，请按原来的类型保存后再传"),
    ),
    "documents.upload_type_not_allowed": (
        "chosen",
        _("“%(file)s”的类型不能上传。可以传照片（JPG、PNG）、PDF、DOCX、XLSX、OFD"),
    ),
    "documents.upload_name_invalid": (
        "chosen",
        _("“%(file)s”的文件名太长或者有特殊符号，请改名再传"),
    ),
    "documents.upload_damaged": ("chosen", _("“%(file)s”打不开，可能已经损坏，请重新拍照或者扫描")),
    "documents.upload_encrypted": ("chosen", _("“%(file)s”有打开密码，请去掉密码再传")),
    "documents.upload_active": ("chosen", _("“%(file)s”是程序或者网页，不能上传")),
    "documents.upload_bomb": ("chosen", _("“%(file)s”展开后太大，请缩小后再传")),
}


@contextmanager
def told_in(
    form: forms.BaseForm, words: Mapping[str, tuple[str | None, Words]], **facts: str
) -> Iterator[None]:
    """Put a refusal whose code has words here on the form; any other goes on its way."""
    try:
        yield
    except DomainError as refusal:
        if refusal.code not in words:
            raise
        field, text = words[refusal.code]
        form.add_error(field, str(text) % facts if facts else str(text))
