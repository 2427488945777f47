"""Identifiers of electronic licences."""

from __future__ import annotations

from stdnum.iso7064 import mod_37_36

from .findings import DIGITS, LETTERS_AND_DIGITS, Fault, Finding, demand, form_findings

ROOT = "1.2.156.3005.2"
TYPE_LENGTH = 21  # credit code of the body that defines the type, and three characters
VERSION_LENGTH = 3
SERIAL_AT_MOST = 32
PARTS = 5  # after the root: type, issuer, serial, version, check


def check_licence_identifier(identifier: str) -> tuple[Finding, ...]:
    """Return the faults of a licence identifier (证照标识), with or without its root.

    The issuer's part is not checked for length: real ones hold a division code instead.
    Source: GB/T 36904-2018; ISO/IEC 7064 MOD 37,36 over the parts before the check, undotted.
    """
    offset = len(ROOT) + 1 if identifier.startswith(f"{ROOT}.") else 0
    parts = identifier[offset:].split(".")
    if len(parts) != PARTS:
        return (Finding(identifier, 0, Fault.PARTS),)
    findings = tuple(
        Finding(identifier, position, Fault.CHARACTER)
        for position, character in enumerate(identifier, start=1)
        if position > offset and character not in f"{LETTERS_AND_DIGITS}."
    )
    kind, issuer, serial, version, check = parts
    if findings or not (issuer and 0 < len(serial) <= SERIAL_AT_MOST and len(check) == 1):
        return findings or (Finding(identifier, 0, Fault.PARTS),)
    found = []
    if len(kind) != TYPE_LENGTH:
        found.append(Finding(identifier, offset + 1, Fault.LENGTH, str(TYPE_LENGTH)))
    if form_findings(version, VERSION_LENGTH, DIGITS):
        found.append(Finding(identifier, len(identifier) - len(version) - 1, Fault.VERSION))
    expected = mod_37_36.calc_check_digit(kind + issuer + serial + version)
    if check != expected:
        found.append(Finding(identifier, len(identifier), Fault.CHECK, expected))
    return tuple(found)


def make_licence_identifier(kind: str, issuer: str, serial: str, version: int) -> str:
    """Return the full identifier; `kind` is the type code of 21, `version` counts from 1."""
    demand("a type code", kind, TYPE_LENGTH, LETTERS_AND_DIGITS)
    demand("an issuer", issuer, len(issuer) or 1, LETTERS_AND_DIGITS)
    demand("a serial", serial, min(len(serial) or 1, SERIAL_AT_MOST), LETTERS_AND_DIGITS)
    if not 1 <= version <= 999:
        raise ValueError(f"a version has three digits: {version}")
    number = f"{version:03}"
    check = mod_37_36.calc_check_digit(kind + issuer + serial + number)
    return ".".join((ROOT, kind, issuer, serial, number, check))
