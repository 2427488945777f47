"""Refusals: a stable code, the facts and the article, and no words.

The words, Chinese and English, stand in `site/texts`, keyed by the code.
"""

from __future__ import annotations

from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal by the rules that a person can act on (规则拒绝).

    `code` never changes once published; `facts` are JSON-ready values that fill the text;
    `field` names the input at fault and `article` the law or standard, where there is one.
    """

    code: ClassVar[str] = "kernel.refused"
    http_status: ClassVar[int] = 409

    def __init__(self, *, field: str | None = None, article: str | None = None, **facts: Any):
        super().__init__(self.code, facts)
        self.field = field
        self.article = article
        self.facts = facts


class NotFound(DomainError):
    """What was asked for is not there, or is out of the asker's sight: both look the same."""

    code = "kernel.not_found"
    http_status = 404


class InvalidInput(DomainError):
    """A value is of the wrong form; `field` says which, `rule` in the facts says why."""

    code = "kernel.invalid_input"
    http_status = 422


class Unavailable(DomainError):
    """Something outside this process does not answer now; trying again later may help."""

    code = "kernel.unavailable"
    http_status = 503
