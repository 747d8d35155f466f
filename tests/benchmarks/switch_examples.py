"""A small document for every switch of benchmarks/switches.py, read otherwise without its rule. All are made up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

FETCHED = datetime(2022, 1, 1)
STORY = (
    "The harbour board closed the northern lock on Tuesday after divers found a crack in the lower gate.",
    "Ships of more than forty metres must wait outside until the gate has been lifted, the board said.",
    "Engineers expect the repair to take eleven days, and nobody can say yet what it will cost the town.",
    "The ferry, which had crossed below since anybody can remember, will be kept as a place to drink coffee.",
    "Builders from nine towns worked on the gate for six winters, and two of them married on a pillar of it.",
)
LEAD = "Nobody is sure how the crack came about, and nobody is asked to pay."
NAMES = ("Mara", "Bo Ek", "Kim Lind", "Oleg Sund")
SAID = (
    "They knew about the crack for years, and nobody listened.",
    "Who is going to pay for all that, and when, if I may ask?",
    "Ask the pilots, I say! They are the ones who see the gate.",
    "I did, and he said that nobody ever oils it. Poor gate.",
)


@dataclass(frozen=True, slots=True)
class Document:
    """What is read: a page or a text, by `parse`; with `is_enriched` the findings in it."""

    content: str
    url: str | None = None
    is_enriched: bool = False
    fetched_at: datetime | None = FETCHED


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str, head: str = "") -> Document:
    title = "<title>Northern lock closed</title>"
    return Document(f'<html lang="en"><head>{title}{head}</head><body>{body}</body></html>')


def article(inside: str = "", *, above: str = "") -> str:
    return f"<article><h1>Northern lock closed</h1>{above}{paragraphs(*STORY)}{inside}</article>"


def text(*lines: str, is_enriched: bool = False) -> Document:
    return Document("\n".join(lines) + "\n", is_enriched=is_enriched)


def plain(*lines: str) -> Document:
    return text("Northern lock closed for repair", "By Ida Brandt", "12 March 2019", *STORY[:3], *lines)


def comment(number: int, said: str, above: str = "", below: str = "") -> str:
    head = f'<b class="author">{NAMES[number]}</b> <time datetime="2021-07-0{number + 3}T09:30">July 3</time>'
    return f'<div class="comment" id="comment-{number}">{head}{above}<p>{said}</p>{below}</div>'


def row(number: int) -> str:
    """A post of a forum whose markup names nothing."""
    head = f'<td rowspan="2"><b>{NAMES[number]}</b><br>Posts: 12</td><td>written: July {number + 3}, 2021 9:30 AM</td>'
    return f"<tr>{head}</tr><tr><td>{SAID[number]}</td></tr>"


def teaser(number: int) -> str:
    link = f'<h3><a href="/{number}">Another story about the same old lock and its town</a></h3>'
    stamp = f'<span class="author">Ann</span><span class="date">July {number}, 2021</span>'
    return f'<div class="post">{link}{stamp}<p>{SAID[number % 4]}</p></div>'


def box(number: int) -> str:
    return f'<div class="article-body">{paragraphs(*(f"{line} Part {number}." for line in STORY))}</div>'


STATED = {
    "@type": "NewsArticle",
    "headline": "Northern lock closed",
    "comment": {
        "@type": "Comment",
        "author": {"name": "Ann"},
        "text": "I sailed there once.",
        "dateCreated": "2021-07-03",
    },
}
CLOCK = "July 3, 2021 at 9:30 am"
JOINED = "Joined: Sun Mar 06, 2016 5:33 am"
ANSWERED = page(
    '<div itemprop="suggestedAnswer" itemscope itemtype="https://schema.org/Answer">The hinges have not been greased.'
    '<ul><li itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Bo</span>July 1'
    '<div itemprop="text">They have been, by me, in the second week of March.</div></li></ul></div>'
)
TURNS = ("Omid Zarif met Maria Okonta.", "OMID: We paid for it all.", "OKONTA: Who is we?", "OMID: The guild did.")
TRANSCRIPT = Document(
    f"<html><body><article><h1>The talk</h1>{paragraphs(*STORY[:3], *TURNS)}</article></body></html>", is_enriched=True
)
TALK = (
    "Hi all, does anyone know why my gate is so loud? I can't sleep!",
    "-",
    "Hello Ida, thanks for asking. I think you should oil it.",
    "-",
    "Well, I did that and it didn't help me. Any ideas?",
    "-",
    "Ha, mine is loud too! Have you tried asking your neighbour?",
)
UTC = '<meta property="article:published_time" content="2021-07-15T02:00:00Z">'

EXAMPLES = {
    # readers' comments in markup
    "comments": page(article() + comment(0, SAID[0])),
    "comments-by-name": page(article() + f'<div class="comment" id="comment-1">05/07/2021<p>{SAID[0]}</p></div>'),
    "comments-by-shape": page(f"<h1>The lock</h1><table>{row(0)}{row(1)}{row(2)}</table>"),
    "comments-by-lines": page(article() + f"<h3>1 comment</h3><b>Ann says:</b><p>{SAID[0]}</p><h3>Leave a reply</h3>"),
    "comments-from-data": page(article(), f'<script type="application/ld+json">{json.dumps(STATED)}</script>'),
    "comment-answers": ANSWERED,
    "comment-refrains": page(
        article() + "".join(comment(number, said, "<p>The lock again</p>") for number, said in enumerate(SAID))
    ),
    "comment-printed-twice": page(
        article()
        + f'<div class="comment" id="c1"><b class="author">Ann</b><div style="display: none">{SAID[0]} {SAID[1]}</div>'
        f"<div>{SAID[0]}<br>{SAID[1]}</div></div>"
    ),
    "comment-boxes": page(
        f'<div class="comment"><article itemprop="comment"></article>{LEAD}</div><p id="comment-7"></p>'
    ),
    "teasers": page(article() + "".join(map(teaser, range(1, 6)))),
    # the article of a page
    "second-reading": Document(
        f'<html><body><dt class="depth-2">{CLOCK}é\u0301 </dt><dt class="depth-2">{CLOCK}{STORY[0]}</dt></body></html>'
    ),
    "recall-mode": page(f'<article>{paragraphs(*STORY)}<div class="teaser"><p>{LEAD}</p></div></article>'),
    "rescue": page(f'<div class="infinite-scroll"><p>{LEAD}</p></div>'),
    "article-guard": page(f"<h1>Northern lock closed</h1>{comment(0, ' '.join(STORY))}"),
    "content-boxes": page(f"<div><h1>The lock</h1><div>{box(0)}<div><p>Buy!</p></div>{box(1)}{box(2)}</div></div>"),
    "layout-tables": page(
        f"<table><tr><td><h2>Lock closed</h2><div>by Bo Chan</div><br>{'<br><br>'.join(STORY[:3])}</td></tr></table>"
    ),
    "dialogs": page(article(f'<div role="dialog"><p>{LEAD} {LEAD}</p></div>')),
    "article-span": page(f"{STORY[0]}<div></div>July 3, 2021 at 9:30 am"),
    "surroundings": page(
        article('<p>Tags: locks, gates, harbours</p><p><a href="/1">Ferry stops running at noon</a></p>')
    ),
    "edge-lines": page(article("<p>July 3, 2021 at 9:30 am</p>")),
    "repeats": page(article(paragraphs(STORY[0]))),
    "pull-quotes": plain(
        "“The sea does not care whether the gate is turned by a wire”",
        "“The sea does not care whether the gate is turned by a wire from the mainland,” she says, and pours coffee.",
        LEAD,
    ),
    "quoted-documents": plain(
        "1 comment:",
        "Mara says:",
        "Read this.",
        "QUOTE",
        "Lock repair takes all spring",
        "By Ann Lee",
        "Published: Mar 11, 2019",
        STORY[0],
        "UNQUOTE",
        "Told you so.",
    ),
    "quoted-comments": plain(
        "2 comments",
        "Mara says:",
        "March 12, 2019 5:32 PM",
        SAID[0],
        "Bo says:",
        "March 13, 2019 5:32 PM",
        f"“{SAID[0]}”",
        "So it was you who knew, and who told nobody of it?",
    ),
    "captions": page(article("<figure><img src=x.jpg><figcaption>The gate on its barge.</figcaption></figure>")),
    "live-entries": text(
        "Lock repair: gate lifted after four dives – as it happened",
        "By Ida Brandt",
        "14 July 2021",
        f"16:40 The gate is lifted. {STORY[0]}",
        f"15:10 Divers are down. {STORY[1]}",
        f"14:05 The crane is here. {STORY[2]}",
    ),
    "datelines": page(
        f"<article><h1>Northern lock closed</h1><p>LEEDS, July 14, 2021 (Reuters) – {STORY[0]}</p></article>"
    ),
    "caption-credits": page(
        article("<figure><img src=x.jpg><figcaption>The gate at dawn. Photograph: Jane Roe/AFP</figcaption></figure>")
    ),
    "notes": text(
        "Northern lock closed", *STORY, "This article was amended on 20 July 2021 to correct the number of ships."
    ),
    "origins": text("Northern lock closed", *STORY, "Source: The Ferry Gazette"),
    "calls-to-subscribe": page(article("<div class=wall><p>La suite est réservée aux abonnés.</p></div>")),
    "title-removal": page(
        f"<article><h1>Northern lock closed</h1><p>Northern lock closed</p>{paragraphs(*STORY)}</article>"
    ),
    "standfirst-removal": page(article(above=f'<p class="standfirst">{LEAD}</p>')),
    # the date of a page
    "date-vetoes": page(article(), '<meta property="article:published_time" content="2023-07-15T06:00:00Z">'),
    "date-of-report": page(
        f'<p>It closed on 14 July 2021 and reopened on 20 July 2021.</p>{paragraphs(*STORY)}<img src="/20190304/x.jpg">'
    ),
    "machine-stamps": page(article(), UTC),
    "visible-stamps": page(article(above='<span class="date">July 3, 2021</span>')),
    "text-stamps": page(f"{STORY[0]}<h1>{CLOCK}</h1>"),
    "whole-page-dates": page(article('<img src="/2021/07/03/gate.jpg">')),
    "reader-day": page(article(above='<span class="published">July 14, 2021</span>'), UTC),
    "avoided-dates": page(article('<div class="event"><span class="date">July 3, 2021 9:30 AM</span></div>')),
    # pages without markup
    "plain-comments": plain("1 comment", "Mara says:", "July 3, 2021 at 6:51 am", SAID[0]),
    "plain-voice": text(*TALK),
    "plain-notices": plain(
        "1 comment",
        "Mara says:",
        "July 3, 2019 at 6:51 am",
        "Who pays?",
        "Read our community guidelines before you write.",
    ),
    "plain-feet": plain(
        "One comment so far",
        "July 3, 2019",
        "6:51 am EDT",
        SAID[0],
        "Posted by Mara | Report as abusive",
        "Post Your Comment",
    ),
    "plain-cuts": text(*TALK),
    "plain-late-controls": plain(
        "The first line of one.",
        "ReplyDeleteand its second line.",
        "Its third line.",
        "The first line of two.",
        "DeleteYes, and its second.",
        "Short one.",
        "ReplyDelete",
        "DeleteNo first line here!",
        "But a second.",
    ),
    "plain-glued": plain(
        "2 comments",
        f"MaraJuly 3, 2019 at 6:51 am{SAID[0]}ReplyDelete",
        f"BoJuly 4, 2019 at 6:51 am{SAID[1]}ReplyDelete",
    ),
    "plain-quotations": text(SAID[0], "Quote:", SAID[0]),
    "plain-answers": text(
        "Mara • March 12, 2019 5:32 PM",
        SAID[0],
        "K. Olsen • March 12, 2019 8:01 PM",
        "So did we all, I am afraid.",
        "Kim • March 13, 2019 10:40 AM",
        "Quote:",
        "So did we all, I am afraid.",
        "Not me, I had no idea.",
    ),
    # findings in a text
    "name-model": text("We went to see Tarvo Ilmandel and the people of Kestrova Mills there.", is_enriched=True),
    "language-doubts": text(
        "Der Bürgermeister hat am Dienstag mit dem Minister über die Schleuse gesprochen, und Der Hafen blieb zu, "
        "sagte Angela Krause, die Sprecherin der Stadt, nachdem die Polizei und die Feuerwehr gekommen waren.",
        is_enriched=True,
    ),
    "exonyms": text(
        "Am Dienstag ist der Minister mit Krakau und Wien und Mailand zufrieden gewesen, und danach will er "
        "noch weiter reisen, wie seine Sprecherin am Abend vor der Presse gesagt hat.",
        is_enriched=True,
    ),
    "local-towns": text(
        "In Oregon the river rose again, and the Bend was dry by noon, as was the Drain. Then a Happy Camp was seen.",
        is_enriched=True,
    ),
    "acronyms": text(
        "The Zubrik Cooperation Organization (ZCO) met there again. Later the ZCO agreed with them.", is_enriched=True
    ),
    "people": text("We met Maria Okonta in the hall. Later Okonta said that it was late.", is_enriched=True),
    "roles": text("We met President Maria Okonta in the hall.", is_enriched=True),
    "place-in-name": text("It was in Paris that the Paris Ministry of Locks was founded.", is_enriched=True),
    "transcripts": TRANSCRIPT,
}
