"""The demo shop's hub: `python -m app.hub.demo DATABASE PORT` serves it until stdin ends.

The till that starts it holds the other end of stdin: however the till ends, the hub ends too.
"""

from __future__ import annotations

import json
import os
import sys
import threading

from app.domain.errors import Trouble
from app.hub import server
from app.hub.database import open_database

LIMIT = 60_000  # requests a minute: nobody but the till of this machine asks


def main(database_url: str, port: int) -> int:
    """Serve on the loopback interface; another port where this one is taken."""
    try:
        bound = server.listener("127.0.0.1", port)
    except Trouble:
        bound = server.listener("127.0.0.1", 0)
    database = open_database(database_url)
    url = server.address(bound, None)

    def listening() -> None:
        print(json.dumps({"url": url}), flush=True)  # noqa: T201 - its parent reads this line
        threading.Thread(target=_watch, daemon=True).start()

    try:
        server.serve(database, bound, server.Service(limit=LIMIT), ready=listening)
    finally:
        database.close()
    return 0


def _watch() -> None:
    sys.stdin.read()
    os._exit(0)  # every answered request is on the disk; nothing else is to be saved


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
