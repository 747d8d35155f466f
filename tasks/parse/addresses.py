"""Addresses: one form for the many ways to write the same one, and the site it belongs to.

What belongs here: rewriting a URL by rules that hold for the whole web, their words as tables. What does not: fetching,
redirects that only a server knows, rules of single publishers.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

MAX_LENGTH = 4000  # longer addresses are data or attacks; they are kept out of the archive
MAX_UNWRAPPINGS = 4  # a redirector inside a redirector inside an AMP cache is the most that was seen

# Parameters that say where a reader came from and never what is shown.
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "_hs", "vero_", "oly_", "at_", "wt_", "wt.", "itm_", "stm_", "ns_")
_TRACKING = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh mc_cid mc_eid
    mkt_tok _ga _gl _openstat spm scm cmpid cmp ncid ocid icid cid_source ito ftag smid smtyp s_cid ref_src
    ref_url ref_source __twitter_impression __source __s feature_source fb_action_ids fb_action_types
    fb_source fb_ref action_object_map action_type_map action_ref_map xtor partner_share amp_js_v amp_gsa usqp
    soc_src soc_trk guccounter guce_referrer guce_referrer_sig cm_mmc cm_ven ei_source rss feedtype
"""
TRACKING_NAMES = frozenset(_TRACKING.split())
AMP_NAMES = frozenset({"amp", "outputtype"})
AMP_VALUES = frozenset({"", "1", "true", "amp", "amphtml"})
INDEX_FILES = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
AMP_PATH_END = re.compile(r"(?:/amp/?|\.amp(?:\.html?)?)$", re.IGNORECASE)
MOBILE_HOST = re.compile(r"^(?:m|mobile|amp|wap|touch)\.(?=[^.]+\.[^.]{2})")
WORLD_WIDE_HOST = re.compile(r"^www\d{0,2}\.(?=[^.]+\.[^.])")
DEFAULT_PORTS = {"http": 80, "https": 443}

# Redirectors: host (itself or any host below it), start of the path, the parameters that hold the target.
REDIRECTORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("google.com", "/url", ("q", "url")),
    ("news.google.com", "/news/url", ("url",)),
    ("facebook.com", "/l.php", ("u",)),
    ("facebook.com", "/flx/warn/", ("u",)),
    ("instagram.com", "/", ("u",)),
    ("youtube.com", "/redirect", ("q",)),
    ("linkedin.com", "/redir/redirect", ("url",)),
    ("out.reddit.com", "/", ("url",)),
    ("slack-redir.net", "/link", ("url",)),
    ("steamcommunity.com", "/linkfilter/", ("url", "u")),
    ("bing.com", "/news/apiclick.aspx", ("url",)),
    ("duckduckgo.com", "/l/", ("uddg",)),
    ("vk.com", "/away.php", ("to",)),
    ("safelinks.protection.outlook.com", "/", ("url",)),
    ("urldefense.com", "/v2/url", ("u",)),
)
GOOGLE_HOST = re.compile(r"(?:^|\.)google\.(?:com?\.)?[a-z]{2,3}$")
_GOOGLE_AMP = re.compile(r"^/amp/(s/)?(?=[^/]+\.[^/])")
_CACHE_AMP = re.compile(r"^/(?:[cvi]|wp|mbv)/(s/)?(?=[^/]+\.[^/])")


def canonical_url(url: str) -> str | None:
    """The normal form of an http(s) address, None where it is none.

    Redirectors and AMP caches are unwrapped; scheme and host are lower case (RFC 3986, 6.2.2), a default port, the
    fragment, tracking parameters, mobile and AMP forms and `index.html` are dropped, the other parameters sorted.
    """
    parts = _split(url)
    for _ in range(MAX_UNWRAPPINGS):
        inner = None if parts is None else _wrapped(parts)
        if inner is None:
            break
        parts = _split(inner) or parts
    if parts is None:
        return None
    path = _path(parts.path)
    return urlunsplit((parts.scheme, _host(parts), path, _query(parts.query), ""))


def site_of(url: str | None) -> str | None:
    """The host of an address without `www.`, `m.` and `amp.`, None where there is none."""
    parts = _split(url or "")
    return None if parts is None else WORLD_WIDE_HOST.sub("", MOBILE_HOST.sub("", parts.hostname or "")) or None


def _split(url: str) -> SplitResult | None:
    """Parts of an absolute http(s) address; None for anything else."""
    url = "".join(url.split())
    if url.startswith("//"):
        url = "https:" + url
    if not url or len(url) > MAX_LENGTH:
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:  # a port that is no number, a broken IPv6 host
        return None
    is_address = parts.scheme in DEFAULT_PORTS and host is not None and "." in host.strip(".")
    return parts if is_address else None


def _is_below(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def _wrapped(parts: SplitResult) -> str | None:
    """The address inside a redirector's or an AMP cache's, None where it is neither."""
    host = parts.hostname or ""
    is_google = GOOGLE_HOST.search(host) is not None
    rest = _after(_GOOGLE_AMP, parts) if is_google else None
    if rest is None and _is_below(host, "cdn.ampproject.org"):
        rest = _after(_CACHE_AMP, parts)
    if rest is not None:
        return rest
    for domain, path, names in REDIRECTORS:
        if (_is_below(host, domain) or (is_google and domain == "google.com")) and parts.path.lower().startswith(path):
            return _target(parts.query, names)
    return None


def _after(prefix: re.Pattern[str], parts: SplitResult) -> str | None:
    match = prefix.match(parts.path)
    if match is None:
        return None
    scheme = "https" if match[1] else "http"
    query = f"?{parts.query}" if parts.query else ""
    return f"{scheme}://{parts.path[match.end() :]}{query}"


def _target(query: str, names: tuple[str, ...]) -> str | None:
    values = dict(parse_qsl(query))
    for name in names:
        if values.get(name, "").startswith(("http://", "https://")):
            return values[name]
    return None


def _host(parts: SplitResult) -> str:
    host = MOBILE_HOST.sub("", (parts.hostname or "").rstrip("."))
    is_usual = parts.port is None or parts.port == DEFAULT_PORTS[parts.scheme]
    return host if is_usual else f"{host}:{parts.port}"


def _path(path: str) -> str:
    path = AMP_PATH_END.sub(_amp_end, INDEX_FILES.sub("/", path or "/"))
    if path.lower().startswith("/amp/") and len(path) > len("/amp/"):
        path = path[len("/amp") :]
    return quote(unquote(path), safe="/:@!$&'()*+,;=~-._%") if "%" not in path else path


def _amp_end(match: re.Match[str]) -> str:
    return ".html" if match[0].lower().endswith((".html", ".htm")) else "/" if match[0].endswith("/") else ""


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _tracks(name, value)]
    return urlencode(sorted(pairs), safe="/:,@~!*")


def _tracks(name: str, value: str) -> bool:
    """Whether a parameter says how the reader came and not what is shown."""
    name = name.lower()
    if name in AMP_NAMES:
        return value.lower() in AMP_VALUES
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)
