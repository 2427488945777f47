"""Faults that an operator can mend, with their exit codes; any other is a defect, shown whole."""

from __future__ import annotations

import click
import psycopg

from yichuang.site.embedded_program import EmbeddedError
from yichuang.site.environment import SettingsError

from . import FINDINGS, NO_DATABASE, USAGE
from .texts import _, shell_language


def exit_code_for(fault: Exception) -> int | None:
    """Say what is wrong on stderr and return the exit code; None for a fault of our own."""
    if isinstance(fault, SettingsError):
        click.secho(_("设置有误，没有启动："), fg="red", err=True)
        click.echo(str(fault), err=True)
        return USAGE
    if isinstance(fault, EmbeddedError):
        click.secho(_("内置数据库不可用："), fg="red", err=True)
        click.echo(str(fault), err=True)
        return NO_DATABASE
    if _is_unmigrated(fault):
        click.secho(_("数据库还没有更新到本版本，请先运行 yichuang migrate。"), fg="red", err=True)
        return NO_DATABASE
    if isinstance(fault, psycopg.OperationalError) or _is_django_outage(fault):
        click.secho(_("数据库没有应答："), fg="red", err=True)
        click.echo(str(fault).strip(), err=True)
        return NO_DATABASE
    return _refusal(fault)


def _is_unmigrated(fault: Exception) -> bool:
    """Is it a table or column that is not there?"""
    missing = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)
    return isinstance(fault, missing) or isinstance(fault.__cause__, missing)


def _is_django_outage(fault: Exception) -> bool:
    from django.db.utils import OperationalError

    return isinstance(fault, OperationalError)


def _refusal(fault: Exception) -> int | None:
    from yichuang.kernel.public import DomainError
    from yichuang.site.texts import say

    if not isinstance(fault, DomainError):
        return None
    words = say(fault, shell_language())
    click.secho(words.title, fg="red", err=True)
    click.echo(f"{words.detail} {words.mend} ({fault.code})", err=True)
    return FINDINGS
