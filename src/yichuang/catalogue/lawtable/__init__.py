"""The table of laws that may be cited (法规表): which law and which article exists.

Facts only: names, dates of the version, numbers of the articles. The texts themselves stay where
they are published. Pure: the table is read once from the file beside this module.
"""

from .table import Citation, Law, LawKind, by_short, laws, resolve

__all__ = ["Citation", "Law", "LawKind", "by_short", "laws", "resolve"]
