"""The command line's grammar."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

EXPORTS = ("products", "invoices", "stock", "customers")


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    main = argparse.ArgumentParser(
        prog="sanduq", description="Sanduq, a point of sale. Without a command it opens the till."
    )
    _general(main, data="", as_json=False)
    commands = main.add_subparsers(dest="command", metavar="COMMAND")
    _shop_commands(commands)
    _catalog_commands(commands)
    _sale_commands(commands)
    _print_commands(commands)
    _stock_commands(commands)
    _customer_commands(commands)
    _subscription_commands(commands)
    _backend_commands(commands)
    _outbox_commands(commands)
    _order_commands(commands)
    _sync_commands(commands)
    _webhook_commands(commands)
    _hub_commands(commands)
    _upkeep_commands(commands)
    return main


def _general(target: argparse.ArgumentParser, **defaults: Any) -> None:
    # Both options may stand before the command or after it.
    data = defaults.get("data", argparse.SUPPRESS)
    as_json = defaults.get("as_json", argparse.SUPPRESS)
    target.add_argument("--data", metavar="DIR", default=data, help="the shop's folder")
    target.add_argument(
        "--json", action="store_true", dest="as_json", default=as_json, help="answer in JSON"
    )


def _command(commands: Any, name: str, what: str, action: str = "") -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    _general(command)
    command.set_defaults(action=action or name)
    return command


def _verbs(command: argparse.ArgumentParser, names: str, *, required: bool = True) -> Any:
    return command.add_subparsers(dest="verb", metavar=names, required=required)


def _cashier(command: argparse.ArgumentParser, deed: str) -> None:
    command.add_argument("--cashier", default="", metavar="NAME", help=f"who {deed}")


def _shop_commands(commands: Any) -> None:
    init = _command(commands, "init", "make the shop")
    init.add_argument("--demo", action="store_true", help="fill it with a demo catalogue")
    init.add_argument("--products", type=int, metavar="N", help="how many demo products")
    init.add_argument("--seed", type=int, default=1, metavar="S", help="of the demo catalogue")
    init.add_argument("--currency", metavar="CODE", help="such as SAR")
    init.add_argument("--country", metavar="CODE", help="such as SA")
    init.add_argument("--name", help="the shop's English name")
    init.add_argument("--name-ar", help="the shop's Arabic name")
    init.add_argument("--vat-number", metavar="NUMBER")
    init.add_argument("--address")
    init.add_argument("--address-ar")
    init.add_argument("--prices-include-tax", choices=("yes", "no"))
    init.add_argument("--rounding", choices=("document", "line"), help="where tax is rounded")
    _command(commands, "tour", "play the till's window through a short tour")


def _catalog_commands(commands: Any) -> None:
    reading = _command(commands, "import", "read products from a CSV file", "import_products")
    reading.add_argument("kind", choices=("products",))
    reading.add_argument("file", metavar="FILE.csv")
    reading.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    export = _command(commands, "export", "write a CSV file")
    export.add_argument("kind", choices=EXPORTS)
    export.add_argument("file", metavar="FILE.csv")
    search = _command(commands, "search", "search products as the window does")
    search.add_argument("text", nargs="?", default="")
    search.add_argument("--limit", type=_limit, default=50)
    _batch(search)
    scan = _command(commands, "scan", "parse a scanned code and look it up")
    scan.add_argument("code", nargs="?", default="")
    scan.add_argument("--raw", action="store_true", help="the code is as the scanner sent it")
    _batch(scan)


def _sale_commands(commands: Any) -> None:
    quote = _command(commands, "quote", "the totals of a cart; nothing is stored")
    quote.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for stdin")
    _batch(quote)
    sell = _command(commands, "sell", "complete a sale")
    sell.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for stdin")
    sell.add_argument("--register", default="", metavar="R")
    sell.add_argument("--cashier", default="", metavar="NAME")
    several = _command(commands, "invoices", "list invoices", "list_invoices")
    several.add_argument("--from", dest="since", default="", metavar="D", help="first day")
    several.add_argument("--to", dest="until", default="", metavar="D", help="last day")
    several.add_argument("--status", default="", help="paid, partial or unpaid")
    several.add_argument("--text", default="", help="in number, reference, customer or note")
    one = _command(commands, "invoice", "show an invoice")
    one.add_argument("number")
    receipt = _command(commands, "receipt", "render a receipt")
    receipt.add_argument("number")
    _rendering(receipt)
    receipt.add_argument("--copy", action="store_true", help="mark it as a copy")


def _rendering(command: argparse.ArgumentParser) -> None:
    command.add_argument("--pdf", metavar="FILE")
    command.add_argument("--png", metavar="FILE")
    command.add_argument("--text", action="store_true")
    command.add_argument("--paper", choices=("80", "58", "a4"), default="80")


def _print_commands(commands: Any) -> None:
    queue = _command(commands, "print", "queue a copy of a receipt for the printer", "print_copy")
    queue.add_argument("number")
    queue.add_argument("--printer", default="", metavar="P", help="another than the shop's own")
    _paper(queue)
    _cashier(queue, "prints")
    printer = _command(commands, "printer", "the receipt printer and what waits for it")
    verbs = _verbs(printer, "show|set|work|retry|drop")
    _command(verbs, "show", "the shop's printer and what is not printed yet", "printer_show")
    choose = _command(verbs, "set", "print receipts on this printer", "printer_set")
    choose.add_argument("name", help="one of the system's printers; an empty text for none")
    _paper(choose)
    _cashier(choose, "sets it")
    work = _command(verbs, "work", "print what is due", "printer_work")
    work.add_argument("--once", action="store_true", help="and stop then (the default)")
    retry = _command(verbs, "retry", "print a held job after all", "printer_retry")
    retry.add_argument("id", type=int)
    drop = _command(verbs, "drop", "take a job out of the queue", "printer_drop")
    drop.add_argument("id", type=int)


def _paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--paper", choices=("80", "58", "a4"), default="", help="mm, or a sheet")


def _stock_commands(commands: Any) -> None:
    stock = _command(commands, "stock", "the warehouse")
    verbs = _verbs(stock, "show|adjust|count|transfer|receive")
    show = _command(verbs, "show", "levels, and the moves of one product", "stock.show")
    show.add_argument("--warehouse", default="", metavar="W")
    show.add_argument("--product", default="", metavar="P")
    adjust = _command(verbs, "adjust", "change a level by a difference", "stock.adjust")
    adjust.add_argument("product")
    adjust.add_argument("delta")
    adjust.add_argument("--reason", required=True, metavar="R")
    _place(adjust, "adjusts")
    count = _command(verbs, "count", "bring a level to what was counted", "stock.count")
    count.add_argument("product")
    count.add_argument("counted")
    count.add_argument("--reason", default="counted", metavar="R")
    _place(count, "counted")
    receive = _command(verbs, "receive", "add goods that came in", "stock.receive")
    receive.add_argument("product")
    receive.add_argument("quantity")
    _place(receive, "received them")
    transfer = _command(
        verbs, "transfer", "carry stock from one warehouse to another", "stock.transfer"
    )
    transfer.add_argument("product")
    transfer.add_argument("quantity")
    transfer.add_argument("--from", dest="source", required=True, metavar="W")
    transfer.add_argument("--to", dest="target", required=True, metavar="W")
    transfer.add_argument("--note", default="", metavar="N")
    _cashier(transfer, "carries it")


def _place(command: argparse.ArgumentParser, deed: str) -> None:
    command.add_argument("--warehouse", default="", metavar="W")
    command.add_argument("--note", default="", metavar="N")
    _cashier(command, deed)


def _customer_commands(commands: Any) -> None:
    customers = _command(commands, "customers", "who buys by name")
    verbs = _verbs(customers, "list|search|show|add|link|member")
    every = _command(verbs, "list", "all customers, by name", "customers.every")
    every.set_defaults(text="")
    every.add_argument("--limit", type=_limit, default=1_000_000)
    search = _command(verbs, "search", "by name, phone or VAT number", "customers.every")
    search.add_argument("text")
    search.add_argument("--limit", type=_limit, default=50)
    show = _command(verbs, "show", "one customer, and what they bought", "customers.show")
    show.add_argument("id", type=int)
    add = _command(verbs, "add", "a new customer", "customers.add")
    add.add_argument("--name", required=True)
    for option in ("--phone", "--email", "--address", "--vat-number", "--credit-limit"):
        add.add_argument(option, default="")
    _cashier(add, "adds them")
    link = _command(verbs, "link", "they are this customer of an online shop", "member.link")
    link.add_argument("id", type=int)
    link.add_argument("--backend", required=True, metavar="N")
    link.add_argument("--remote-id", required=True, metavar="R")
    _cashier(link, "has looked")
    member = _command(verbs, "member", "what an online shop knows of them", "member.show")
    member.add_argument("id", type=int)
    member.add_argument("--backend", default="", metavar="N")


def _subscription_commands(commands: Any) -> None:
    subscription = _command(commands, "subscription", "what a customer gets again and again")
    verbs = _verbs(subscription, "show|upcoming|create|change|cancel")
    show = _command(verbs, "show", "one subscription", "member.subscription_show")
    upcoming = _command(verbs, "upcoming", "its next order", "member.subscription_upcoming")
    create = _command(verbs, "create", "a new one", "member.subscription_create")
    create.add_argument("--customer", type=int, required=True, metavar="ID", help="of this shop")
    create.add_argument("--product", required=True, metavar="P", help="barcode, SKU or id here")
    create.add_argument("--frequency", required=True, metavar="F", help="its id there")
    create.add_argument("--quantity", type=_limit, default=1, metavar="Q")
    create.add_argument("--start", type=_day, metavar="D", help="the first day; else today")
    change = _command(verbs, "change", "change what is named", "member.subscription_change")
    change.add_argument("--quantity", type=_limit, metavar="Q")
    change.add_argument("--frequency", metavar="F", help="its id there")
    change.add_argument("--next-billing", type=_day, metavar="D")
    cancel = _command(verbs, "cancel", "end it", "member.subscription_cancel")
    cancel.add_argument("--reason", required=True, metavar="R", help="the online shop keeps it")
    for command in (show, upcoming, change, cancel):
        command.add_argument("id", metavar="ID", help="its number there")
    for command in (show, upcoming, create, change, cancel):
        command.add_argument("--backend", default="", metavar="N", help="where several could be")


def _backend_commands(commands: Any) -> None:
    backend = _command(commands, "backend", "the systems that sales go to")
    verbs = _verbs(backend, "kinds|add|list|check|product|prove|set|remove")
    _command(verbs, "kinds", "which systems there are", "backend.kinds_known")
    add = _command(verbs, "add", "set up a back end", "backend.add")
    add.add_argument("kind", metavar="KIND")
    add.add_argument("--name", required=True, metavar="N")
    _access(add, key_store="keyring")
    _command(verbs, "list", "all back ends, and how each stands", "backend.every")
    check = _command(verbs, "check", "ask whether it lets us in", "backend.check")
    check.set_defaults(cashier="")
    change = _command(verbs, "set", "change a back end", "backend.change")
    remove = _command(verbs, "remove", "forget a back end and its key", "backend.remove")
    product = _command(verbs, "product", "a product as it has it now", "backend.product")
    prove = _command(verbs, "prove", "try out what its document leaves open", "backend.prove")
    for command in (check, product, prove, change, remove):
        command.add_argument("name", metavar="N")
    product.add_argument("id", metavar="ID", help="its id there; at Salloq its slug will do")
    _access(change, key_store="")
    _cashier(remove, "removes it")


def _access(command: argparse.ArgumentParser, *, key_store: str) -> None:
    command.add_argument("--url", default="", metavar="U")
    key = command.add_mutually_exclusive_group()
    key.add_argument("--key-file", default="", metavar="F", help="its first line is the key")
    key.add_argument("--key-env", default="", metavar="V", help="this variable holds the key")
    command.add_argument(
        "--key-store", choices=("keyring", "file", "env"), default=key_store, help="where it stays"
    )
    command.add_argument(
        "--set", action="append", type=_setting, default=[], metavar="K=V", help="a setting"
    )
    _cashier(command, "sets it")


def _order_commands(commands: Any) -> None:
    orders = _command(commands, "orders", "what customers bought online", "orders.every")
    orders.add_argument("--backend", default="", metavar="N")
    orders.add_argument("--status", default="", metavar="S", help="as the online shop calls it")
    orders.add_argument("--limit", type=_limit, default=-1, metavar="N")
    verbs = _verbs(orders, "place", required=False)
    place = _command(verbs, "place", "place an order for a customer", "orders.place")
    place.add_argument("file", nargs="?", default="-", metavar="FILE", help="a cart; - for stdin")
    place.add_argument("--backend", required=True, metavar="N")
    place.add_argument("--promo-code", default="", metavar="CODE")
    place.add_argument(
        "--address", default="", metavar="JSON", help="its street, city, state, zip and country"
    )
    _cashier(place, "places it")
    one = _command(
        commands, "order", "show an online order or its slip, or bring it on", "orders.one"
    )
    one.add_argument("id", metavar="ID", help="its number or id at the online shop")
    one.add_argument("--set-status", default="", metavar="S", help="as the online shop calls it")
    one.add_argument("--reason", default="", metavar="R", help="the customer may read it")
    one.add_argument("--tracking-number", default="", metavar="T")
    one.add_argument(
        "--hand-over", action="store_true", help="the customer takes it, and it is paid"
    )
    one.add_argument(
        "--paid", action="store_true", help="hand over: somebody knows that it is paid"
    )
    one.add_argument("--collect", choices=("cash", "card", "bank"), help="it is paid and taken now")
    _rendering(one)
    _cashier(one, "changes it")


def _outbox_commands(commands: Any) -> None:
    outbox = _command(commands, "outbox", "what waits for a back end", "outbox.show")
    outbox.add_argument("--state", default="", metavar="S")
    verbs = _verbs(outbox, "retry|link|drop|without-customer", required=False)
    retry = _command(verbs, "retry", "send it again", "outbox.retry")
    link = _command(verbs, "link", "it is there already, by this id", "outbox.link")
    drop = _command(verbs, "drop", "it is not to be sent", "outbox.drop")
    bare = _command(
        verbs, "without-customer", "send an invoice without its customer", "outbox.without_customer"
    )
    for command in (retry, link, drop, bare):
        command.add_argument("id", type=int, metavar="ID")
        _cashier(command, "decides")
    for command in (retry, link, drop):
        command.add_argument("--why", default="", metavar="TEXT", help="for the journal")
    link.add_argument("--remote-id", required=True, metavar="R")


def _sync_commands(commands: Any) -> None:
    sync = _command(commands, "sync", "send what waits, and read what is new", "sync.run")
    sync.add_argument("--once", action="store_true", help="one round (the default)")
    sync.add_argument("--backend", default="", metavar="N", help="of this back end alone")
    sync.add_argument(
        "--until-quiet", type=float, metavar="SECONDS", help="until nothing moves; so long at most"
    )
    # An open till runs it: rounds until stdin ends, with a line out for all that changed.
    sync.add_argument("--follow", action="store_true", help=argparse.SUPPRESS)


def _webhook_commands(commands: Any) -> None:
    webhook = _command(commands, "webhook", "what online shops tell us by themselves")
    verbs = _verbs(webhook, "listen|verify|secret|log")
    listen = _command(verbs, "listen", "take them until it is told to end", "webhook.listen")
    listen.add_argument("--port", type=_port, required=True, metavar="P", help="0 for a free one")
    listen.add_argument("--host", default="127.0.0.1", metavar="H")
    listen.add_argument("--seconds", type=float, metavar="N", help="and end by itself then")
    verify = _command(verbs, "verify", "whether one is what its system sent", "webhook.verify")
    verify.add_argument("kind", metavar="KIND")
    verify.add_argument("--headers", required=True, metavar="F", help="lines, or a JSON object")
    verify.add_argument("--body", required=True, metavar="F", help="the bytes as they came")
    verify.add_argument("--at", default="", metavar="TIME", help="when it came; else now")
    secret = _command(verbs, "secret", "keep the secret of a back end's webhooks", "webhook.secret")
    secret.add_argument("name", metavar="BACKEND")
    for command in (verify, secret):
        command.add_argument("--secret-file", required=True, metavar="F")
        command.allow_abbrev = False  # “--secret” would take a secret for a file, and show it
    _cashier(secret, "sets it")
    log = _command(verbs, "log", "what was let in, the newest first", "webhook.log")
    log.add_argument("--limit", type=_limit, default=50)


def _hub_commands(commands: Any) -> None:
    hub = _command(commands, "hub", "the shop's own server")
    verbs = _verbs(hub, "serve|key")
    serve = _command(verbs, "serve", "serve the hub", "hub.serve")
    _database(serve)
    serve.add_argument("--host", default="127.0.0.1", metavar="H")
    serve.add_argument("--port", type=_port, required=True, metavar="P", help="0 for a free one")
    serve.add_argument("--business", default="", metavar="NAME", help="whose books these are")
    serve.add_argument("--currency", default="", metavar="CODE")
    serve.add_argument("--limit", type=_limit, default=6_000, metavar="N", help="calls a minute")
    serve.add_argument("--tls-cert", default="", metavar="FILE")
    serve.add_argument("--tls-key", default="", metavar="FILE")
    serve.add_argument("--insecure", action="store_true", help="without TLS on a safe network")
    key = _command(verbs, "key", "who may call the hub")
    deeds = _verbs(key, "add|list|revoke")
    add = _command(deeds, "add", "make a key; it is shown this once", "hub.key_add")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--warehouse", default="", metavar="W", help="where its sales take stock")
    every = _command(deeds, "list", "all keys", "hub.key_list")
    revoke = _command(deeds, "revoke", "let a key in no more", "hub.key_revoke")
    revoke.add_argument("id", type=int, metavar="ID")
    for command in (add, every, revoke):
        _database(command)


def _database(command: argparse.ArgumentParser) -> None:
    command.add_argument("--db", default="", metavar="URL", help="a file, or postgresql://…")


def _upkeep_commands(commands: Any) -> None:
    _command(commands, "verify", "check the store and the books")
    backup = _command(commands, "backup", "copy the store while it is in use")
    backup.add_argument("file", metavar="FILE")
    restore = _command(commands, "restore", "put a backup in the place of the store")
    restore.add_argument("file", metavar="FILE")


def _batch(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--batch", default="", metavar="FILE", help="one request a line; - for stdin"
    )


def _limit(text: str) -> int:
    limit = int(text)
    if not 1 <= limit <= 1_000_000:
        raise argparse.ArgumentTypeError("must be 1 to 1000000")
    return limit


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a day such as 2026-02-01") from None


def _setting(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign):
        raise argparse.ArgumentTypeError("must be NAME=VALUE")
    return name.strip(), value


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("must be 0 to 65535")
    return port
