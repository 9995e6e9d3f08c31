"""The command line as a user who owns nothing, even where tests run as root.

`unprivileged FOLDER ARGUMENTS…`: everything that the command imports is imported before, because
such a user may not read where Python lies.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from app.cli.main import run

NOBODY = 65_534
CART = {"lines": [{"product": "1"}], "payments": [{"method": "cash", "amount": "50"}]}


def main() -> int:
    """Warm up, become nobody, run."""
    with TemporaryDirectory() as folder, contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        shop, cart = ("--data", folder + "/shop"), Path(folder, "cart.json")
        cart.write_text(json.dumps(CART))
        run([*shop, "init", "--demo", "--products", "5"])
        run([*shop, "sell", str(cart)])
        run([*shop, "backup", folder + "/copy.db"])
        run([*shop, "restore", folder + "/copy.db"])
        run([*shop, "export", "products", folder + "/all.csv"])
        run([*shop, "import", "products", folder + "/all.csv"])
        run([*shop, "receipt", "A1-000001", "--pdf", folder + "/r.pdf"])
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
