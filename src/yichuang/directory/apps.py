"""Registers the room with Django."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory room."""

    name = "yichuang.directory"
    label = "directory"
