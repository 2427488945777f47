"""The statements one case command issues, taken down as they go and written as a pgbench script.

A program of its own, run in an installation's environment on a database that is thrown away:
`python -m bench.statements SCRIPT CASES`. It signs in and accepts one application through the whole
stack, and puts into the script what went to the database. What must differ from run to run (the
case, event numbers, keys) is drawn from CASES copies of the case it accepted.
"""

from __future__ import annotations

import io
import json
import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from yichuang.site.cli.session import django_house

# Stand-ins in what was taken down, and what pgbench puts there.
DRAWN = "@DRAWN@"
CASE_OF_N = "('00000000-0000-8000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))"
PAPER_OF_R = (
    "(('00000000-0000-7000-8' || substr(lpad(to_hex(:r::bigint), 16, '0'), 2, 3) || '-' ||"
    " substr(lpad(to_hex(:r::bigint), 16, '0'), 5, 12))::uuid)"
)
PROLOGUE = r"""\set n random(1, {cases})
\set no random(10, 2147483647)
\set r random(1, 4000000000000000000)
"""
LITERAL = re.compile(r"(E?)'((?:[^'\\]|''|\\.)*)'")
# pgbench takes a colon before a letter for a variable, in literals too.
COLON = re.compile(r":(?=[^\W\d])")
COPIED = ("ledger_case", "ledger_todo", "ledger_casefile", "ledger_event")


def main(script: Path, cases: int) -> None:
    """Write the script and print how many statements it holds."""
    with django_house():
        from django.core.wsgi import get_wsgi_application

        application = get_wsgi_application()
        window = _call(application, "POST", "/session", _sign_in("window"))["token"]
        citizen = _call(application, "POST", "/session", _sign_in("citizen"))["token"]
        first, second = (_file(application, citizen, at) for at in range(2))
        _accept(application, window, first)  # calendar and edition are remembered from now on
        _copy_case(UUID(second), cases)
        taken = Taken(UUID(second))
        with taken:
            _accept(application, window, second)
        script.write_text(PROLOGUE.format(cases=cases) + taken.script())
        print(json.dumps({"statements": len(taken.found), "kinds": taken.kinds()}))


class Taken:
    """Takes down what goes to the database while it is entered."""

    def __init__(self, case: UUID):
        self._case = case
        self.found: list[tuple[bool, str]] = []  # within a transaction?, statement
        self._open = ExitStack()

    def __enter__(self) -> None:
        from django.db import connection

        self._open.enter_context(connection.execute_wrapper(self._note))

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _note(self, execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        connection = context["connection"]
        if "SAVEPOINT" not in sql:
            raw = psycopg.ClientCursor(connection.connection)
            text = raw.mogrify(sql, self._with_stand_ins(sql, given))
            self.found.append((connection.in_atomic_block, text))
        return execute(sql, given, many, context)

    def _with_stand_ins(self, sql: str, given: Any) -> Any:
        """Replace what may be written once only by its stand-in."""
        if isinstance(given, dict) and "nos" in given:
            return {**given, "nos": f"{{{DRAWN}no@}}", "key": f"bench-{DRAWN}n@-{DRAWN}r@"}
        columns = re.match(r"WITH written AS \(INSERT INTO documents_paper \((.*?)\)", sql)
        if columns:
            names = [name.strip() for name in columns[1].split(",")]
            drawn = {
                "id": f"{DRAWN}paper@",
                "number": f"示{DRAWN}r@",
                "verification_code": f"{DRAWN}r@",
            }
            ordered = given[len(names) :]  # what its job is ordered with
            paper = zip(names, given[: len(names)], strict=True)
            return [*(drawn.get(name, one) for name, one in paper), *ordered]
        return given

    def script(self) -> str:
        """Return the statements with transactions around them, as pgbench runs them."""
        lines: list[str] = []
        within = False
        for atomic, text in self.found:
            if atomic != within:
                lines.append("BEGIN;" if atomic else "COMMIT;")
                within = atomic
            lines.append(self._drawn(text).replace("\n", " ") + ";")
        return "\n".join([*lines, *(["COMMIT;"] if within else [])]) + "\n"

    def _drawn(self, text: str) -> str:
        drawn = {
            str(self._case): CASE_OF_N,
            self._case.hex: CASE_OF_N,
            f"{DRAWN}no@": ":no::text",
            f"{DRAWN}n@": ":n::text",
            f"{DRAWN}r@": ":r::text",
            f"{DRAWN}paper@": PAPER_OF_R,
            _number_of(self._case): "('B' || :n::text)",
        }

        parts = re.compile("|".join([*map(re.escape, drawn), COLON.pattern]))

        def replaced(found: re.Match[str]) -> str:
            sign, content = found.groups()
            if content in drawn:
                return f"({drawn[content]})"
            if not parts.search(content):
                return found[0]
            joined = parts.sub(
                lambda one: f"' || {drawn.get(one[0], 'chr(58)')} || {sign}'", content
            )
            return f"({sign}'{joined}')"

        return LITERAL.sub(replaced, text)

    def kinds(self) -> list[str]:
        """Return what each statement does, in a few words."""
        return [" ".join(text.split())[:60] for _, text in self.found]


def _number_of(case: UUID) -> str:
    from yichuang.ledger.models import Case

    return str(Case.objects.values_list("number", flat=True).get(pk=case))


def _copy_case(case: UUID, cases: int) -> None:
    """Put copies of a case into its tables: rows that statements can find, no valid ledger."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in COPIED:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " ORDER BY ordinal_position",
                [table],
            )
            names = [row[0] for row in cursor.fetchall()]
            key = "id" if table == "ledger_case" else "case_id"
            changed = {key: CASE_OF_N.replace(":n::bigint", "n::bigint") + "::uuid"}
            changed |= {"number": "'B' || n::text"} if table == "ledger_case" else {}
            chosen = ", ".join(changed.get(name, f"t.{name}") for name in names)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen}"
                f" FROM {table} t, generate_series(1, %s::int) n WHERE t.{key} = %s",
                [cases, case],
            )


def _sign_in(name: str) -> dict[str, str]:
    from tests.factories import PASSWORD

    return {"login_name": name, "password": PASSWORD}


def _file(application: Any, token: str, at: int) -> str:
    from tests.reliability.clients import FORM, MATERIALS

    body = {"matter": "test-licence", "form": FORM, "materials": MATERIALS}
    return str(_call(application, "POST", "/applications", body, token, f"taken-{at}-file")["case"])


def _accept(application: Any, token: str, case: str) -> None:
    _call(application, "POST", f"/cases/{case}/acceptance", {}, token, f"taken-{case[:13]}")


def _call(
    application: Any, method: str, path: str, body: Any, token: str = "", key: str = ""
) -> Any:
    """Pass a request through the whole stack in this process and return its body."""
    payload = json.dumps(body).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": f"/api/v1{path}",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(payload)),
        "wsgi.input": io.BytesIO(payload),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    if token:
        environ |= {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_IDEMPOTENCY_KEY": key}
    statuses: list[str] = []
    reply = application(environ, lambda status, _headers: statuses.append(status))
    text = b"".join(reply)
    reply.close()
    assert statuses[0].startswith("20"), (statuses, text[:500])
    return json.loads(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
