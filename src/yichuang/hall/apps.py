"""The Django app of the hall."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """See the package's docstring."""

    name = "yichuang.hall"
    label = "hall"

    def ready(self) -> None:
        """Let visits pass on with a clerk's desk."""
        from yichuang.documents.public import register_desk_part

        from .desks import VISITS

        register_desk_part(VISITS)
