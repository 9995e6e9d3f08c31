"""Webhooks: a hint to read anew and nothing else, whoever sends them and however often."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Callable, Iterator

import pytest

from app.storage import webhook
from app.sync.receiver import Receiver
from tests.fakes import fault
from tests.faults.orders.desk import Desk
from tests.faults.orders.system import BRUSH, WANTED

OpenDesk = Callable[..., Desk]
SECRET = b"whsec_test"
EVENTS = [
    *("order.created", "order.updated", "order.completed", "order.cancelled"),
    *("product.created", "product.updated", "product.deleted"),
    *("customer.created", "customer.updated"),
    *("inventory.low", "inventory.updated"),
]
SENDERS = ["apexloge", "stacknex"]


class Post:
    """Whoever sends webhooks to a till."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.receiver = Receiver(
            desk.store, lambda _: SECRET.decode(), desk.clock.now, lambda: None
        )
        self.port = self.receiver.start("127.0.0.1", 0)

    def send(self, event: str, object_id: object, *, secret: bytes = SECRET, ago: int = 0) -> int:
        """One webhook, signed with a secret; how it was answered."""
        moment = self.desk.clock.now().isoformat()
        told = {"event": event, "timestamp": moment, "data": {"id": object_id}}
        body = json.dumps(told).encode()
        return self.again(body, self.signed(body, event, secret, ago))

    def signed(self, body: bytes, event: str, secret: bytes, ago: int) -> dict[str, str]:
        if self.desk.system.kind == "stacknex":
            return {"X-Webhook-Signature": hmac.new(secret, body, hashlib.sha256).hexdigest()}
        at = int(self.desk.clock.now().timestamp()) - ago
        found = hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        return {
            "X-Apexloge-Signature": f"t={at},v1={found}",
            "X-Apexloge-Event": event,
            "X-Apexloge-Delivery-Id": hashlib.sha256(body).hexdigest()[:8],
        }

    def again(self, body: bytes, headers: dict[str, str]) -> int:
        """These very bytes."""
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            caller.request("POST", f"/webhooks/{self.desk.system.name}", body, headers)
            answer = caller.getresponse()
            answer.read()
            return answer.status
        finally:
            caller.close()

    def waiting(self) -> int:
        """How many are still to be acted upon."""
        with self.desk.store.read() as unit:
            return len(webhook.open_ones(unit, self.desk.system.name))


@pytest.fixture
def open_post(open_desk: OpenDesk) -> Iterator[Callable[[str], Post]]:
    """A till that listens."""
    opened: list[Post] = []

    def start(name: str) -> Post:
        opened.append(Post(open_desk(name)))
        return opened[-1]

    yield start
    for each in opened:
        each.receiver.stop()


OpenPost = Callable[[str], Post]


@pytest.mark.parametrize("name", SENDERS)
def test_a_new_order_is_read_at_once(open_post: OpenPost, name: str) -> None:
    post = open_post(name)
    desk = post.desk
    order_id = desk.system.order(1)
    assert post.send("order.created", order_id) == 200
    desk.later(1)
    assert desk.known(order_id).lines
    assert post.waiting() == 0


@pytest.mark.parametrize("event", EVENTS)
def test_each_event_leads_to_a_reading(open_post: OpenPost, event: str) -> None:
    post = open_post("stacknex")
    desk = post.desk
    order_id = desk.system.order(1)
    kind = event.partition(".")[0]
    ids = {"order": order_id, "product": "prod_brush", "customer": "cust_1", "inventory": "inv_1"}
    before = len(desk.system.server.requests)
    assert post.send(event, ids[kind]) == 200
    desk.later(1)
    asked = {each.path for each in desk.system.server.requests[before:]}
    read = {
        "order": f"/orders/{order_id}",
        "product": "/products",
        "customer": "/customers",
        "inventory": "/inventory",
    }
    assert read[kind] in asked
    assert post.waiting() == 0


@pytest.mark.parametrize("name", SENDERS)
def test_what_a_webhook_says_of_an_order_is_never_believed(open_post: OpenPost, name: str) -> None:
    post = open_post(name)
    desk = post.desk
    order_id = desk.system.order(1)
    desk.later()
    assert post.send("order.completed", order_id) == 200
    assert post.send("order.cancelled", order_id) == 200
    desk.later(1)
    assert desk.status(order_id) == desk.system.status(order_id)
    assert desk.moves() == 0


@pytest.mark.parametrize("name", SENDERS)
def test_forged_ones_are_turned_away_and_change_nothing(open_post: OpenPost, name: str) -> None:
    post = open_post(name)
    desk = post.desk
    order_id = desk.system.order(1)
    assert post.send("order.created", order_id, secret=b"another") == 401
    assert post.again(b"{}", {}) == 401
    if name == "apexloge":
        assert post.send("order.created", order_id, ago=301) == 401
        assert post.send("order.created", order_id, ago=-301) == 401
    assert post.waiting() == 0
    desk.later(1)
    assert desk.orders() == []


@pytest.mark.parametrize("name", SENDERS)
def test_a_replay_is_read_for_once(open_post: OpenPost, name: str) -> None:
    post = open_post(name)
    desk = post.desk
    order_id = desk.system.order(1)
    body = json.dumps({"event": "order.created", "data": {"id": order_id}}).encode()
    headers = post.signed(body, "order.created", SECRET, 0)
    assert {post.again(body, headers) for _ in range(5)} == {200}
    assert post.waiting() == 1
    desk.later(1)
    assert {post.again(body, headers) for _ in range(5)} == {200}
    assert post.waiting() == 0
    asked = desk.system.server.seen("GET", f"/orders/{order_id}")
    desk.later(1)
    assert len(desk.system.server.seen("GET", f"/orders/{order_id}")) == len(asked)


@pytest.mark.parametrize("object_id", ["nobody", "../products", "a b", "%2e%2e", 7, "é", None, {}])
@pytest.mark.parametrize("name", SENDERS)
def test_one_of_an_order_that_is_not_there_harms_nobody(
    open_post: OpenPost, name: str, object_id: object
) -> None:
    post = open_post(name)
    desk = post.desk
    order_id = desk.system.order(1)
    assert post.send("order.updated", object_id) == 200
    assert post.send("order.updated", order_id) == 200
    desk.later(1)
    assert desk.known(order_id).lines
    assert post.waiting() == 0
    assert desk.state().problem == ""


@pytest.mark.parametrize("name", SENDERS)
def test_one_order_that_can_not_be_read_holds_up_no_other_and_is_not_asked_for_for_ever(
    open_post: OpenPost, name: str
) -> None:
    post = open_post(name)
    desk = post.desk
    first, second = desk.system.order(1), desk.system.order(2)
    broken = f"/orders/{first}"
    desk.system.server.fail(fault.status(500), method="GET", path=broken, rate=1)
    post.send("order.created", first)
    post.send("order.created", second)
    desk.later(1)
    assert desk.known(second).lines
    asked = len(desk.system.server.seen("GET", broken))
    for _ in range(5):
        desk.later(1)
    assert len(desk.system.server.seen("GET", broken)) - asked <= 1
    desk.settle()
    assert desk.known(first).lines


@pytest.mark.parametrize("name", SENDERS)
def test_a_flood_is_one_reading_of_the_lists(open_post: OpenPost, name: str) -> None:
    post = open_post(name)
    desk = post.desk
    order_id = desk.system.order(1)
    for number in range(120):
        post.send("order.created", f"nobody-{number}")
    before = len(desk.system.server.requests)
    desk.later(1)
    assert len(desk.system.server.requests) - before <= 12
    assert desk.known(order_id).lines
    assert post.waiting() == 0


@pytest.mark.parametrize("name", SENDERS)
def test_hand_over_polling_and_webhooks_together_move_stock_once(
    open_post: OpenPost, name: str
) -> None:
    post = open_post(name)
    desk = post.desk
    order_id = desk.system.order(1)
    post.send("order.created", order_id)
    desk.later(1)
    desk.bring(order_id, desk.system.finish)
    lost = fault.drop(committed=True)
    desk.system.server.fail(lost, method="PATCH", path="/orders/*", times=1)
    for _ in range(4):
        post.send("order.updated", order_id)
        desk.later(40)
        post.send("inventory.updated", BRUSH)
    desk.settle()
    assert desk.status(order_id) == desk.system.finish
    assert desk.on_hand() == 40 - WANTED
    assert desk.moves() <= 1
