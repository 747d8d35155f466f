"""Small containers made on the spot, with the place of each member, and random damage that says what it touched."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass


class Pipe(io.BytesIO):
    """A file that can only be written on, as an archive is streamed into."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_arguments: object) -> int:
        raise OSError


WORDS = ("lock", "bridge", "weir", "mill", "toll", "ferry", "quay", "pier", "dam", "sluice", "barge", "canal", "wharf")


@dataclass(frozen=True)
class Container:
    """A container's bytes and, for each member, its content and where it lies."""

    name: str
    content: bytes
    members: tuple[tuple[bytes, int, int], ...]


@dataclass(frozen=True)
class Damage:
    """What was done to a container, and which of its bytes were touched; an insertion touches what it stands in."""

    content: bytes
    touched: tuple[tuple[int, int], ...]

    def spares(self, begin: int, end: int) -> bool:
        """Whether a stretch is as it was."""
        return all(b <= begin or a >= end for a, b in self.touched)


def page(number: int, chance: random.Random) -> bytes:
    """A page that no other one is equal to; some are short, some longer than a block of tar."""
    words = " ".join(chance.choices(WORDS, k=chance.choice((5, 40, 150))))
    return f"<html><body><p>Page {number}: {words}.</p></body></html>".encode()


def plain_json_lines(pages: list[bytes], _chance: random.Random) -> Container:
    """JSON lines as they are; a line begins behind the end of the line before, which is a part of it therefore."""
    made = _concatenated("feed.jsonl", pages, lambda _, content: _line(content))
    return Container(made.name, made.content, tuple((one, max(0, a - 1), b) for one, a, b in made.members))


def packed_json_lines(pages: list[bytes], _chance: random.Random) -> Container:
    """JSON lines, each in a gzip member of its own."""
    return _concatenated("feed.jsonl.gz", pages, lambda _, content: gzip.compress(_line(content), mtime=0))


def packed_page(pages: list[bytes], _chance: random.Random) -> Container:
    """One page in gzip."""
    return _concatenated("page.html.gz", pages[:1], lambda _, content: gzip.compress(content, mtime=0))


def tar(pages: list[bytes], chance: random.Random) -> Container:
    """A tar archive of one of the three forms."""
    form = chance.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
    made = _concatenated("pages.tar", pages, lambda n, content: _tar_member(n, content, form))
    return Container(made.name, made.content + bytes(1024), made.members)


def packed_tar(pages: list[bytes], _chance: random.Random) -> Container:
    """A tar archive with each member in a gzip member of its own."""
    form = tarfile.USTAR_FORMAT
    pack = gzip.compress
    made = _concatenated("pages.tar.gz", pages, lambda n, content: pack(_tar_member(n, content, form), mtime=0))
    return Container(made.name, made.content + pack(bytes(1024), mtime=0), made.members)


def zip_archive(pages: list[bytes], chance: random.Random) -> Container:
    """A zip archive, its members packed by any of the four methods."""
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    buffer = io.BytesIO()
    members = []
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, content in enumerate(pages):
            begin = buffer.tell()
            archive.writestr(zipfile.ZipInfo(f"{number}.html"), content, chance.choice(methods))
            members.append((content, begin, buffer.tell()))
    return Container("pages.zip", buffer.getvalue(), tuple(members))


def streamed_zip(pages: list[bytes], _chance: random.Random) -> Container:
    """A zip archive whose lengths stand behind the members, as one is written that cannot seek."""

    buffer = Pipe()
    members = []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(pages):
            begin = len(buffer.getvalue())
            archive.writestr(zipfile.ZipInfo(f"{number}.html"), content, zipfile.ZIP_DEFLATED)
            members.append((content, begin, len(buffer.getvalue())))
    return Container("pages.zip", buffer.getvalue(), tuple(members))


def _concatenated(name: str, pages: list[bytes], pack: Callable[[int, bytes], bytes]) -> Container:
    content, members = b"", []
    for number, one in enumerate(pages):
        packed = pack(number, one)
        members.append((one, len(content), len(content) + len(packed)))
        content += packed
    return Container(name, content, tuple(members))


def _line(content: bytes) -> bytes:
    return json.dumps({"html": content.decode()}).encode() + b"\n"


def _tar_member(number: int, content: bytes, form: int) -> bytes:
    member = tarfile.TarInfo(f"{number}.html" if number % 2 else f"{'folder/' * 16}{number}.html")
    member.size = len(content)
    return member.tobuf(form, "utf-8", "strict") + content + bytes(-len(content) % tarfile.BLOCKSIZE)


def warc(pages: list[bytes], _chance: random.Random) -> Container:
    """A WARC file as it is."""
    return _concatenated("crawl.warc", pages, _warc_record)


def packed_warc(pages: list[bytes], _chance: random.Random) -> Container:
    """A WARC file with each record in a gzip member of its own."""
    return _concatenated("crawl.warc.gz", pages, lambda n, content: gzip.compress(_warc_record(n, content), mtime=0))


def _warc_record(number: int, content: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(content) + content
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
        f"WARC-Target-URI: http://a.example/{number}\r\nWARC-Date: 2021-07-14T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


MAKERS = (
    plain_json_lines, packed_json_lines, packed_page, tar, packed_tar, zip_archive, streamed_zip, warc, packed_warc,
)  # fmt: skip


def flip(content: bytes, chance: random.Random) -> Damage:
    """Flip one to three bits."""
    changed = bytearray(content)
    places = chance.sample(range(len(content)), k=chance.randint(1, 3))
    for place in places:
        changed[place] ^= 1 << chance.randrange(8)
    return Damage(bytes(changed), tuple((place, place + 1) for place in places))


def cut(content: bytes, chance: random.Random) -> Damage:
    """Cut the end off."""
    place = chance.randrange(len(content))
    return Damage(content[:place], ((place, len(content)),))


def insert(content: bytes, chance: random.Random) -> Damage:
    """Put some bytes in: chance ones or zeros."""
    place = chance.randrange(len(content))
    size = chance.choice((1, 7, 40, 512))
    added = bytes(size) if chance.random() < 0.2 else chance.randbytes(size)
    return Damage(content[:place] + added + content[place:], ((place - 1, place + 1),))


def delete(content: bytes, chance: random.Random) -> Damage:
    """Take some bytes out."""
    place = chance.randrange(len(content))
    end = min(len(content), place + chance.choice((1, 7, 40, 300)))
    return Damage(content[:place] + content[end:], ((place - 1, end + 1),))


def swap(content: bytes, chance: random.Random) -> Damage:
    """Let two blocks change places."""
    size = chance.choice((16, 64, 512))
    one, other = sorted(chance.randrange(max(1, len(content) - size)) for _ in range(2))
    other = max(other, min(one + size, len(content)))
    first, second = content[one : one + size], content[other : other + size]
    between = content[one + len(first) : other]
    changed = content[:one] + second + between + first + content[other + len(second) :]
    last = other + len(second)
    return Damage(changed, ((one - 1, one + size + 1), (other - 1, last + 1)) if second else ())


DAMAGES = (flip, cut, insert, delete, swap)
