"""Accounts: how a person proves who he is. What he may do hangs on the officer or party."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from .parties import Party
from .people import Officer


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its login name."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login_name=username)


class Account(AbstractBaseUser):
    """A way to sign in (账号) as an officer or as a party; alone it allows nothing."""

    id = models.UUIDField(primary_key=True)
    login_name = models.CharField(max_length=80, unique=True)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="accounts"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="accounts")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    totp_sealed = models.BinaryField(null=True)
    totp_last_step = models.BigIntegerField(default=0)  # a code counts once
    failed_count = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    standing: object = None  # what `StandingBackend` read with it; no column

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_account_one_person", condition=Q(officer=None) | Q(party=None)
            ),
        ]
