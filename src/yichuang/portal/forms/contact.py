"""How to reach the applicant; the register's own data is not asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from yichuang.approval.public import keep_draft

if TYPE_CHECKING:
    from ..pages.wizard import Wizard


class ContactForm(forms.Form):
    """The telephone number at which news of this case reaches the applicant."""

    phone = forms.RegexField(
        r"[0-9+\-() ]{5,20}",
        label=_("联系电话"),
        help_text=_("有消息时打给您，例如需要补正材料"),
        max_length=20,
        error_messages={
            "required": _("请填写联系电话"),
            "invalid": _("电话号码由 5 到 20 位数字组成"),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    @property
    def only_missing(self) -> bool:
        """Whether nothing is wrong but that it is not filled in."""
        errors = self.errors.as_data().get("phone", [])
        return all(one.code == "required" for one in errors)

    def keep_in(self, wizard: Wizard) -> Wizard:
        """Keep a good number in the draft."""
        if not self.is_valid():
            return wizard
        keep_draft(wizard.actor, wizard.draft.id, applicant=dict(self.cleaned_data))
        return wizard.move_on("contact")
