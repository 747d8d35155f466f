"""What a system's line of a page says, as the scorers of pages read it; a page without a line says nothing."""

from __future__ import annotations

from benchmarks.scoring.measures import Row


def body_of(row: Row | None) -> str:
    """The article's own text."""
    return (row or {}).get("body") or ""


def comments_of(row: Row | None) -> list[Row]:
    """The readers' comments."""
    return (row or {}).get("comments") or []


def comment_text(row: Row | None) -> str:
    """All that readers say, one comment below the other."""
    return "\n".join(comment.get("text") or "" for comment in comments_of(row))
