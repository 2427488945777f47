"""What a driver of each kind of device answers; a maker's driver fills one of these in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from yichuang.law.public import check_citizen_number

IDENTITY_CARD = "111"  # GB/T 36903
LIMIT_IMAGE_BYTES = 8 * 1024 * 1024
# A fault's code, and what the clerk reads of it.
FAULTS = {
    "not_connected": "设备没有连接，请检查电源和数据线；可以先手工录入",
    "busy": "设备正在使用，请稍候再试",
    "unreadable": "证件读不出，请擦净后重新放置；仍读不出的手工录入",
    "check_digit": "读出的证件号码校验不符，请重新放置或者手工录入",
    "oversize": "拍到的图像太大，请降低分辨率后重拍",
    "jam": "打印机卡纸，清理后重新打印；文书可以在网页上打印",
    "no_paper": "打印机缺纸，装纸后重新打印；文书可以在网页上打印",
    "not_signed": "没有签名，请申请人在签名板上签名，或者在纸质申请表上签名",
}


class DeviceFault(Exception):
    """A device could not do it; `code` stands in FAULTS, `device` says which."""

    def __init__(self, device: str, code: str) -> None:
        assert code in FAULTS
        super().__init__(f"{device}: {code}")
        self.device, self.code = device, code


@dataclass(frozen=True, slots=True)
class Card:
    """What a card holds that a filing needs, and nothing else of it."""

    name: str
    number: str
    number_kind: str
    valid_to: date | None  # None: valid for good (长期)


@dataclass(frozen=True, slots=True)
class Strokes:
    """A signature as written: a picture, and how many strokes in how many milliseconds."""

    png: bytes
    strokes: int
    milliseconds: int


class CardReader(Protocol):
    """Reads a card that lies on it. Raises DeviceFault."""

    def read(self) -> Card: ...


class Camera(Protocol):
    """Takes one picture of what lies under it, as JPEG or PNG. Raises DeviceFault."""

    def shoot(self) -> bytes: ...


class SignaturePad(Protocol):
    """Waits for a signature. Raises DeviceFault."""

    def sign(self) -> Strokes: ...


class Printer(Protocol):
    """Prints a PDF and returns the job's name. Raises DeviceFault."""

    def print_pdf(self, content: bytes) -> str: ...


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices of one counter. `demo` marks stand-ins: what they give is invented."""

    reader: CardReader
    camera: Camera
    pad: SignaturePad
    printers: Mapping[str, Printer]  # receipt, labels
    demo: bool


def checked_card(card: Card) -> Card:
    """Return the card if its number can be one. Raises DeviceFault: a reader may misread."""
    if card.number_kind == IDENTITY_CARD and check_citizen_number(card.number):
        raise DeviceFault("reader", "check_digit")
    if not card.name.strip() or not card.number:
        raise DeviceFault("reader", "unreadable")
    return card


def checked_image(content: bytes) -> bytes:
    """Return the picture if it is one and not too large. Raises DeviceFault."""
    if len(content) > LIMIT_IMAGE_BYTES:
        raise DeviceFault("camera", "oversize")
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise DeviceFault("camera", "not_connected")
    return content
