"""How soon commands answer, and what Prefect adds to a run of the bundled sample.

    python -m benchmarks.startup

The targets: `--help` under 0.5 s, `sql` on the sample under 1 s, the first document of an ingest within 3 s.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import PRESSWATCH, run
from benchmarks.pages import SAMPLE, write_pages

FIRST_DOCUMENT = """
import os, sys, time
from pathlib import Path
from flows.run import pipeline
from flows.job import settings
from flows.job.job import new_job, now
class First:
    def begin(self, step, total): pass
    def advance(self, documents):
        print(time.time() - float(sys.argv[1])); sys.stdout.flush(); os._exit(0)
if __name__ == "__main__":
    job = new_job(settings.Settings(), [sys.argv[2]], Path(sys.argv[3]), now())
    pipeline.ingest(job, progress=First())
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        warehouse = place / "w"
        sources = [str(path) for path in (SAMPLE, SAMPLE.parent / "text")]
        direct = run([*PRESSWATCH, "ingest", *sources, "--warehouse", str(warehouse)])
        asked = [*PRESSWATCH, "sql", "--warehouse", str(warehouse), "SELECT count(*) FROM articles"]
        print(f"--help           {_median([*PRESSWATCH, '--help']):.2f} s (target 0.5)")
        print(f"sql              {_median(asked):.2f} s (target 1)")
        print(f"first shard read {_first_document(place):.2f} s (target 3)")
        print(f"ingest           {direct.seconds:.2f} s, the sample's pages and texts")
        for home in ("fresh", "warm"):
            print(f"the same as a Prefect flow, {home} home: {_flow(place, sources, home):.2f} s")


def _median(command: list[str]) -> float:
    return statistics.median(run(command).seconds for _ in range(5))


def _first_document(place: Path) -> float:
    pages = write_pages([], place / "pages", 2000)
    script = place / "first.py"
    script.write_text(FIRST_DOCUMENT, encoding="utf-8")
    command = [sys.executable, str(script), str(time.time()), str(pages), str(place / "first")]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _flow(place: Path, sources: list[str], home: str) -> float:
    code = (
        "import os, sys; os.environ['PREFECT_HOME'] = sys.argv[1]; "
        "from flows.environment import prepare_embedded_prefect; prepare_embedded_prefect(); "
        "from flows.ingest import ingest; "
        "ingest(paths=sys.argv[3:], warehouse=sys.argv[2])"
    )
    script = place / "flow.py"
    script.write_text(f"if __name__ == '__main__':\n    {code}\n", encoding="utf-8")
    return run([sys.executable, str(script), str(place / "prefect"), str(place / f"w-{home}"), *sources]).seconds


if __name__ == "__main__":
    main()
