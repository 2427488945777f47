"""Masked forms of what identifies a person (脱敏), for lists; pure.

Enough stays to tell two people of one list apart, too little to find one.
"""

from __future__ import annotations

MASK = "*"
POINTS = "·•・"  # the point inside ethnic and transcribed names


def masked_name(name: str, *, natural: bool = True) -> str:
    """Return the masked name of a natural person; a legal person's is public and stays.

    "张三丰" → "张*丰", "张三" → "张*", "买买提·吐尔逊" → "买**·**逊", "John Smith" → "J*** S****".
    """
    name = name.strip()
    if not natural or not name:
        return name
    if name.isascii():
        return " ".join(_first_only(word) for word in name.split())
    visible = [at for at, sign in enumerate(name) if sign not in POINTS]
    if len(visible) < 2:
        return MASK
    keep = {visible[0]} if len(visible) == 2 else {visible[0], visible[-1]}
    return "".join(sign if sign in POINTS or at in keep else MASK for at, sign in enumerate(name))


def _first_only(word: str) -> str:
    return word[0] + MASK * (len(word) - 1) if len(word) > 1 else MASK


def masked_number(number: str) -> str:
    """Return a document number with three signs in front and two behind; short ones keep fewer.

    No part of a citizen's birth date stays.
    """
    number = number.strip()
    front, behind = (3, 2) if len(number) >= 15 else (1, 1)
    if len(number) <= front + behind:
        return MASK * len(number)
    return number[:front] + MASK * (len(number) - front - behind) + number[-behind:]


def masked_phone(phone: str) -> str:
    """Return "138****5678" for a mobile number; of any other the last two digits."""
    phone = phone.strip()
    if len(phone) == 11 and phone.isdigit():
        return phone[:3] + MASK * 4 + phone[-4:]
    if len(phone) < 5:
        return MASK * len(phone)
    return MASK * (len(phone) - 2) + phone[-2:]


def masked_email(address: str) -> str:
    """Return "c***@example.org": the first sign, and the domain up to 40 signs."""
    name, _at, domain = address.strip().rpartition("@")
    return f"{name[:1]}{MASK * 3}@{domain[:40]}" if name else MASK * 3
