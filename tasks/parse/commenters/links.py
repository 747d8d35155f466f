"""Commenters' names in the addresses of their comments: `/user/kim-okafor#comment-3`, `?author=Kim+Okafor`.

What belongs here: replacing them. What does not: names in texts (names.py), the address of the page itself.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from tasks.parse.commenters.names import CommenterNames
from tasks.parse.commenters.privacy import Privacy, replaced


def with_names_replaced(link: str, page: str | None, names: CommenterNames, privacy: Privacy) -> str:
    """An address with these names as they are stored; what it has in common with the page's own address stays.

    Where a name shows only once percent signs are decoded, the address is stored decoded.
    """
    kept = _shared_length(link, page or "")
    tail, decoded = link[kept:], unquote_plus(link[kept:])
    found, found_decoded = names.in_address(tail), names.in_address(decoded)
    if len(found_decoded) > len(found):
        tail, found = decoded, found_decoded
    return link[:kept] + replaced(tail, found, privacy).replace(" ", "-") if found else link


def _shared_length(link: str, page: str) -> int:
    """How many characters an address has in common with the page's, up to the end of a part of its path; its host."""
    host = re.match(r"(?:[a-z]+:)?//[^/?#]*", link, re.IGNORECASE)
    page = re.split(r"[?#]", page, maxsplit=1)[0]
    if page and link.startswith(page):
        return len(page)
    different = (place for place, (one, other) in enumerate(zip(link, page, strict=False)) if one != other)
    return max(0 if host is None else host.end(), link.rfind("/", 0, next(different, 0)) + 1)
