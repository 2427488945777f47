"""`yichuang devices`: the bridge to the devices of one counter, on the clerk's own machine."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from yichuang.connectors.devices.bridge import PORT, Bridge
from yichuang.connectors.devices.pairing import Pairing, forget
from yichuang.connectors.devices.port import FAULTS
from yichuang.connectors.devices.standins import DEVICES, StandIns, stand_ins

from .texts import _


@click.command(
    "devices",
    help=_(
        "窗口设备桥：在窗口电脑上运行，把读卡器、高拍仪、签名板和打印机接到收件页面。只听本机，不向"
        "外发送任何请求。目前只有演示设备。"
    ),
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    default=("http://127.0.0.1:8000", "http://localhost:8000"),
    show_default=True,
    help=_("允许的平台地址，可以多次给出"),
)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--folder",
    default=Path.home() / ".yichuang-devices",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("存放密钥、配对记录和打印任务的文件夹"),
)
@click.option(
    "--new-key",
    is_flag=True,
    help=_("换新密钥并忘记以前的配对；配对被撤销以后用"),
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="DEVICE=FAULT",
    help=_("让演示设备出故障，例如 reader=unreadable、receipt=jam"),
)
def devices(
    origins: tuple[str, ...], port: int, folder: Path, new_key: bool, faults: tuple[str, ...]
) -> None:
    """Serve one counter until interrupted."""
    if new_key:
        forget(folder)
    made = StandIns(folder / "spool", faults=dict(_fault(one) for one in faults))
    pairing = Pairing(folder)
    allowed = frozenset(_origin(one) for one in origins)
    with Bridge(stand_ins(made), pairing, allowed, port) as bridge:
        click.echo(_("设备桥（演示设备）已在本机运行：") + f"http://127.0.0.1:{bridge.server_port}")
        click.echo(_("在收件页面的“窗口设备”里输入配对码：") + pairing.code)
        try:
            bridge.serve_forever()
        except KeyboardInterrupt:
            click.echo(_("已停止。"))


def _fault(text: str) -> tuple[str, str]:
    device, _sign, code = text.partition("=")
    if device not in DEVICES or code not in FAULTS:
        raise click.BadParameter(f"{text}: {', '.join(DEVICES)} = {', '.join(FAULTS)}")
    return device, code


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise click.BadParameter(text)
    return text.rstrip("/")
