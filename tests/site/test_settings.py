"""Settings: typed, explained, and nothing unknown or unsafe gets through."""

from __future__ import annotations

import stat
import threading
from pathlib import Path
from urllib.parse import quote

import pytest

from yichuang.site.database import (
    database_url,
    database_urls,
    django_database,
    reasons_not_to_serve,
)
from yichuang.site.environment import Environment, SettingsError, explain, read_environment
from yichuang.site.wiring import kept_secret, secret_key, state_folder

URL = "postgresql://yichuang_app:word@db.invalid:5433/yichuang"


def test_empty_environment_gives_safe_defaults() -> None:
    found = read_environment({})

    assert found.role == "app"
    assert found.var == Path("var")
    assert found.allow_unsafe_commit is False
    assert found.behind_proxy is False
    assert found.hosts == ("localhost", "127.0.0.1", "[::1]")


def test_values_are_typed_and_an_empty_one_is_the_default() -> None:
    found = read_environment(
        {"YICHUANG_POOL": "6", "YICHUANG_HOSTS": "a.invalid, b.invalid", "YICHUANG_URL": ""}
    )

    assert found.pool == 6
    assert found.hosts == ("a.invalid", "b.invalid")
    assert found.url == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("YICHUANG_POOL", "-1", "whole number"),
        ("YICHUANG_POOL", "five", "whole number"),
        ("YICHUANG_BEHIND_PROXY", "yes", "0 or 1"),
        ("YICHUANG_ROLE", "postgres", "one of app, owner"),
        ("YICHUANG_URL", "hall.invalid", "http://host"),
        ("YICHUANG_URL", "https://hall.invalid/part", "http://host"),
        ("YICHUANG_HOSTS", " , ", "one or more names"),
        ("DATABASE_URL", "mysql://x/y", "postgresql://"),
        ("YICHUANG_SEAL_ALGORITHM", "SM2", "one of p256, sm2"),
    ],
)
def test_value_of_the_wrong_form_is_refused_by_name(name: str, value: str, what: str) -> None:
    with pytest.raises(SettingsError, match=f"{name}: .*{what}"):
        read_environment({name: value})


def test_unknown_variable_is_refused_and_others_are_left_alone() -> None:
    read_environment({"PATH": "/bin", "HOME": "/"})

    with pytest.raises(SettingsError, match="YICHUANG_ALOW_UNSAFE_COMMIT: no such setting"):
        read_environment({"YICHUANG_ALOW_UNSAFE_COMMIT": "1"})


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as fault:
        read_environment({"YICHUANG_POOL": "x", "YICHUANG_ROLE": "x", "YICHUANG_X": "1"})

    assert len(str(fault.value).splitlines()) == 3


def test_every_setting_is_explained_and_secrets_are_not_shown() -> None:
    rows = explain(read_environment({"DATABASE_URL": URL, "YICHUANG_SECRET_KEY": "hidden-word"}))

    assert all(len(row.why) > 20 for row in rows)
    text = " ".join(row.value for row in rows)
    assert "word" not in text
    assert [row.value for row in rows if row.name == "DATABASE_URL"] == ["(set)"]


def test_missing_database_is_refused_with_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"DATABASE_URL: missing.*yichuang up"):
        database_urls(Environment(var=tmp_path))


def test_owner_needs_its_own_address() -> None:
    with pytest.raises(SettingsError, match="DATABASE_OWNER_URL: missing"):
        database_url(Environment(database_url=URL, role="owner"))

    assert database_url(Environment(database_url=URL)) == URL


def test_database_entry_from_tcp_and_from_socket_address() -> None:
    tcp = django_database(URL)
    socket = django_database(f"postgresql://u:p%40ss@/name?host={quote('/run/x', safe='')}")

    assert (tcp["HOST"], tcp["PORT"], tcp["USER"], tcp["NAME"]) == (
        "db.invalid",
        "5433",
        "yichuang_app",
        "yichuang",
    )
    assert (socket["HOST"], socket["PASSWORD"], socket["NAME"]) == ("/run/x", "p@ss", "name")
    assert "synchronous_commit=on" in tcp["OPTIONS"]["options"]


def test_pool_and_persistent_connections_exclude_each_other() -> None:
    assert django_database(URL, pool=4)["CONN_MAX_AGE"] == 0
    assert django_database(URL, pool=4)["OPTIONS"]["pool"]["max_size"] == 4
    assert django_database(URL)["CONN_MAX_AGE"] is None
    assert "pool" not in django_database(URL)["OPTIONS"]


def test_kept_secret_is_private_and_the_same_ever_after(tmp_path: Path) -> None:
    first = secret_key(tmp_path)

    assert secret_key(tmp_path) == first
    assert len(first) >= 50
    path = tmp_path / "keys" / "session.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["session.key"]


def test_kept_secret_of_two_first_callers_is_one(tmp_path: Path) -> None:
    gate, found = threading.Barrier(8), []

    def call(number: int) -> None:
        gate.wait()
        found.append(kept_secret(tmp_path / "k" / "one.key", lambda: bytes([number]) * 32))

    threads = [threading.Thread(target=call, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(found)) == 1
    assert len(found[0]) == 32


def test_new_state_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = state_folder(tmp_path / "new")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_serving_role_may_serve(committed_db: dict[str, str]) -> None:
    assert reasons_not_to_serve(committed_db["DATABASE_URL"]) == []


def test_owner_of_the_ledger_may_not_serve(committed_db: dict[str, str]) -> None:
    found = reasons_not_to_serve(committed_db["DATABASE_OWNER_URL"])

    assert [reason.code for reason in found] == ["owner"]


def test_commit_that_can_be_lost_may_not_serve_but_for_the_control(
    committed_db: dict[str, str],
) -> None:
    url = committed_db["DATABASE_URL"]
    mark = "&" if "?" in url else "?"
    unsafe = f"{url}{mark}options={quote('-c synchronous_commit=off')}"

    found = reasons_not_to_serve(unsafe)

    assert [(one.code, one.detail) for one in found] == [
        ("durability", "synchronous_commit is off")
    ]
    assert reasons_not_to_serve(unsafe, allow_unsafe_commit=True) == []
    assert (
        "synchronous_commit=off" in django_database(url, unsafe_commit=True)["OPTIONS"]["options"]
    )
