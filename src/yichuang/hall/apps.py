"""The Django app of the hall."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """See the package's docstring."""

    name = "yichuang.hall"
    label = "hall"
