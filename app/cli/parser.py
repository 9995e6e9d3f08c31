"""The command line's grammar."""

from __future__ import annotations

import argparse
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
    receipt.add_argument("--pdf", metavar="FILE")
    receipt.add_argument("--png", metavar="FILE")
    receipt.add_argument("--text", action="store_true")
    receipt.add_argument("--paper", choices=("80", "58", "a4"), default="80")
    receipt.add_argument("--copy", action="store_true", help="mark it as a copy")


def _print_commands(commands: Any) -> None:
    queue = _command(commands, "print", "queue a copy of a receipt for the printer", "print_copy")
    queue.add_argument("number")
    queue.add_argument("--printer", default="", metavar="P", help="another than the shop's own")
    _paper(queue)
    queue.add_argument("--cashier", default="", metavar="NAME", help="who prints")
    printer = _command(commands, "printer", "the receipt printer and what waits for it")
    verbs = printer.add_subparsers(dest="verb", metavar="show|set|work|retry|drop", required=True)
    _command(verbs, "show", "the shop's printer and what is not printed yet", "printer_show")
    choose = _command(verbs, "set", "print receipts on this printer", "printer_set")
    choose.add_argument("name", help="one of the system's printers; an empty text for none")
    _paper(choose)
    choose.add_argument("--cashier", default="", metavar="NAME", help="who sets it")
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
    verbs = stock.add_subparsers(dest="verb", metavar="show|adjust", required=True)
    show = _command(verbs, "show", "levels, and the moves of one product", "stock_show")
    show.add_argument("--warehouse", default="", metavar="W")
    show.add_argument("--product", default="", metavar="P")
    adjust = _command(verbs, "adjust", "change a level by a difference", "stock_adjust")
    adjust.add_argument("product")
    adjust.add_argument("delta")
    adjust.add_argument("--reason", required=True, metavar="R")
    adjust.add_argument("--warehouse", default="", metavar="W")
    adjust.add_argument("--note", default="", metavar="N")
    adjust.add_argument("--cashier", default="", metavar="NAME", help="who adjusts")


def _upkeep_commands(commands: Any) -> None:
    outbox = _command(commands, "outbox", "what waits for a back end")
    outbox.add_argument("--state", default="", metavar="S")
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
