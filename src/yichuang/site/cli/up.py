"""`yichuang up`: a whole working house with one command."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import click

from yichuang.site import release
from yichuang.site.embedded import EmbeddedPostgres
from yichuang.site.environment import Environment, current
from yichuang.site.supervisor import Child, Supervisor
from yichuang.site.wiring import state_folder

from . import USAGE
from .demo import ACCOUNTS, can_seed, kept_accounts, show_accounts
from .session import database, raise_on_sigterm
from .texts import _, gettext_noop, say

READY_LIMIT_SECONDS = 60
HERE = (sys.executable, "-m", "yichuang")


@click.command(
    help=_("启动整套系统：数据库、迁移、演示城市（首次）、网页、后台进程。按 Ctrl-C 全部停止。")
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_("监听地址"))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 128))
@click.option("--no-demo", is_flag=True, help=_("首次启动时不生成演示城市"))
def up(host: str, port: int, workers: int, threads: int, no_demo: bool) -> None:
    """Bring everything up and watch over it until told to stop."""
    began = time.monotonic()
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
    os.environ.setdefault("YICHUANG_URL", address)
    environment = current()
    var = state_folder(environment.var)
    raise_on_sigterm()
    with _only_one(var), database(environment) as server:
        _must_be_free(host, port)
        _prepare(environment, demo=not no_demo)
        web = ["serve", "--host", host, "--port", str(port)]
        web += ["--workers", str(workers), "--threads", str(threads)]
        supervisor = Supervisor(
            [Child("web", [*HERE, *web]), Child("worker", [*HERE, "worker"])],
            environment=os.environ,
            keep_database=_keeper(server),
        )
        _stop_on_signals(supervisor)
        supervisor.run(lambda: _announce(supervisor, address, var, began))
        say(gettext_noop("正在停止……"))


@contextlib.contextmanager
def _only_one(var: Path) -> Iterator[None]:
    with (var / "up.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.secho(_("本目录的系统已经在运行。"), fg="red", err=True)
            raise SystemExit(USAGE) from None
        yield


def _must_be_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as fault:
            message = _(
                "端口 {port} 不可用（{why}）。请另选：make run PORT=8090 或 up --port 8090。"
            )
            click.secho(message.format(port=port, why=fault.strerror), fg="red", err=True)
            raise SystemExit(USAGE) from fault


def _prepare(environment: Environment, *, demo: bool) -> None:
    if not release.is_current(environment):
        say(gettext_noop("正在准备数据库……"))
        _must_run("migrate")
    unseeded = demo and can_seed() and kept_accounts(environment.var) is None
    if unseeded and release.is_empty(environment):
        say(gettext_noop("正在生成演示城市（全部虚构）……"))
        _must_run("demo", "seed", "--json")


def _must_run(*words: str) -> None:
    done = subprocess.run(  # noqa: S603 (our own commands)
        [*HERE, *words], stdout=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise SystemExit(done.returncode if done.returncode > 0 else USAGE)


def _keeper(server: EmbeddedPostgres | None) -> Callable[[], None]:
    """Return what revives the embedded database; somebody else's is left to them."""

    def keep() -> None:
        if server is not None and not server.alive():
            server.ensure_running()

    return keep


def _stop_on_signals(supervisor: Supervisor) -> None:
    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        supervisor.ask_to_stop()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)


def _announce(supervisor: Supervisor, address: str, var: Path, began: float) -> None:
    """Wait for the first answer, then say where to go and who can sign in."""
    waiting_since = time.monotonic()  # a first start has spent its time on seeding before
    while not _answers(address):
        if supervisor.is_stopping():
            return
        if time.monotonic() - waiting_since > READY_LIMIT_SECONDS:
            click.secho(_("网页服务还没有应答，请看上面的日志。"), fg="yellow", err=True)
            return
        supervisor.look_after_all()
        time.sleep(0.05)
    seconds = time.monotonic() - began
    say(gettext_noop("已启动，用时 {s:.1f} 秒。地址：{address}"), s=seconds, address=address)
    accounts = kept_accounts(var)
    if accounts:
        say(gettext_noop("演示账号（口令随机生成，只存于本机 {file}）："), file=var / ACCOUNTS)
        show_accounts(accounts)
    say(gettext_noop("按 Ctrl-C 停止。"))


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/livez", timeout=5):  # noqa: S310 (our own)
            return True
    except urllib.error.HTTPError as reply:
        return reply.code < 500
    except OSError:
        return False
