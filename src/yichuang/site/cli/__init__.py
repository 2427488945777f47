"""The command `yichuang`: one module per group of commands, loaded when it is called."""

from __future__ import annotations

import importlib
import logging
import sys

import click

from .texts import _

OK, FINDINGS, USAGE, NO_DATABASE = 0, 1, 2, 3

COMMANDS = {
    "up": "up:up",
    "try": "trial:trial",
    "devices": "devices:devices",
    "serve": "serve:serve",
    "worker": "worker:worker",
    "migrate": "migrate:migrate",
    "import": "catalogue:imports",
    "export": "catalogue:exports",
    "catalogue": "reform:catalogue",
    "ledger": "ledger:ledger",
    "demo": "demo:demo",
    "check": "check:check",
    "settings": "check:settings",
}


class House(click.Group):
    """A group that imports a command only when it is needed, and answers faults with exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's)
        """Return the commands in the order of a first day."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 (click's)
        cmd_name: str,
    ) -> click.Command | None:
        """Return a command, or None for one that does not exist."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        assert isinstance(found, click.Command)
        return found


@click.group(
    cls=House,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("一窗：前面一个窗口，背后一本账。"),
    epilog=_(
        "退出码：0 正常；1 有发现（核验不符、有行被退回、检查不通过）；2 命令或设置有误；"
        "3 数据库不可用。"
    ),
)
@click.version_option(package_name="yichuang", message="%(version)s")
def house() -> None:
    """The house."""


def main() -> None:
    """Run the command line; a known fault becomes its words on stderr and an exit code."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level="INFO")
    from .faults import exit_code_for

    try:
        house()
    except Exception as fault:
        code = exit_code_for(fault)
        if code is None:
            raise
        sys.exit(code)
