"""Rows of a catalogue: the real ones beside the project where they are, else made up alike."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REAL = Path(__file__).parent.parent.parent / "shared" / "data" / "matters"
REAL_FILE = REAL / "guangdong_matters.jsonl.gz"
TRADES = (
    "餐饮",
    "零售",
    "住宿",
    "洗染",
    "仓储",
    "印刷",
    "广告",
    "旅行",
    "维修",
    "养老",
    "托育",
    "培训",
)
WORDS = (
    "设立",
    "变更",
    "延续",
    "注销",
    "补办",
    "年审",
    "场所",
    "人员",
    "设备",
    "用水",
    "用电",
    "招牌",
)
ENDINGS = ("许可", "备案", "核准", "登记", "确认", "审批")
MADE_UP = 3000


def write_rows(path: Path) -> str:
    """Write rows to import as JSON lines; return where they are from."""
    if REAL_FILE.exists():
        path.write_bytes(gzip.decompress(REAL_FILE.read_bytes()))
        return REAL_FILE.name
    lines = (json.dumps(row, ensure_ascii=False) for row in _made_up())
    path.write_text("\n".join(lines) + "\n")
    return "made up"


def write_rows_again(first: Path, path: Path) -> None:
    """Write the same rows under other codes and names, for there to be more of them."""
    with first.open() as file, path.open("w") as out:
        for line in file:
            row = json.loads(line)
            row["task_code"] = f"X{row['task_code'][1:]}"
            row["name"] = f"示例新区{row['name']}"
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _made_up() -> Iterator[dict[str, Any]]:
    """Return rows of the real files' layout: names of three parts, everything else plain."""
    for at in range(MADE_UP):
        trade = TRADES[at % len(TRADES)]
        word = WORDS[at // len(TRADES) % len(WORDS)]
        ending = ENDINGS[at // len(TRADES) // len(WORDS) % len(ENDINGS)]
        yield {
            "task_code": f"11320200YY9000016G2{at:013}",
            "catalog_id": f"{900000000000 + at}",
            "parent_catalog_id": "",
            "name": f"{trade}{word}{ending}（示例{at}）",
            "power_type_code": "01",
            "power_type": "行政许可",
            "level": "市级",
            "area_code": "320200",
            "area_name": "示例市",
            "department": "示例市行政审批局",
            "org_uscc": "11320200YY9000016G",
            "legal_limit": 20,
            "legal_limit_unit": "工作日",
            "promised_limit": 10,
            "promised_limit_unit": "工作日",
            "accept_conditions": "有固定场所；有管理制度。" * 5,
            "materials": ["申请书", "场所证明", "管理制度"],
        }
