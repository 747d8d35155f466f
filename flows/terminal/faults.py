"""What a person reads when the system refuses something: one sentence that says what and what to do."""

from __future__ import annotations

import errno

_ADVICE = {
    errno.EACCES: "give a place that you may use, or change its permissions",
    errno.EPERM: "give a place that you may use, or change its permissions",
    errno.EROFS: "give a place that can be written to",
    errno.ENOTDIR: "a part of that path is a file; check the path",
    errno.EISDIR: "give a file and not a folder",
    errno.EEXIST: "give another place",
    errno.ENOENT: "check the path",
    errno.ENAMETOOLONG: "give a shorter name",
    errno.ENOSPC: "make room and run it again",
    errno.EDQUOT: "make room and run it again",
    errno.EMFILE: "allow more open files (ulimit -n) and run it again",
}


def system_fault(error: OSError) -> str:
    """The sentence for an error of the operating system that no command has explained better."""
    places = [str(name) for name in (error.filename, error.filename2) if name is not None]
    where = f"{' and '.join(places)}: " if places else ""
    advice = _ADVICE.get(error.errno or 0)
    said = error.strerror or str(error) or type(error).__name__
    return f"{where}{said}" + (f"; {advice}." if advice else ".")
