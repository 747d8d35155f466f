"""newspaper4k: article, title, authors and time of publication. It needs an address; no network is used."""

from __future__ import annotations

from collections.abc import Iterator

import newspaper

from benchmarks.labelled_sets import LabelledSet
from benchmarks.scoring.measures import Row

NO_ADDRESS = "https://example.org/article.html"


def answer(labelled: LabelledSet, task: str) -> Iterator[Row]:  # noqa: ARG001  one signature for all peers
    """One row for each page."""
    for entry in labelled.inputs:
        page = labelled.page_bytes(entry).decode("utf-8", "replace")
        yield {"source_id": entry["id"], **_row(page, entry.get("url") or NO_ADDRESS)}


def _row(page: str, url: str) -> Row:
    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=page)
    try:
        article.parse()
    except newspaper.ArticleException:  # a page that it cannot parse has no article
        return {}
    published = article.publish_date
    return {
        "body": article.text,
        "title": article.title,
        "authors": list(article.authors),
        "published_at": published.isoformat() if published is not None else None,
        "language": article.meta_lang or None,
    }
