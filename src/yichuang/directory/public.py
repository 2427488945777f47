"""The door of the directory."""

from .actors import PUBLIC, Actor, ActorKind, NotAllowed, PostScope, Subject, system

__all__ = [
    "PUBLIC",
    "Actor",
    "ActorKind",
    "NotAllowed",
    "PostScope",
    "Subject",
    "system",
]
