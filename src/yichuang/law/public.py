"""The door of law."""

from .periods import Period, Unit

__all__ = ["Period", "Unit"]
