"""Registers the room with Django."""

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    """The approval room."""

    name = "yichuang.approval"
    label = "approval"
