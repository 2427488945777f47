"""Where notices go is a setting: of the right form, with its secret, or the start is refused."""

from __future__ import annotations

import pytest

from yichuang.site.environment import SettingsError, explain, read_environment
from yichuang.site.mail import MailServer, mail_server


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", MailServer()),
        (
            "smtp://sender:p%40ss@mail.invalid",
            MailServer("mail.invalid", 587, "sender", "p@ss", starttls=True),
        ),
        ("smtps://mail.invalid:4465", MailServer("mail.invalid", 4465, tls_at_once=True)),
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525)),
    ],
)
def test_mail_server_is_one_address(url: str, expected: MailServer) -> None:
    assert mail_server(url) == expected


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("YICHUANG_SMS_URL", "http://sms.invalid/", "https://"),
        ("YICHUANG_SMS_URL", "https://name:word@sms.invalid/", "without a user name"),
        ("YICHUANG_WEBHOOK_URL", "ftp://hook.invalid/", "https://"),
        ("YICHUANG_MAIL_URL", "mail.invalid", "smtp://"),
        ("YICHUANG_MAIL_FROM", "nobody", "mail address"),
    ],
)
def test_address_of_the_wrong_form_is_refused(name: str, value: str, what: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}: .*{what}"):
        read_environment({name: value})


@pytest.mark.parametrize(
    ("name", "value", "needs"),
    [
        ("YICHUANG_SMS_URL", "https://sms.invalid/", "YICHUANG_SMS_SECRET"),
        ("YICHUANG_WEBHOOK_URL", "http://127.0.0.1:9/", "YICHUANG_WEBHOOK_SECRET"),
        ("YICHUANG_MAIL_URL", "smtp://mail.invalid", "YICHUANG_MAIL_FROM"),
    ],
)
def test_channel_without_its_second_half_is_refused(name: str, value: str, needs: str) -> None:
    with pytest.raises(SettingsError, match=needs):
        read_environment({name: value})


def test_secrets_are_not_shown() -> None:
    found = read_environment(
        {
            "YICHUANG_SMS_URL": "https://sms.invalid/",
            "YICHUANG_SMS_SECRET": "very-hidden",
            "YICHUANG_MAIL_URL": "smtp://name:very-hidden@mail.invalid",
            "YICHUANG_MAIL_FROM": "hall@mail.invalid",
        }
    )
    assert "very-hidden" not in repr([(one.name, one.value) for one in explain(found)])
