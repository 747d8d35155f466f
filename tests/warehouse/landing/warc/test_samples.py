"""Archives of other projects (../shared/warc, not part of this one): what they hold, read as their makers read it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tasks.records import RawDocument
from warehouse.landing.read import find_inputs, read_inputs

SAMPLES = Path(__file__).parents[5] / "shared" / "warc"
# Pages with status 200 or without an answer, other documents (redirections), revisits, other rows.
HELD = {
    "iana.warc.gz": (16, 4, 123, 28),
    "example.warc": (1, 1, 1, 0),
    "example.warc.gz": (1, 1, 1, 0),
    "missing-status-text.warc": (0, 1, 0, 0),
    "example-extra.warc": (2, 0, 2, 0),
    "dupes.warc.gz": (1, 1, 9, 1),
    "example2.warc.gz": (1, 0, 0, 0),
    "example-wget-1-14.warc.gz": (1, 0, 0, 3),
    "example-wpull.warc.gz": (1, 0, 0, 1),
    "warcio-example-wrong-chunks.warc.gz": (1, 0, 0, 0),
    "warcio-example-bad-non-chunked.warc.gz": (1, 0, 1, 0),
    "warcio-example-bad.warc.gz.bad": (1, 1, 1, 0),
    "warcio-example-trunc.warc": (1, 0, 0, 0),
    "warcio-example-iana.org-chunked.warc": (1, 0, 0, 0),
    "warcio-example-resource.warc.gz": (1, 0, 0, 0),
    "warcio-example-wget-bad-target-uri.warc.gz": (1, 0, 0, 2),
    "warcio-example.warc": (1, 0, 1, 0),
    "warcio-example.warc.gz": (1, 0, 1, 0),
    "httpbin-resource.warc.gz": (0, 0, 0, 1),
    "post-test.warc.gz": (0, 0, 0, 3),
    "warcio-post-test.warc.gz": (0, 0, 0, 3),
    "warcio-example-space-in-target-uri.warc.gz": (0, 0, 0, 1),
    "example-url-agnostic-orig.warc.gz": (1, 0, 0, 0),
    "example-url-agnostic-revisit.warc.gz": (0, 0, 1, 0),
    "warcio-example-digest.warc": (0, 0, 0, 1),
    "example.arc": (1, 0, 0, 0),
    "example.arc.gz": (1, 0, 0, 0),
    "example-space-in-url.arc": (1, 0, 0, 0),
}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no sample archives at {SAMPLES}")
@pytest.mark.parametrize("name", HELD)
def test_every_page_of_the_samples_is_read_and_everything_else_accounted_for(name: str) -> None:
    landed = list(read_inputs(find_inputs([str(SAMPLES / name)]), 20_000_000))
    kinds = Counter(
        ("page" if one.http_status in (200, None) and b"<html" in one.content.lower() else "other document")
        if isinstance(one, RawDocument)
        else ("revisit" if one.reason == "revisit" else "other row")
        for one in landed
    )
    assert tuple(kinds[kind] for kind in ("page", "other document", "revisit", "other row")) == HELD[name]
    assert len({one.source for one in landed}) == len(landed)
