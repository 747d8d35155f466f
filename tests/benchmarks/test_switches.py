"""Every switch has a function to switch, and without it a small document is read otherwise."""

import json
from importlib import import_module

import pytest

from benchmarks.readings import annotated, parsed
from benchmarks.switches import SWITCHES, Switch, chosen, switched_off
from flows.job.job import lexicon_files
from flows.job.settings import load
from flows.run.shard_work import load_lexicon
from flows.terminal.answers import annotation_answer
from tasks.enrichment import enrich
from tasks.parse import parse
from tasks.records import RawDocument
from tests.benchmarks.switch_examples import EXAMPLES, Document

ALL = pytest.mark.parametrize("switch", SWITCHES, ids=[switch.name for switch in SWITCHES])


def raw(document: Document) -> RawDocument:
    source = "page.html" if document.content.startswith("<") else "page.txt"
    return RawDocument(document.content.encode(), source, url=document.url, fetched_at=document.fetched_at)


def reading(document: Document) -> object:
    """What is printed of a document. A text's language counts for its findings, so it is parsed first."""
    if not document.is_enriched:
        return list(parsed([raw(document)]))
    page = parse(raw(document))
    answer = annotation_answer("1", page.text, enrich(page, load_lexicon(lexicon_files(load(None)))))
    return json.loads(json.dumps(answer))


def function_of(place: str) -> object:
    module, _, name = place.partition(":")
    found: object = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


@ALL
def test_the_function_of_a_rule_exists(switch: Switch) -> None:
    assert all(callable(function_of(rule.place)) for rule in switch.rules)


@pytest.fixture(scope="module")
def readings() -> dict[str, object]:
    """Every example read with all rules."""
    return {name: reading(document) for name, document in EXAMPLES.items()}


@ALL
def test_without_the_rule_a_page_is_read_otherwise(switch: Switch, readings: dict[str, object]) -> None:
    functions = [function_of(rule.place) for rule in switch.rules]
    with switched_off(switch):
        without = reading(EXAMPLES[switch.name])
    assert without != readings[switch.name]
    assert [function_of(rule.place) for rule in switch.rules] == functions


def test_afterwards_everything_is_read_as_before(readings: dict[str, object]) -> None:
    with pytest.raises(KeyError), switched_off(chosen("notes")[0]):
        raise KeyError
    assert reading(EXAMPLES["notes"]) == readings["notes"]


def test_each_switch_has_an_example_and_a_name_of_its_own() -> None:
    names = [switch.name for switch in SWITCHES]
    assert sorted(set(names)) == sorted(names) == sorted(EXAMPLES)


def test_switches_are_chosen_by_a_pattern() -> None:
    assert [switch.name for switch in chosen("comment-p*")] == ["comment-printed-twice"]
    assert chosen("*") == SWITCHES
    assert chosen("no-such") == ()


def test_a_text_that_is_annotated_has_no_language_of_its_own() -> None:
    answers = list(annotated([{"id": "7", "text": "Ann Lee met Bo.", "published_at": "2021-07-14"}]))
    assert [(answer["id"], answer["mentions"][0]["text"]) for answer in answers] == [("7", "Ann Lee")]
