"""What belongs to each kind of back end: whoever adds one and forgets a step finds out here."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from app.connectors.kind import KINDS
from app.domain import backend, webhook
from app.domain.backend import SYSTEMS
from app.domain.order_flow import FLOWS, Flow, Stage, path
from app.sync.contract import Access, Answer, Capability, Finding
from app.ui.orders import status as statuses
from app.ui.settings import backend_more

TESTS = Path(__file__).parent / "connectors"


def findings(kind: str) -> Mapping[Capability, Finding]:
    """What the document of a system says that it can."""
    access = Access("https://shop.example.com/api", "apx_1")
    with closing(KINDS[kind].connect(access, lambda _: None)) as connector:
        return connector.capabilities()


def those(what: Capability, *answers: Answer) -> set[str]:
    """The systems of which the document gives one of these answers."""
    return {kind for kind in KINDS if findings(kind)[what].answer in answers}


@pytest.mark.parametrize("kind", KINDS)
def test_each_connector_is_put_through_the_contract(kind: str) -> None:
    tree = ast.parse((TESTS / f"test_{kind}.py").read_text(encoding="utf-8"))

    classes = [each for each in ast.walk(tree) if isinstance(each, ast.ClassDef)]
    assert "ContractSuite" in {
        base.id for each in classes for base in each.bases if isinstance(base, ast.Name)
    }


def test_every_system_has_a_name_and_a_connector() -> None:
    assert {kind: each.name for kind, each in KINDS.items()} == SYSTEMS


def test_whoever_has_online_orders_has_a_flow() -> None:
    assert FLOWS.keys() == those(Capability.PULL_ORDERS, Answer.YES, Answer.UNKNOWN)


@pytest.mark.parametrize("kind", FLOWS)
def test_each_new_order_can_come_to_its_end(kind: str) -> None:
    flow: Flow = FLOWS[kind]
    reached = {step.status for steps in flow.steps.values() for step in steps}

    assert flow.stages[flow.finish] is Stage.DONE
    assert {*flow.steps, *reached, *flow.paid} <= flow.stages.keys()
    fresh = [status for status, stage in flow.stages.items() if stage is Stage.NEW]
    assert fresh
    assert all(path(kind, status, flow.finish) for status in fresh)


@pytest.mark.parametrize("kind", FLOWS)
def test_the_window_has_words_for_each_state_of_an_order(kind: str) -> None:
    assert FLOWS[kind].stages.keys() <= statuses.KNOWN.keys()


def test_whoever_takes_no_sales_never_keeps_them() -> None:
    assert those(Capability.CREATE_INVOICE, Answer.NO) == backend.TAKES_NO_SALES


def test_the_window_asks_for_what_a_system_wants() -> None:
    asked = backend_more._OF_KINDS

    assert those(Capability.PULL_ORDERS, Answer.YES) == asked["orders_every_seconds"]
    assert those(Capability.NEEDS_LOCATION, Answer.YES) == asked["location_id"]
    assert those(Capability.NEEDS_CUSTOMER, Answer.YES) == backend_more._WANT_CUSTOMER
    assert asked["customer_id"] >= backend_more._WANT_CUSTOMER
    deducts = those(Capability.DEDUCTS_STOCK, Answer.UNKNOWN)
    assert deducts == asked["deducts_stock"]


def test_whoever_sends_webhooks_is_a_kind() -> None:
    assert set(webhook.KINDS) <= KINDS.keys()
