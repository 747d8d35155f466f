"""A page that is a notice of the web server is told, and no page with a text of its own."""

from __future__ import annotations

import pytest

from tasks.parse import parse
from tasks.parse.base.assembly import Block
from tasks.parse.base.limits import DEFAULT_LIMITS
from tasks.parse.html.article import read_tree
from tasks.parse.notices.notice_pages import RULES, may_be_notice, notice_of_page, notice_of_text
from tasks.records import Kind, Layer, RawDocument, Rejected, RejectReason

MENU = "<nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav>"
FOOT = "<footer><p>All that is printed here belongs to the owners of this paper; none of it may be copied.</p></footer>"


def page(body: str, title: str = "The Ferry Post") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{MENU}{body}{FOOT}</body></html>"


def told(body: str, title: str = "The Ferry Post") -> tuple[RejectReason, str] | None:
    return notice_of_page(read_tree(page(body, title), DEFAULT_LIMITS))


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 | The Ferry Post", "<h1>Page not found</h1><p>The page you requested has gone elsewhere.</p>"),
        ("The Ferry Post", "<h1>Oops!</h1><p>We couldn’t find that page. Try the search.</p>"),
        ("Not Found", "<h1>Not Found</h1><p>The requested URL was not found on this server.</p>"),
        ("Seite nicht gefunden", "<h1>Fehler 404</h1><p>Die von Ihnen gesuchte Seite gibt es nicht mehr.</p>"),
        ("Page introuvable", "<h1>Erreur 404</h1><p>La page que vous cherchez a été déplacée.</p>"),
        ("Página no encontrada", "<p>La página que buscas ya no está aquí.</p>"),
        ("Страница не найдена", "<p>Запрашиваемая страница была удалена.</p>"),
        ("404", "<p>お探しのページは移動したか、削除されました。</p>"),
        ("404", "<p>Strona, której szukasz, została usunięta lub przeniesiona pod inny adres.</p>"),
    ],
)
def test_a_page_that_says_it_was_not_found_is_a_notice(title: str, body: str) -> None:
    assert told(body, title) == (RejectReason.NOT_FOUND, "not_found")


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        (
            "Just a moment...",
            "<h1>ferry.example</h1><h2>Verify you are human by ticking the box below.</h2>",
            "challenge",
        ),
        ("Ferry", "<p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>", "challenge"),
        ("Ferry", "<p>ferry.example doit vérifier la sécurité de votre connexion avant de continuer.</p>", "challenge"),
        (
            "Ferry",
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id='app'></div>",
            "javascript",
        ),
        ("Ferry", "<noscript><p>Bitte aktivieren Sie JavaScript.</p></noscript>", "javascript"),
        ("Access Denied", "<h1>Access Denied</h1>You don't have permission to access this server.", "denied"),
        (
            "Zugriff verweigert",
            "<h1>403</h1><p>Sie haben keine Berechtigung, auf diese Seite zuzugreifen.</p>",
            "denied",
        ),
        ("403", "<p>У вас нет прав доступа к этому разделу сайта.</p>", "denied"),
        (
            "Before you continue",
            "<h1>The Ferry Post</h1><p>We and our partners store what you read, so that we may show you fitting "
            "advertisements and count our readers.</p><button>Accept all</button>",
            "consent",
        ),
        (
            "Weiter mit Werbung",
            "<p>Wir und unsere Partner speichern, was Sie lesen, um Ihnen passende Werbung zu zeigen.</p>"
            "<a href='#'>Alle akzeptieren</a>",
            "consent",
        ),
    ],
)
def test_a_page_that_keeps_the_reader_out_is_a_notice(title: str, body: str, kind: str) -> None:
    assert told(body, title) == (RejectReason.BLOCKED, kind)


STORY = "<p>Readers of four newspapers saw no news on Tuesday, since a guard took all of them for robots at once, and "
STORY += "the papers' own editors could not enter either until a technician in Oslo had been woken by telephone.</p>"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Access denied", f"<h1>Access denied</h1>{STORY}<p>“Verify you are human”, it said to every one of them.</p>"),
        (
            "Page not found",
            f"<h1>Page not found</h1>{STORY}<p>The page you are looking for does not exist, it said.</p>",
        ),
        ("A walk on the pier", "<h1>A walk on the pier</h1><p>Please enable JavaScript to watch the film.</p>"),
        ("A walk on the pier", "<h1>A walk on the pier</h1><p>Please enable JavaScript.</p>"),
        ("A walk on the pier", "<p>Gulls.</p><p>Please enable JavaScript to view the comments.</p>"),
        ("Access denied", "<h1>Access denied</h1><p>The harbour keeps its gate shut to walkers.</p>"),
        ("Our cookies", "<h1>Our cookies</h1><p>We use cookies to count our readers.</p>"),
        ("A pier", "<p>The pier opens.</p>"),
        ("Not found", "<h1>Not found</h1><p>The lost dog of the ferryman has not come back to its boat.</p>"),
    ],
)
def test_a_page_with_a_text_of_its_own_is_none_whatever_its_headline_or_its_subject(title: str, body: str) -> None:
    assert told(body, title) is None


def test_running_text_beside_a_notice_is_weighed_to_the_letter() -> None:
    notice = "<h1>Page not found</h1><p>The page you are looking for does not exist.</p>"
    assert told(f"{notice}<p>{'a' * RULES.most_other}</p>") is not None
    assert told(f"{notice}<p>{'a' * (RULES.most_other + 1)}</p>") is None
    assert told(f"{notice}{'<p>' + 'a' * (RULES.least_running - 1) + '</p>'}" * 4) is not None


def test_a_text_without_markup_may_be_a_notice() -> None:
    assert notice_of_text("Access denied\n\nYou don't have permission to access this page.\n") == (
        RejectReason.BLOCKED,
        "denied",
    )
    assert notice_of_text(f"Access denied\n\n{STORY}\nYou don't have permission to access it.") is None


def test_a_page_with_comments_or_a_longer_text_is_not_looked_at() -> None:
    line = Block("x" * RULES.most_other, Layer.ARTICLE, Kind.PARAGRAPH, "said")
    assert may_be_notice([line])
    assert not may_be_notice([line, Block("y" * RULES.least_running, Layer.ARTICLE, Kind.PARAGRAPH, "said")])
    assert not may_be_notice([line, Block("Well said!", Layer.COMMENT, Kind.PARAGRAPH, "said")])


def test_a_notice_is_refused_with_its_kind() -> None:
    html = page("<h1>Page not found</h1><p>The page you are looking for does not exist.</p>")
    with pytest.raises(Rejected, match=r"not_found: the page is a notice \(not_found\)"):
        parse(RawDocument(html.encode(), "page.html", http_status=200))
    with pytest.raises(Rejected, match=r"blocked: the page is a notice \(denied\)"):
        parse(RawDocument(b"Access denied\n\nYou don't have permission to access this page.\n", "page.txt"))


def test_an_article_in_the_data_of_a_page_for_scripts_is_read() -> None:
    body = "The ferry to Ness will sail again from Monday, after a winter in the dock, the harbour board has said. " * 3
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    html = page(f"{data}<noscript>You need to enable JavaScript to run this app.</noscript>")
    assert "sail again from Monday" in parse(RawDocument(html.encode(), "page.html")).text
