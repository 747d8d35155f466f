"""What stands around an article in an extraction: lists of links, buttons, notices, teasers of other articles.

What belongs here: telling such lines from the article's own, and cutting them off. What does not: finding the article
on the page (article.py), comments (comments/discussion.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from tasks.parse.base.assembly import Block
from tasks.records import Kind

MOST_LINKS = 5000  # of one page
MOST_ALIKE = 12  # links that begin with the same word; bounds what a word costs
MOST_WORDS = 200  # of a line that are compared with links
LONGEST_NOTICE = 25  # words
LONGEST_LABEL = 12  # words of a line without a full stop that is no sentence
FEWEST_LINKS = 3  # lines in a row that are nothing but links: a list of other pages
LINKED_SHARE = 0.5
LITTLE_LINKED_SHARE = 0.3  # of a line that begins by announcing another article
LONGEST_ANNOUNCEMENT = 60  # characters
ARTICLE_SHARE = 0.6  # of the words, which stand above what announces other articles

# Worth of a line in words. A paragraph counts with its words; what a line costs is what it takes to be the article's.
LONGEST_WORTH = 80
LINE_COST = 5.0
HEADING_COST = 2.0
LABEL_COST = 4.0
MOST_LINK_COST = 20.0

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…:;\"”»)’'。]\W{0,3}$")
_NOTICE = re.compile(
    r"""\W{0,4}(?:
    (?:©|\(c\)|copyright\b|.{0,200}\ball\srights\sreserved\b|alle\srechte\svorbehalten|tous\sdroits\sréservés|todos\slos\sderechos)
    |(?:posted|filed|published|tagged|categor(?:y|ies)|labels?|tags?|topics?|keywords|schlag(?:worte|wörter)|themen|mots[-\s]clés|etiquetas|temas|tagi)
        \s?(?:in|under|as|with|on|by)?\s?:
    |(?:posted|filed|published|tagged)\s(?:in|under|by|as)\b
    |(?:related|recommended|popular|recent|latest|trending|similar|more|most|other|further)\s(?:\w{1,20}\s){0,2}
        (?:articles?|stories|posts?|news|links?|reading|content|topics?|coverage|items|headlines|videos?|read|popular|viewed|commented|emailed|from|on|in)\b
    |(?:see\salso|read\s(?:also|more|next|on)|you\s(?:may|might)\salso|people\swho|readers\swho)\b
    |(?:abgelegt|kategorisiert|veröffentlicht|gespeichert)\s(?:unter|in)\b|kategorien?\s?:|cat[ée]gor(?:ie|ía)s?\s?:|kategorie\s?:
    |(?:du\smusst|sie\smüssen|bitte)\s(?:dich\s|sich\s)?(?:zuerst\s|erst\s)?(?:ein(?:ge)?logg|an(?:ge)?meld|logge|melde|registrier)\w{0,4}\b
    |(?:you\smust\s(?:be\slogged|log|sign)|already\shave\san\saccount|never\smiss|if\syou\s(?:enjoyed|liked)\sthis|our\sstandards|powered\sby|loading)\b
    |(?:cr[ée]dits?\s)(?:photos?|images?)\s?:|photo\s?\(cc\)|photo\scredits?\s?:
    |(?:artikel|beitrag|seite|diese\sseite)\s(?:teilen|drucken|empfehlen|versenden|merken)|nach\soben|zum\sseitenanfang|wird\sgeladen
    |(?:mehr\szum\sthema|lesen\ssie\sauch|auch\sinteressant|das\skönnte\ssie|weiterlesen|teilen|drucken|anzeige|zur\sstartseite)\b
    |(?:(?:à\s)?lire\saussi|sur\sle\smême\ssujet|partager|imprimer|vous\saimerez)\b
    |(?:lea\stambién|leer\smás|te\spuede\sinteresar|compartir|le\spuede\sinteresar|leggi\sanche|condividi|leia\s(?:também|mais)|compartilh\w{1,6}|lees\sook|czytaj\s(?:też|także|również)|zobacz\s(?:też|także|również)|udostępnij|reklama|läs\socks[åa]|læs\sogså)\b
    |(?:share|tweet|print|e-?mail\sthis|subscribe|bookmark\sthis|digg|stumble|leave\sa|post\sa|add\sa|write\sa|submit\sa|sign\sup|log\s?in|register|click\shere|
        back\sto\stop|return\sto|go\sto|next|previous|older|newer|home|trackbacks?|permalink|reply|advertisement|sponsored|newsletter|
        about\sthe\sauthor|discuss\sthis|follow\sus|comments?\s\(|\d{1,5}\scomments?)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Lines that belong to no article wherever they stand.
_ALONE = re.compile(
    r"""\W{0,4}(?:
    advertise?ment|advertising|anzeige|werbung|reklama|publicité|publicidade?|pubblicità|annonce|advertentie
    |share(?:\sthis(?:\s(?:post|article|story))?)?|click\sto\s(?:share|print|email)(?:\s.{1,60})?|print(?:\sthis)?(?:\sarticle)?
    |continue\sreading|story\scontinues\sbelow(?:\sadvertisement)?|article\scontinues\safter\sadvertisement|read\smore
    |weiterlesen|ten\stekst\sprzeczytasz\s.{1,40}|loading\sslideshow|trackback
    )\W{0,4}""",
    re.IGNORECASE | re.VERBOSE,
)

# What announces other articles, and may stand by itself above them.
_OTHERS = re.compile(
    r"""\W{0,4}(?:
    related(?:\s(?:articles?|posts?|stories|news|content|links|topics|reading))?|(?:you\s(?:may|might)|readers)\salso\slike(?:d)?
    |see\salso|read\s(?:also|next|more)|also\sread|more\s(?:from|on|in|like\sthis)\b.{0,40}|recommended(?:\s(?:for\syou|reading))?
    |(?:editor.?s.?\s)recommendations|most\s(?:read|popular)|about\sthe\sauthor|view\scomments|latest\s(?:news|stories|posts)
    |(?:you\s(?:may|might)\s(?:also\s)?be\sinterested\sin|what\sto\sread\snext|keep\sreading|up\snext|don['’]?t\smiss)
    |(?:das|diese[rs]?)?\s?(?:\w{1,20}\s)?könnten?\s(?:sie|dich|dir|euch|ihnen)\s(?:auch|ebenfalls)\s(?:interessieren|gefallen)
    |(?:lesen\ssie|lies)\s(?:auch|mehr|dazu|hier).{0,40}|mehr\s(?:lesen|erfahren|dazu)|lust\sauf\smehr
    |auch\sinteressant|(?:auch\s)?lesen(?:\ssie)?\sauch|auch\slesen|mehr\s(?:zum\sthema|zu\s.{1,40}|aus\s.{1,40})|zum\sthema
    |weitere\s(?:themen|artikel|beiträge|meldungen|nachrichten|news)|zum\sweiterlesen|teilen(?:\smit)?|zum\snewsletter\sanmelden
    |wird\sgeladen|keine\skommentare|das\skönnte\s(?:sie|dich)\sauch\sinteressieren
    |(?:à\s)?lire\s(?:aussi|également)|sur\sle\smême\s(?:sujet|thème)|articles\s(?:liés|similaires)
    |vous\saimerez\s(?:aussi|également)|(?:ceci|cela|ça)\s(?:peut|pourrait|devrait)\s(?:aussi\s)?vous\sintéresser|dans\sla\smême\srubrique
    |también\s(?:le|te)\spuede\sinteresar|(?:otras|más)\snoticias(?:\s(?:de|sobre)\s.{1,40})?|más\s(?:leíd[oa]s|información)(?:\s(?:de|sobre)\s.{1,40})?
    |(?:notas|artículos)\srelacionad[oa]s|(?:le|te)\srecomendamos
    |(?:ti\s)?potrebber?o?\s(?:anche\s)?interessarti(?:\sanche)?|notícias\srelacionadas|veja\s(?:também|mais)
    |gerelateerde\s(?:artikelen|berichten)|lees\s(?:verder|meer)|lue\s(?:myös|seuraavaksi|lisää|aiheesta\slisää)|läs\s(?:också|även|mer)
    |przeczytaj\s(?:też|także|również)|(?:to\s)?może\s(?:cię|ci[eę]|państwa)\s(?:też\s)?zainteresować|polecamy|dowiedz\ssię\swięcej
    |(?:podobne|powiązane)\s(?:artykuły|wpisy|tematy)
    |(?:le|te)\spuede\sinteresar|lea\stambién|lee\stambién|noticias\srelacionadas|relacionad[oa]s
    |leggi\sanche|articoli\scorrelati|leia\s(?:também|mais)|lees\sook|czytaj\s(?:też|także|również)|zobacz\s(?:też|także|również)
    )\W{0,4}""",
    re.IGNORECASE | re.VERBOSE,
)

Links = Mapping[str, Sequence[tuple[str, ...]]]


def link_index(texts: Iterable[str]) -> Links:
    """The words of a page's links by their first word, longest link first."""
    index: dict[str, set[tuple[str, ...]]] = {}
    for text in texts:
        words = tuple(_WORD.findall(text))
        if len(words) > 1 or (words and len(words[0]) > 2):
            index.setdefault(words[0], set()).add(words)
    return {first: sorted(links, key=lambda link: (-len(link), link))[:MOST_ALIKE] for first, links in index.items()}


def linked_share(text: str, links: Links) -> float:
    """Share of a text's first MOST_WORDS words that stand, in the same order, as a link of the page."""
    return _linked_share(tuple(word[0] for word in islice(_WORD.finditer(text), MOST_WORDS)), links)


def _linked_share(words: tuple[str, ...], links: Links) -> float:
    position = count = 0
    while position < len(words):
        alike = links.get(words[position], ())
        length = next((len(link) for link in alike if words[position : position + len(link)] == link), 0)
        count += length
        position += length or 1
    return count / len(words) if words else 0.0


def article_span(blocks: Sequence[Block], links: Links) -> tuple[float, int, int]:
    """The run of blocks worth most, and its worth in words: (worth, begin, end), half-open, headings above included.

    Maximum subsequence segmentation (Pasternack and Roth 2009, doi:10.1145/1526709.1526840) with weights set by hand.
    """
    worths = [_worth(block, links) for block in blocks]
    best, begin, end = 0.0, 0, 0
    running, opened = 0.0, 0
    for index, worth in enumerate(worths):
        if running <= 0:
            running, opened = 0.0, index
        running += worth
        if running > best:
            best, begin, end = running, opened, index + 1
    while begin > 0 and blocks[begin - 1].kind is Kind.HEADING:
        begin -= 1
    return best, begin, end


def without_surroundings(blocks: Sequence[Block], links: Links) -> list[Block]:
    """The blocks without notices and lists of links at both ends; at least one block is left of any."""
    kept = [block for block in _above_others(blocks) if not _stands_apart(block, links)] or list(blocks)
    end = _last(kept, links)
    begin = _first(kept[:end], links)
    return kept[begin:end]


def _above_others(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks down to a line that announces other articles, where most of the text stands above it."""
    counts = [block.text.count(" ") + 1 for block in blocks]
    least, above = ARTICLE_SHARE * sum(counts), 0
    for index, block in enumerate(blocks):
        if above >= least and len(block.text) <= LONGEST_ANNOUNCEMENT and _OTHERS.fullmatch(block.text):
            return blocks[:index]
        above += counts[index]
    return blocks


def _stands_apart(block: Block, links: Links) -> bool:
    """Whether a line is no part of the article wherever it stands: an advertisement's label, a link to another one."""
    if _ALONE.fullmatch(block.text) or (len(block.text) <= LONGEST_ANNOUNCEMENT and _OTHERS.fullmatch(block.text)):
        return True
    return _OTHERS.match(block.text) is not None and linked_share(block.text, links) > LITTLE_LINKED_SHARE


def _worth(block: Block, links: Links) -> float:
    if block.kind is Kind.HEADING:
        return -HEADING_COST
    words = _WORD.findall(block.text)
    count, share = len(words), _linked_share(tuple(words[:MOST_WORDS]), links)
    if share > LINKED_SHARE:
        return -LABEL_COST - min(count, MOST_LINK_COST)
    if count < LONGEST_LABEL - 2 and _SENTENCE_END.search(block.text[-6:]) is None:
        return -LABEL_COST
    return min(count, LONGEST_WORTH) * (1 - 2 * share) - LINE_COST


def _is_notice(block: Block, longest: int) -> bool:
    return len(_WORD.findall(block.text[:2000])) <= longest and _NOTICE.match(block.text) is not None


def _last(blocks: Sequence[Block], links: Links) -> int:
    """Where the article ends (half-open)."""
    end = len(blocks)
    while end > 1:
        last = blocks[end - 1]
        if last.kind is Kind.HEADING or _is_notice(last, LONGEST_NOTICE):
            end -= 1
            continue
        run = _run((blocks[index] for index in range(end - 1, -1, -1)), links)
        if not FEWEST_LINKS <= run < end:
            break
        end -= run
    return end


def _first(blocks: Sequence[Block], links: Links) -> int:
    begin = 0
    while begin < len(blocks) - 1:
        if _is_notice(blocks[begin], LONGEST_LABEL):
            begin += 1
            continue
        run = _run((blocks[index] for index in range(begin, len(blocks))), links)
        if not FEWEST_LINKS <= run < len(blocks) - begin:
            break
        begin += run
    return begin


def _run(blocks: Iterable[Block], links: Links) -> int:
    """How many blocks from the first on are nothing but links."""
    count = 0
    for block in blocks:
        if linked_share(block.text, links) <= LINKED_SHARE:
            break
        count += 1
    return count
