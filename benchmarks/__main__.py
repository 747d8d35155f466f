"""Every measurement, one after the other; folders with real pages may be given."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = (
    "startup", "parse", "plain_text", "timexes", "names", "watchlists", "ingest", "memory", "archive", "growth",
    "million", "search",
)  # fmt: skip


def main() -> None:
    """Run them; folders go to those that read pages."""
    for name in MEASUREMENTS:
        print(f"== {name}", flush=True)
        folders = sys.argv[1:] if name in ("parse", "ingest", "memory") else []
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *folders], check=True)


if __name__ == "__main__":
    main()
