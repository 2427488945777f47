"""One licence as a row of the Guangdong layout: what another city's catalogue hands over."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.factories import BUREAU

ROW = {
    "task_code": "11320200YY90000163101",
    "catalog_id": "000199902001",
    "parent_catalog_id": "000199902000",
    "parent_catalog_name": "示例导入许可",
    "name": "示例导入许可",
    "short_name": "",
    "everyday_name": "",
    "power_type_code": "01",
    "power_type": "行政许可",
    "level": "市级",
    "area_code": "320200",
    "area_name": "示例市",
    "department": "示例市行政审批局",
    "org_code": "",
    "org_uscc": BUREAU,
    "legal_limit": "20",
    "legal_limit_unit": "工作日",
    "promised_limit": "8",
    "promised_limit_unit": "工作日",
    "visits": "1",
    "joint_departments": "",
    "accept_conditions": "有固定场所。",
    "materials": "申请书；场所证明",
    "location": "",
    "consult_phone": "",
    "complaint_phone": "",
    "platform": "",
    "courier": "否",
    "online_apply": "true",
    "themes": "其他",
    "applicants": "自然人，企业法人",
}


def write_row(folder: Path) -> Path:
    """Write the row as a CSV file and return its path."""
    path = folder / "imported.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(ROW))
        writer.writeheader()
        writer.writerow(ROW)
    return path
