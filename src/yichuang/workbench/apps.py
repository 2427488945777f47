"""Registers the room with Django."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """The workbench room."""

    name = "yichuang.workbench"
    label = "workbench"
