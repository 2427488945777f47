"""What an applicant sends after filing: a withdrawal, a grade."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..words import BAD_REASONS, GRADES


class WithdrawalForm(forms.Form):
    """Why it is taken back; nobody has to say."""

    reason = forms.CharField(
        label=gettext_lazy("撤回的原因"), required=False, max_length=500, widget=forms.Textarea
    )


class HearingForm(forms.Form):
    """Why a hearing is asked for; nobody has to say."""

    reason = forms.CharField(
        label=gettext_lazy("要求听证的理由"), required=False, max_length=1000, widget=forms.Textarea
    )


class GradeForm(forms.Form):
    """Five grades; a bad one comes with a reason (好差评). GB/T 39734-2020."""

    grade = forms.TypedChoiceField(
        label=gettext_lazy("您对这次服务满意吗？"),
        choices=[(str(grade), words) for grade, words in GRADES.items()],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择一个等级")},
    )
    options = forms.MultipleChoiceField(
        label=gettext_lazy("哪里不满意？"),
        help_text=gettext_lazy("选“不满意”或者“非常不满意”时，请至少选一项或者写几句"),
        required=False,
        choices=list(BAD_REASONS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=gettext_lazy("您还想说什么？"),
        required=False,
        max_length=500,
        widget=forms.Textarea,
    )

    def given(self) -> dict[str, Any]:
        """Return the grade as the command takes it."""
        return {
            "grade": self.cleaned_data["grade"],
            "options": tuple(self.cleaned_data["options"]),
            "words": self.cleaned_data["words"],
        }
