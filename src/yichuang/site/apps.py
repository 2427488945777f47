"""Registers the room with Django."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    """The site room."""

    name = "yichuang.site"
    label = "site"

    def ready(self) -> None:
        """Let the serving role in after each migration, and no further than it needs.

        Django tells of a finished migration once for each room with tables; we act on the last.
        """
        from .grants import apply_grants
        from .rooms import wire

        wire()
        with_tables = [room for room in apps.get_app_configs() if room.models_module]
        post_migrate.connect(apply_grants, sender=with_tables[-1])
