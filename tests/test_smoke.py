import pytest


@pytest.mark.django_db
def test_tests_run_as_serving_role() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("yichuang_app", False)
