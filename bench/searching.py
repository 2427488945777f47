"""Searching among five thousand matters, as the public does: over HTTP, one question at a time."""

from __future__ import annotations

import json
from urllib.parse import quote

import psycopg

from .catalogue_rows import write_rows, write_rows_again
from .figures import Figure, Spread, percentile
from .houses import cpu_ms_each, cpu_of, house
from .load import request, send_all

# What people ask: in sentences, in words, by name, by sound, by initials, by code, misspelt.
QUESTIONS = (
    """
我打算开个小面馆要办啥手续|便利店卖零食饮料怎么备案|门头招牌怎么申请|注册一家公司|公司要换法人代表
给员工交社保怎么开户|宝宝出生证明怎么办|刚出生的小孩上户口|老人补贴|房子过户|教师资格认定|食品经营许可
道路运输|建筑施工|取水|医师执业|查询|年审|餐饮许可|民办学校设立|shipin jingying|jiaoshi zige|spjyxk
440101007000|食品经应许可|临时用地审批|危险化学品|出版物|律师执业|示例新区旅行社|没有这样的事项吧|办证
""".strip()
    .replace("\n", "|")
    .split("|")
)
TURNS = 8


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Ask every question several times; the first round fills what the process remembers."""
    with house() as found:
        first, second = found.state / "first.jsonl", found.state / "second.jsonl"
        source = write_rows(first)
        write_rows_again(first, second)
        matters = int(found.python("-m", "bench.fill_search", str(first), str(second)))
        with psycopg.connect(found.database.urls.owner, autocommit=True) as connection:
            connection.execute("ANALYZE")
        found.start_web()
        found.wait_ready()
        asked = [request("GET", f"/matters?q={quote(question)}") for question in QUESTIONS]
        _, bodies = send_all(found.port, asked, 1)
        answered = sum(bool(json.loads(body)["total"]) for body in bodies)
        times, slow, before = [], [], cpu_of(found)
        asked *= max(1, int(TURNS * share))
        for _ in range(rounds):
            load, _ = send_all(found.port, asked, 1)
            times += load.times
            slow.append(1000 * percentile(load.times, 0.95))
        return [
            Figure(
                name=f"search over HTTP among {matters} matters ({source}), p95",
                unit="ms",
                value=Spread.of(slow),
                must="< 100 ms",
                more={
                    "p50_ms": round(1000 * percentile(times, 0.5), 1),
                    "questions": len(QUESTIONS),
                    "answered": answered,
                    "cpu_ms": cpu_ms_each(before, cpu_of(found), len(times)),
                },
            )
        ]
