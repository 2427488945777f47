"""Several files for one material."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Its value is the list of files, in the order they were chosen."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002 (Django's)
        """Return every file, each judged by its content later; no file is an error."""
        found = data if isinstance(data, list | tuple) else [data] if data else []
        if not found and self.required:
            raise forms.ValidationError(self.error_messages["required"], "required")
        return list(found)


class UploadForm(forms.Form):
    """Files for one material."""

    chosen = FilesField(error_messages={"required": _("请先选择照片或者文件，再点上传")})
