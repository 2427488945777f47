"""Stand-ins (演示设备): every device without hardware, each with its faults."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from .port import IDENTITY_CARD, Card, DeviceFault, Devices, Strokes

# Plainly invented; the number's division code belongs to the invented city.
DEMO_CARD = Card("演示甲", "320200209912010010", IDENTITY_CARD, date(2045, 12, 1))
DEVICES = ("reader", "camera", "pad", "receipt", "labels")


@dataclass(slots=True)
class StandIns:
    """All five devices of a counter, invented. `faults` by device makes one fail until removed."""

    spool: Path
    card: Card = DEMO_CARD
    faults: dict[str, str] = field(default_factory=dict)
    shots: int = 0

    def read(self) -> Card:
        """Return the card that is set."""
        self._fail("reader")
        return self.card

    def shoot(self) -> bytes:
        """Return a drawn sheet; each is a little different, as pages of a document are."""
        self._fail("camera")
        self.shots += 1
        sheet = Image.new("RGB", (1240, 1754), "white")
        pen = ImageDraw.Draw(sheet)
        pen.rectangle((60, 60, 1180, 1694), outline="black", width=4)
        pen.text((120, 120), f"DEMO  page {self.shots}", fill="black", font_size=64)
        for line in range(12 + self.shots % 3):
            pen.line((120, 300 + 90 * line, 1120 - 37 * (line % 5), 300 + 90 * line), "gray", 6)
        return _encoded(sheet, "JPEG")

    def sign(self) -> Strokes:
        """Return a drawn signature that says it is none."""
        self._fail("pad")
        pad = Image.new("RGB", (600, 200), "white")
        pen = ImageDraw.Draw(pad)
        pen.line([(40, 140), (120, 50), (180, 150), (260, 60), (330, 150)], "black", 5)
        pen.line([(360, 60), (430, 140), (520, 90)], "black", 5)
        pen.text((470, 165), "DEMO", fill="gray", font_size=24)
        return Strokes(_encoded(pad, "PNG"), strokes=2, milliseconds=1800)

    def _fail(self, device: str) -> None:
        if device in self.faults:
            raise DeviceFault(device, self.faults[device])


@dataclass(frozen=True, slots=True)
class SpoolPrinter:
    """A printer that lays each job into a folder: for demonstrations, and for a spooler's watch."""

    name: str
    devices: StandIns

    def print_pdf(self, content: bytes) -> str:
        """Keep the job, readable by this user alone: receipts name people."""
        self.devices._fail(self.name)
        folder = self.devices.spool / self.name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        job = folder / f"{uuid.uuid4().hex}.pdf"
        job.touch(mode=0o600)
        job.write_bytes(content)
        return job.name


def stand_ins(made: StandIns) -> Devices:
    """Return the invented devices as a counter's devices."""
    printers = {name: SpoolPrinter(name, made) for name in ("receipt", "labels")}
    return Devices(reader=made, camera=made, pad=made, printers=printers, demo=True)


def _encoded(picture: Image.Image, form: str) -> bytes:
    out = BytesIO()
    picture.save(out, format=form)
    return out.getvalue()
