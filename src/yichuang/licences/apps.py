"""Registers the room with Django."""

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    """The licences room."""

    name = "yichuang.licences"
    label = "licences"
