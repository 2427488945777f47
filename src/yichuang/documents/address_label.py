"""The label that goes on a parcel, for the label printer that prints those of originals."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from .rendering import render


@dataclass(frozen=True, slots=True)
class AddressLabel:
    """Where a parcel goes (收件地址标签), and the receipt number it comes back under."""

    name: str
    phone: str
    address: str
    number: str  # of the case
    sender: str  # the organ


def address_label(label: AddressLabel) -> bytes:
    """Return the label as a PDF of one page of 60 by 40 mm."""
    return render("address_label", asdict(label), archive=False)
