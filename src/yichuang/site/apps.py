"""Registers the room with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    """The site room."""

    name = "yichuang.site"
    label = "site"

    def ready(self) -> None:
        """Let the serving role in after each migration, and no further than it needs."""
        from .grants import apply_grants

        post_migrate.connect(apply_grants, sender=self)
