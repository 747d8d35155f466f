"""Which document is which: ids that are the same on every run and every machine."""

from __future__ import annotations

import hashlib
import hmac
import posixpath
import re

from tasks.records import RawDocument, UnreadableInput
from tasks.text.addresses import canonical_url

PSEUDONYM_PREFIX = "reader-"
PSEUDONYM_PATTERN = f"{PSEUDONYM_PREFIX}[0-9a-f]{{16}}"
SHORTEST_KEY = 32  # characters; as hex digits 128 bits
FEWEST_CHARACTERS = 8  # different ones; of 32 random hex digits fewer than one in 10^6 has as few
SHORTEST_PERIOD = 16  # characters of a text that a key may be the repetition of
ID_BYTE_COUNT = 16  # 128 bits: a billion documents share an id with a chance of 1 in 10^21


def document_id(document: RawDocument | UnreadableInput) -> str:
    """Hash of the canonical URL as given (or the source, where there is none) and the content, as 32 hex digits.

    The same content at another address is another document. An input that could not be read is told apart by its
    reason too, so that it is a new document once it can be read.
    """
    if isinstance(document, UnreadableInput):
        return _digest("unreadable", posixpath.normpath(document.source), document.reason, document.content)
    url = canonical_url(document.url) if document.url else None
    address = url or document.url or posixpath.normpath(document.source)
    return _digest("document", address, "", document.content)


def _digest(kind: str, address: str, reason: str, content: bytes) -> str:
    digest = hashlib.blake2b(digest_size=ID_BYTE_COUNT)
    for part in (kind, address, reason):
        encoded = part.encode("utf-8", errors="surrogatepass")
        digest.update(len(encoded).to_bytes(8, "little"))
        digest.update(encoded)
    digest.update(content)
    return digest.hexdigest()


def content_sha256(content: bytes) -> str:
    """SHA-256 of the raw content, in hex."""
    return hashlib.sha256(content).hexdigest()


def batch_id(doc_ids: list[str], settings_hash: str) -> str:
    """Hash of the documents in a batch, whatever their order, and of the settings that shape its rows."""
    digest = hashlib.blake2b(settings_hash.encode("ascii"), digest_size=ID_BYTE_COUNT)
    for doc_id in sorted(doc_ids):
        digest.update(doc_id.encode("ascii"))
    return digest.hexdigest()


def pseudonym(author: str, key: str) -> str:
    """A commenter's name as a keyed hash: equal names stay equal; without the key nobody can try names on it."""
    return PSEUDONYM_PREFIX + hmac.new(key.encode(), author.encode(), hashlib.sha256).hexdigest()[:16]


def is_pseudonym(author: str) -> bool:
    """Whether a stored name has the form of a pseudonym."""
    return re.fullmatch(PSEUDONYM_PATTERN, author) is not None


def key_fingerprint(key: str) -> str:
    """What tells two keys apart without telling anything of either: a keyed hash of a constant, as 16 hex digits."""
    return hmac.new(key.encode(), b"presswatch key fingerprint", hashlib.sha256).hexdigest()[:16]


def is_weak_key(key: str) -> bool:
    """Whether a key is short, of few different characters, or a short text written again and again."""
    is_repeated = any(key[length:] == key[:-length] for length in range(1, SHORTEST_PERIOD))
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or is_repeated
