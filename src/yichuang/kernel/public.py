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
from .rows import Columns, insert, update
from .signing import (
    SealAlgorithm,
    SelfTestFailed,
    SigningKey,
    make_signing_key,
    private_pem,
    self_test,
    signing_key_from_pem,
    verify_sm2,
)
from .sm2_openssl import Sm2Unavailable
from .statements import prepared

__all__ = [
    "BlobStore",
    "Clock",
    "CodecError",
    "Columns",
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
    "SealAlgorithm",
    "SelfTestFailed",
    "SigningKey",
    "Sm2Unavailable",
    "SystemClock",
    "SystemIds",
    "Unavailable",
    "Vault",
    "canonical_json",
    "dump",
    "framed",
    "hmac_sm3",
    "insert",
    "load",
    "make_signing_key",
    "ports",
    "prepared",
    "private_pem",
    "self_test",
    "set_default_ports",
    "signing_key_from_pem",
    "sm3",
    "update",
    "using_ports",
    "verify_sm2",
]
