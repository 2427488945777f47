"""The door of the kernel."""

from .canonical import canonical_json, framed
from .codec import CodecError, dump, load
from .errors import DomainError, InvalidInput, NotFound, Unavailable
from .payments import NoPayments, PaymentPort, PaymentSystemSilent, PaymentWord, hmac_sm3
from .ports import (
    BlobStore,
    Clock,
    FolderStore,
    Ids,
    KeyVault,
    Ports,
    SystemClock,
    SystemIds,
    Vault,
    ports,
    set_default_ports,
    sm3,
    using_ports,
)

__all__ = [
    "BlobStore",
    "Clock",
    "CodecError",
    "DomainError",
    "FolderStore",
    "Ids",
    "InvalidInput",
    "KeyVault",
    "NoPayments",
    "NotFound",
    "PaymentPort",
    "PaymentSystemSilent",
    "PaymentWord",
    "Ports",
    "SystemClock",
    "SystemIds",
    "Unavailable",
    "Vault",
    "canonical_json",
    "dump",
    "framed",
    "hmac_sm3",
    "load",
    "ports",
    "set_default_ports",
    "sm3",
    "using_ports",
]
