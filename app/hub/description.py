"""The description of the API as one plain page, which loads nothing from anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 58rem; margin: 2rem auto; padding: 0 1rem;
       color: #1c2430; }
h2 { margin-top: 2.5rem; font-size: 1.1rem; font-family: ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #dde2ea;
         vertical-align: top; }
pre { background: #f3f5f8; padding: .8rem; overflow-x: auto; }
"""


def page(openapi: dict[str, Any]) -> str:
    """The page for an OpenAPI description."""
    title = escape(f"{openapi['info']['title']} {openapi['info']['version']}")
    calls = "".join(
        _call(f"{method.upper()} {path}", call, openapi)
        for path, methods in openapi["paths"].items()
        for method, call in methods.items()
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
        "<p>Every call bears its key in the header <code>X-API-Key</code>. What is refused answers"
        " <code>success</code> false with a <code>message</code>. The same description for"
        ' programs: <a href="/openapi.json">openapi.json</a>.</p>'
        f"{calls}</body></html>"
    )


def _call(name: str, call: dict[str, Any], openapi: dict[str, Any]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{escape(where)}</td>"
        f"<td>{escape(kind)}</td><td>{'required' if required else ''}</td></tr>"
        for field, where, kind, required in _fields(call, openapi)
    )
    table = f"<table>{rows}</table>" if rows else ""
    content = call["responses"]["200"]["content"]["application/json"]
    shown = json.dumps(content["example"], ensure_ascii=False, indent=2)
    what = escape(call.get("description", ""))
    return f"<h2>{escape(name)}</h2><p>{what}</p>{table}<pre>{escape(shown)}</pre>"


def _fields(call: dict[str, Any], openapi: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    for each in call.get("parameters", ()):
        yield each["name"], each["in"], _kind(each["schema"]), each["required"]
    if "requestBody" in call:
        reference = call["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        schema = openapi["components"]["schemas"][reference.rpartition("/")[2]]
        needed = schema.get("required", ())
        for name, field in schema["properties"].items():
            yield name, "body", _kind(field), name in needed


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"] if each.get("type") != "null")
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return str(schema.get("format") or schema.get("type", ""))
