"""How commands are spelt, how they end, and what they never do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.storage.store import Store
from tests.sanduq import At, Sanduq
from tests.shop import DATES, NOON, sell, tally

ROOT = Path(__file__).parents[2]
CART = {"lines": [{"product": DATES}], "payments": [{"method": "cash", "amount": "50"}]}

# One call of each command; {} is a folder.
COMMANDS = {
    "import": ("import", "products", "{}/products.csv"),
    "import --dry-run": ("import", "products", "{}/products.csv", "--dry-run"),
    "export products": ("export", "products", "{}/p.csv"),
    "export invoices": ("export", "invoices", "{}/i.csv"),
    "export stock": ("export", "stock", "{}/s.csv"),
    "export customers": ("export", "customers", "{}/c.csv"),
    "search": ("search", "dates"),
    "search everything": ("search", "", "--limit", "5"),
    "scan": ("scan", DATES),
    "scan a miss": ("scan", "4006381333931", "--raw"),
    "quote": ("quote", "{}/cart.json"),
    "quote from stdin": ("quote",),
    "sell": ("sell", "{}/cart.json", "--register", "A1", "--cashier", "Omar"),
    "sell from stdin": ("sell", "-"),
    "invoices": ("invoices", "--from", "2026-01-01", "--to", "2026-12-31", "--status", "paid"),
    "invoices by text": ("invoices", "--text", "A1"),
    "invoice": ("invoice", "A1-000001"),
    "receipt": ("receipt", "A1-000001"),
    "receipt --pdf": ("receipt", "A1-000001", "--pdf", "{}/r.pdf", "--png", "{}/r.png", "--text"),
    "stock show": ("stock", "show"),
    "stock show one": ("stock", "show", "--warehouse", "main", "--product", DATES),
    "stock adjust": ("stock", "adjust", DATES, "-2", "--reason", "damaged", "--note", "wet"),
    "stock count": ("stock", "count", DATES, "7"),
    "stock receive": ("stock", "receive", DATES, "24", "--note", "pallet 3"),
    "stock transfer": ("stock", "transfer", DATES, "1", "--from", "main", "--to", "store-room"),
    "customers list": ("customers", "list"),
    "customers search": ("customers", "search", "noura"),
    "customers add": ("customers", "add", "--name", "Sara", "--phone", "0501234567"),
    "backend list": ("backend", "list"),
    "outbox": ("outbox",),
    "outbox --state": ("outbox", "--state", "ready"),
    "outbox retry": ("outbox", "retry", "1", "--why", "again", "--cashier", "Mona"),
    "outbox drop": ("outbox", "drop", "1", "--why", "made twice"),
    "webhook log": ("webhook", "log", "--limit", "5"),
    "verify": ("verify",),
    "backup": ("backup", "{}/backup.db"),
}


@pytest.fixture
def busy(store: Store, sanduq: Sanduq, tmp_path: Path) -> Sanduq:
    """The command line of a shop that has sold, and files to read."""
    sell(store, at=NOON)
    store.close()
    (tmp_path / "cart.json").write_text(json.dumps(CART))
    (tmp_path / "products.csv").write_text("sku,price,colour\nDT-00001,30\nnobody,1\n")
    return sanduq


def filled(command: Sequence[str], folder: Path) -> list[str]:
    return [part.format(folder) for part in command]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_answers_one_json_document(busy: Sanduq, tmp_path: Path, name: str) -> None:
    answer = busy(*filled(COMMANDS[name], tmp_path), stdin=json.dumps(CART))
    assert (answer.code, answer.err) == (0, "")
    assert isinstance(answer.json, dict | list)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_answers_people_too(busy: Sanduq, tmp_path: Path, name: str) -> None:
    answer = busy.plain(*filled(COMMANDS[name], tmp_path), stdin=json.dumps(CART))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip()
    assert not answer.out.startswith(("{", "["))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "import"])
def test_general_options_may_stand_before_the_command_or_after_it(
    busy: Sanduq, tmp_path: Path, sanduq_at: At, name: str
) -> None:
    command = filled(COMMANDS[name], tmp_path)
    elsewhere = sanduq_at(tmp_path / "nowhere")
    answer = elsewhere.plain(*command, "--json", "--data", str(busy.folder), stdin=json.dumps(CART))
    assert (answer.code, answer.err) == (0, "")
    assert isinstance(answer.json, dict | list)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_refuses_a_folder_without_a_shop(
    tmp_path: Path, sanduq_at: At, name: str
) -> None:
    (tmp_path / "cart.json").write_text(json.dumps(CART))
    answer = sanduq_at(tmp_path / "nowhere")(
        *filled(COMMANDS[name], tmp_path), stdin=json.dumps(CART)
    )
    assert answer.refusal == "no_shop"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("cook",),
        ("--nonsense",),
        ("search", "a", "b"),
        ("search", "--limit", "many"),
        ("search", "--limit", "0"),
        ("search", "--limit", "-1"),
        ("export", "secrets", "x.csv"),
        ("import", "customers", "x.csv"),
        ("import",),
        ("receipt",),
        ("receipt", "A1-000001", "--paper", "a5"),
        ("stock",),
        ("stock", "burn"),
        ("stock", "adjust", "1", "5"),
        ("stock", "transfer", "1", "5", "--from", "main"),
        ("customers",),
        ("customers", "show", "one"),
        ("customers", "add"),
        ("backend",),
        ("backend", "add", "apex_pos"),
        ("backend", "add", "apex_pos", "--name", "a", "--key", "apx_1"),
        ("backend", "add", "apex_pos", "--name", "a", "--key-file", "f", "--key-env", "v"),
        ("backend", "add", "apex_pos", "--name", "a", "--key-store", "pocket"),
        ("backend", "add", "apex_pos", "--name", "a", "--set", "settle_seconds"),
        ("outbox", "retry"),
        ("outbox", "retry", "one"),
        ("outbox", "link", "1"),
        ("hub",),
        ("hub", "serve"),
        ("hub", "serve", "--port", "70000"),
        ("hub", "key", "add"),
        ("sync", "--until-quiet", "soon"),
        ("init", "--products", "many"),
        ("init", "--rounding", "never"),
        ("init", "--prices-include-tax", "maybe"),
        ("backup",),
        ("invoice",),
    ],
)
def test_wrong_usage_ends_with_two(sanduq: Sanduq, arguments: tuple[str, ...]) -> None:
    answer = sanduq(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert "usage: sanduq" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("arguments", [("--help",), ("sell", "--help"), ("stock", "adjust", "-h")])
def test_help_is_no_error(sanduq: Sanduq, arguments: tuple[str, ...]) -> None:
    answer = sanduq.plain(*arguments)
    assert answer.code == 0
    assert "usage: sanduq" in answer.out


HALF = "\udcff"  # what Python makes of an argument that is not UTF-8


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("scan", HALF), "bad_text"),
        (("invoice", HALF), "bad_text"),
        (("receipt", HALF), "bad_text"),
        (("invoices", "--text", HALF), "bad_text"),
        (("invoices", "--status", "a\nb"), "bad_status"),
        (("invoices", "--from", "x"), "bad_date"),
        (("outbox", "--state", HALF), "unknown_state"),
        (("stock", "show", "--product", HALF), "bad_text"),
        (("stock", "show", "--product", "nope"), "unknown_product"),
        (("stock", "show", "--warehouse", "moon"), "unknown_warehouse"),
        (("stock", "adjust", "1", "5", "--reason", HALF), "bad_text"),
        (("stock", "adjust", "1", "5", "--reason", "x", "--note", HALF), "bad_text"),
        (("quote", "/nowhere/cart.json"), "unknown_file"),
        (("quote", "."), "unknown_file"),
        (("quote", HALF), "unknown_file"),
        (("import", "products", "/nowhere/p.csv"), "unknown_file"),
        (("export", "products", "/nowhere/p.csv"), "unknown_file"),
        (("receipt", "A1-000009"), "unknown_invoice"),
        (("restore", "/nowhere/b.db"), "no_backup"),
        (("init",), "shop_exists"),
        (("search", "--batch", "/nowhere/queries.txt"), "unknown_file"),
    ],
)
def test_a_refusal_is_one_sentence_on_stderr_and_json_on_stdout(
    sanduq: Sanduq, arguments: tuple[str, ...], code: str
) -> None:
    assert sanduq(*arguments).refusal == code
    assert sanduq.plain(*arguments).out == ""


def test_a_folder_of_a_user_who_does_not_exist_is_refused(sanduq_at: At) -> None:
    assert sanduq_at(Path("~nobody-of-this-name/shop"))("search").refusal == "unknown_folder"


def test_a_folder_whose_name_is_too_long_is_refused(sanduq_at: At) -> None:
    assert sanduq_at(Path("/", "x" * 300))("search").refusal == "no_access"
    assert sanduq_at(Path("/", "x" * 300))("init").refusal == "no_access"


# Real processes from here on.

CHECK = """
import sys
from app.cli.main import run
code = run(sys.argv[2:])
loaded = {name.partition(".")[0] for name in sys.modules} & set(sys.argv[1].split(","))
print(*sorted(loaded), file=sys.stderr)
sys.exit(code)
"""


def loaded(names: str, folder: Path, *arguments: str) -> str:
    """Which of these packages are loaded when a command is done."""
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-c", CHECK, names, "--data", str(folder), "--json", *arguments],
        cwd=ROOT,
        env=environment,
        input=json.dumps(CART),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    return done.stderr.strip()


@pytest.mark.parametrize("name", ["sell", "receipt --pdf", "import", "export stock", "stock show"])
def test_no_headless_command_loads_qt(busy: Sanduq, tmp_path: Path, name: str) -> None:
    assert loaded("PySide6,shiboken6", busy.folder, *filled(COMMANDS[name], tmp_path)) == ""


def test_a_sale_loads_no_more_than_it_needs(busy: Sanduq) -> None:
    heavy = "alembic,reportlab,babel,pypdfium2,PIL,httpx,uharfbuzz,bidi,segno,barcode,mako"
    assert loaded(heavy, busy.folder, "sell", "-") == ""


def test_the_check_of_loaded_packages_can_fail(busy: Sanduq, tmp_path: Path) -> None:
    command = filled(COMMANDS["receipt --pdf"], tmp_path)
    assert "reportlab" in loaded("reportlab", busy.folder, *command)


ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    "PYTHONIOENCODING": "ascii",
}


def program(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=ENVIRONMENT,
    )


def test_a_whole_process_sells_and_speaks_arabic_everywhere(store: Store, shop: Path) -> None:
    seller = program("--data", str(shop), "--json", "sell", "-")
    out, err = seller.communicate(json.dumps(CART))
    assert (seller.returncode, err) == (0, "")
    assert json.loads(out)["lines"][0]["name_ar"] == "تمر سكري 500 غ"
    assert tally(store, "SELECT count(*) FROM invoice") == 1


def test_a_refusal_of_a_whole_process_has_no_traceback(shop: Path) -> None:
    seller = program("--data", str(shop), "sell", "-")
    out, err = seller.communicate("{}")
    assert (seller.returncode, out, err) == (1, "", "There is nothing in the cart.\n")


@pytest.mark.parametrize("limit", ["1", "30"])
def test_a_reader_who_goes_away_is_no_error_to_speak_of(shop: Path, limit: str) -> None:
    searcher = program("--data", str(shop), "--json", "search", "", "--limit", limit)
    assert searcher.stdin
    assert searcher.stdout
    assert searcher.stderr
    searcher.stdout.close()
    assert searcher.wait() == 1
    assert searcher.stderr.read() == ""
    searcher.stderr.close()
    searcher.stdin.close()


@pytest.mark.parametrize("limit", ["1", "30"])
def test_an_answer_that_finds_no_room_is_told_in_one_sentence(shop: Path, limit: str) -> None:
    full = Path("/dev/full")
    with full.open("w") as nowhere:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "app",
                "--data",
                str(shop),
                "--json",
                "search",
                "--limit",
                limit,
            ],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=nowhere,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "The answer could not be written: No space left on device.\n"
