"""The pure half of the directory's door: who acts, and on what. No Django behind it."""

from .actors import PUBLIC, Actor, ActorKind, NotAllowed, PostScope, Subject, system

__all__ = ["PUBLIC", "Actor", "ActorKind", "NotAllowed", "PostScope", "Subject", "system"]
