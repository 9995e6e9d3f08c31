"""docs/CONNECTORS.md says what is so: each call has a row, each test that it names is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from app.connectors.kind import KINDS
from app.domain.backend import BackendSettings
from app.sync.contract import Access, Capability

TESTS = Path(__file__).parent
ROOT = TESTS.parent
TEXT = (ROOT / "docs" / "CONNECTORS.md").read_text(encoding="utf-8")

# What each system's document names. Of StackNex's calls it shows the paths only.
NAMED = {
    "apex_pos": """
        GET /health
        GET /products           POST /products      PUT /products/{id}
        GET /inventory          PATCH /inventory/{id}
        GET /invoices           POST /invoices
        GET /customers          POST /customers
    """,
    "apexloge": """
        GET /products           POST /products
        GET /products/{id}      PATCH /products/{id}    DELETE /products/{id}
        GET /orders             GET /orders/{id}        PATCH /orders/{id}
        product_order.paid
    """,
    "salloq": """
        GET /products           GET /products/{id}      GET /products/{id}/inventory
        POST /products          PATCH /products/{id}
        GET /orders             GET /orders/{id}
        POST /orders            PATCH /orders/{id}/status
        GET /customers/{id}     GET /customers/{id}/orders      GET /customers/{id}/loyalty
        POST /customers         PATCH /customers/{id}
        GET /subscriptions/{id} GET /subscriptions/{id}/upcoming
        POST /subscriptions     PATCH /subscriptions/{id}       POST /subscriptions/{id}/cancel
        GET /loyalty/settings
    """,
    "stacknex": """
        GET /products           POST /products
        GET /products/:id       PATCH /products/:id     DELETE /products/:id
        GET /orders             POST /orders
        GET /orders/:id         PATCH /orders/:id
        GET /customers          POST /customers
        GET /customers/:id      PATCH /customers/:id
        GET /categories         POST /categories
        GET /inventory          GET /inventory/:id      PATCH /inventory/:id
        PUT /products/:id       PUT /orders/:id
        PUT /customers/:id      PUT /inventory/:id
        order.created           order.updated           order.completed     order.cancelled
        product.created         product.updated         product.deleted
        customer.created        customer.updated
        inventory.low           inventory.updated
    """,
    "commerce": """
        POST /auth/login        POST /auth/refresh      DELETE /auth/logout
        GET /products           POST /products
        GET /products/{productId}   PATCH /products/{productId}     DELETE /products/{productId}
        GET /orders             POST /orders
        GET /orders/{orderId}   PATCH /orders/{orderId}/status
    """,
}
# Where each connector says what it calls.
MODULES = {kind: [f"{kind}*.py"] for kind in KINDS} | {"commerce": ["commerce*.py", "_login.py"]}

_METHOD, _PATH = "GET|POST|PUT|PATCH|DELETE", r"/\w(?:[\w/]|:(?=\w)|\{[^}]*\})*"
CALL = re.compile(rf"\b({_METHOD}) ({_PATH})")
EVENT = re.compile(r"\b(?:product_)?(?:order|product|customer|inventory)\.[a-z]+")
SENT = re.compile(rf'"({_METHOD})", f?"({_PATH})"')
CODE = re.compile(r"`([^`]+)`")
ANSWERS = {"yes": "yes", "no": "–", "unknown": "?"}


def section(title: str) -> str:
    """What stands beneath a heading, up to the next one that is as high."""
    head = re.search(rf"^(#+) {re.escape(title)}\n", TEXT, re.M)
    assert head, title
    return re.split(rf"^#{{1,{len(head[1])}}} ", TEXT[head.end() :], maxsplit=1, flags=re.M)[0]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of its tables, without their heads."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        is_head = lines[at + 1 : at + 2] and lines[at + 1].startswith("|---")
        if line.startswith("|") and not line.startswith("|---") and not is_head:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def told(text: str) -> list[str]:
    """The calls and events in a text, in their order."""
    calls = [f"{method} {path}" for method, path in CALL.findall(text)]
    return [*calls, *EVENT.findall(text)]


def plain(call: str) -> str:
    """A call whatever its document calls an id."""
    return re.sub(r"\{[^}]*\}|:id\b", "{id}", call)


@cache
def known_tests(file: str) -> frozenset[str]:
    """The names of the tests in a file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))
    return frozenset(each.name for each in functions if each.name.startswith("test_"))


def place(file: str) -> str:
    """Where a test file is that the page names."""
    near = f"connectors/{file}"
    return near if "/" not in file and (TESTS / near).exists() else file


def named_tests() -> list[tuple[str, str]]:
    """The tests that the page names, each with its file."""
    return re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_column_and_its_calls(kind: str) -> None:
    name = KINDS[kind].name
    heads = [line for line in TEXT.splitlines() if line.startswith("| | ")]

    assert kind in NAMED
    assert heads
    assert all(f"| {name} |" in head for head in heads)
    assert section(name)


@pytest.mark.parametrize("kind", NAMED)
def test_each_call_and_event_has_one_row(kind: str) -> None:
    cells = [first for first, *_ in rows(section(KINDS[kind].name))]

    assert sorted(told(" ".join(cells))) == sorted(told(NAMED[kind]))


@pytest.mark.parametrize("kind", NAMED)
def test_each_row_says_what_for_and_names_a_test(kind: str) -> None:
    for first, use, test in rows(section(KINDS[kind].name)):
        assert use, first
        assert "::test_" in test, first


@pytest.mark.parametrize("kind", NAMED)
def test_no_call_that_a_connector_spells_out_lacks_a_row(kind: str) -> None:
    folder = ROOT / "app" / "connectors"
    files = [file for pattern in MODULES[kind] for file in folder.glob(pattern)]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)

    spelt = {f"{method} {path}" for regex in (CALL, SENT) for method, path in regex.findall(source)}
    found = {plain(each) for each in spelt}
    assert found
    assert found <= {plain(each) for each in told(NAMED[kind])}


@pytest.mark.parametrize(("file", "test"), named_tests())
def test_each_named_test_exists(file: str, test: str) -> None:
    assert test in known_tests(place(file))


def test_each_capability_is_told_as_the_connectors_tell_it() -> None:
    columns = []
    for kind, made in KINDS.items():
        key = "nxp_live_1" if kind == "stacknex" else "apx_1"
        access = Access(made.default_url or "https://shop.example.com/api", key)
        with closing(made.connect(access, lambda _: None)) as connector:
            columns.append(connector.capabilities())

    written = {cells[0]: cells[1:6] for cells in rows(section("What each can do"))}

    assert written == {
        f"`{what}`": [ANSWERS[each[what].answer] for each in columns] for what in Capability
    }


def test_keys_and_limits_are_those_that_each_kind_begins_with() -> None:
    intro = {cells[0]: cells[1:] for cells in rows(TEXT.partition("\n## ")[0])}
    usual = BackendSettings().texts() | {"requests_per_window": "6000", "window_seconds": "60"}

    for at, (kind, made) in enumerate(KINDS.items()):
        limit = usual | dict(made.settings)
        unit = {"60": "a minute", "3600": "an hour"}[limit["window_seconds"]]
        assert intro["kind"][at] == f"`{kind}`"
        assert CODE.findall(intro["key begins"][at]) == list(made.keys)
        told_limit = intro["requests, unless set otherwise"][at]
        assert told_limit.removesuffix(" (ours)") == f"{int(limit['requests_per_window']):,} {unit}"


def test_each_setting_is_one_of_a_back_end() -> None:
    named = [
        name for first, *_ in rows(section("What a manager sets")) for name in CODE.findall(first)
    ]

    assert len(named) == len(set(named))
    assert set(named) == set(BackendSettings.__dataclass_fields__)


def test_each_module_that_is_named_is_there() -> None:
    rooms = "connectors|domain|services|storage|sync|ui"
    for name in CODE.findall(TEXT):
        if re.fullmatch(rf"(?:{rooms})/[a-z_/]+(?:\.py|\.\w+)?", name):
            path = ROOT / "app" / re.sub(r"\.\w+$", "", name)
            assert path.is_dir() or path.with_suffix(".py").exists(), name
