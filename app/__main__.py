"""`sanduq` and `python -m app`: the command line; with no command it opens the till."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line."""
    from app.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
