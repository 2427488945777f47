"""What the OpenAPI description says beyond the operations themselves."""

from __future__ import annotations

import json
from typing import Any

from ..problems import PROBLEM_JSON

SCHEMA = "#/components/schemas/Problem"

# Every operation may answer each of these; the words are those of the description.
PROBLEM_STATUSES: dict[int, str] = {
    400: "请求无法读取 The request cannot be read",
    401: "需要登录 Nobody is signed in",
    403: "不允许 Not allowed; `facts.reason` names the rule",
    404: "不存在或不在可见范围 Not there, or out of sight",
    409: "与办件现状不符 The state of the case does not allow it",
    413: "内容过大 Too large",
    422: "内容不符合规则 Not valid; `field` and `rule` say what",
    429: "尝试过多 Too many attempts",
    503: "暂时不可用，可用同一键重试 Not now; retry with the same key",
}

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457, application/problem+json",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "code"],
    "properties": {
        "type": {"type": "string", "description": "urn:yichuang:problem:<code>"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "mend": {"type": "string", "description": "怎么办 What to do"},
        "instance": {"type": "string"},
        "code": {"type": "string", "description": "稳定的代码 Stable, for programs"},
        "field": {"type": "string"},
        "rule": {},
        "article": {"type": "string", "description": "依据 for example LicLaw 32(4)"},
        "article_text": {"type": "string"},
        "facts": {"type": "object"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "rule"],
                "properties": {"field": {"type": "string"}, "rule": {"type": "string"}},
            },
        },
    },
}
EXAMPLE = {
    "type": "urn:yichuang:problem:approval.materials_missing",
    "title": "必要材料还没有交齐",
    "status": 409,
    "detail": "还缺：场所布局图。",
    "instance": "/api/v1/cases/00000000-0000-8000-8000-000000000000/acceptance",
    "code": "approval.materials_missing",
    "article": "LicLaw 32(4)",
}


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the description with the problems every operation may answer."""
    components = schema["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {
        f"Problem{status}": {
            "description": words,
            "content": {PROBLEM_JSON: {"schema": {"$ref": SCHEMA}, **_example(status)}},
        }
        for status, words in PROBLEM_STATUSES.items()
    }
    problems = {
        str(status): {"$ref": f"#/components/responses/Problem{status}"}
        for status in PROBLEM_STATUSES
    }
    for path in schema["paths"].values():
        for operation in path.values():
            operation["responses"] = {
                **{str(status): reply for status, reply in operation["responses"].items()},
                **problems,
            }
    return schema


def _example(status: int) -> dict[str, Any]:
    return {"example": EXAMPLE} if status == EXAMPLE["status"] else {}


def written() -> str:
    """Return the description of the house's API as it is committed: sorted, one value a line."""
    from .service import api  # the service is described by this module, so it imports it first

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
