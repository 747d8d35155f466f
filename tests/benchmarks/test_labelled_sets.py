import gzip
import json
from pathlib import Path

import pytest

from benchmarks.labelled_sets import BadSet, by_document, find_sets, read_set


def write_set(folder: Path, about: object, gold: list[object], inputs: list[object], source: str = "input") -> Path:
    folder.mkdir(parents=True)
    (folder / "set.json").write_text(json.dumps(about))
    for name, rows in (("gold", gold), (source, inputs)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


ABOUT = {"name": "tiny", "tasks": ["ner"]}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    inputs = [{"id": "1", "text": "Ann met Ben"}, {"id": "2", "text": "Rome"}]
    return write_set(tmp_path / "sets/tiny", ABOUT, [{"id": "2", "entities": []}, {"id": "1", "entities": []}], inputs)


def test_the_texts_of_the_inputs_are_put_into_the_gold(texts):
    read = read_set(texts)
    assert (read.name, [task.name for task in read.tasks], read.is_cut) == ("tiny", ["ner"], False)
    assert {key: row["text"] for key, row in read.gold.items()} == {"1": "Ann met Ben", "2": "Rome"}


def test_a_text_that_the_gold_has_itself_is_kept(tmp_path):
    gold = [{"id": "1", "text": "its own", "entities": []}]
    assert read_set(write_set(tmp_path / "s", ABOUT, gold, [{"id": "1", "text": "x"}])).gold["1"]["text"] == "its own"


def test_only_the_first_documents_are_taken_where_there_is_a_limit(texts):
    read = read_set(texts, limit=1)
    assert ([entry["id"] for entry in read.inputs], list(read.gold), read.is_cut) == (["1"], ["1"], True)


def test_folders_are_sets_or_hold_sets(texts):
    assert [each.folder for each in find_sets([texts])] == [texts]
    assert [each.folder for each in find_sets([texts.parent])] == [texts]


def test_sets_without_the_tasks_asked_for_are_left_out(tmp_path, texts):
    write_set(tmp_path / "sets/other", {"name": "other", "tasks": ["geo", "timex"]}, [], [])
    found = find_sets([texts.parent], ["timex"])
    assert [(each.name, [task.name for task in each.tasks]) for each in found] == [("other", ["timex"])]


def test_pages_are_unpacked_and_their_paths_made_absolute(tmp_path):
    inputs = [{"id": "1", "path": "pages/1.txt.gz", "url": "https://example.org/1"}, {"id": "2", "path": "pages/2.txt"}]
    about = {"name": "flat", "tasks": ["flat"]}
    folder = write_set(tmp_path / "s", about, [{"id": "1"}, {"id": "2"}], inputs, source="manifest")
    (folder / "pages").mkdir()
    (folder / "pages/1.txt.gz").write_bytes(gzip.compress(b"packed"))
    (folder / "pages/2.txt").write_bytes(b"plain")
    read = read_set(folder)
    assert [read.page_bytes(entry) for entry in read.inputs] == [b"packed", b"plain"]
    assert [read.gold[key]["text"] for key in "12"] == ["packed", "plain"]
    read.write_inputs(tmp_path / "list.jsonl")
    first = json.loads((tmp_path / "list.jsonl").read_text().splitlines()[0])
    assert first == {**inputs[0], "path": str((folder / "pages/1.txt.gz").resolve())}


@pytest.mark.parametrize(
    ("about", "gold", "inputs", "said"),
    [
        ({"name": "tiny"}, [], [], 'names no "name" and "tasks"'),
        ({"name": "tiny", "tasks": ["poems"]}, [], [], "has the unknown task 'poems'; there are body, comments"),
        ([], [], [], "set.json is no JSON object"),
        (ABOUT, [{"id": "9"}], [{"id": "1"}], "gold.jsonl has the document '9', which is not among the inputs"),
        (ABOUT, [{"entities": []}], [{"id": "1"}], 'gold.jsonl, line 1 has no "id"'),
        (ABOUT, ["text"], [{"id": "1"}], "gold.jsonl, line 1 is no JSON object"),
    ],
)
def test_a_broken_set_is_refused_in_one_sentence(tmp_path, about, gold, inputs, said):
    with pytest.raises(BadSet) as refusal:
        read_set(write_set(tmp_path / "s", about, gold, inputs))
    assert said in str(refusal.value)


def test_files_that_are_missing_or_no_json_are_named(texts):
    (texts / "gold.jsonl").write_text('{"id": "1"}\n{"id"\n')
    with pytest.raises(BadSet, match=r"gold\.jsonl, line 2 is not JSON\."):
        read_set(texts)
    (texts / "gold.jsonl").unlink()
    with pytest.raises(BadSet, match=r"tiny has no gold\.jsonl\."):
        read_set(texts)
    (texts / "set.json").unlink()
    with pytest.raises(BadSet, match=r"tiny is no labelled set: it has no set\.json\."):
        read_set(texts)
    with pytest.raises(BadSet, match="holds no labelled set"):
        find_sets([texts])


def test_tasks_that_do_not_exist_or_that_no_set_has_are_refused(texts):
    with pytest.raises(BadSet, match=r"There is no task 'poems'; there are body, comments"):
        find_sets([texts], ["poems"])
    with pytest.raises(BadSet, match=r"None of the sets has the task timex or geo\."):
        find_sets([texts], ["timex", "geo"])


def test_rows_are_known_by_their_id_or_by_the_path_that_ends_their_source():
    inputs = [{"id": "1", "path": "pages/1.html"}, {"id": "2", "path": "pages/2.html"}]
    first, second = {"source_id": "1", "n": 1}, {"source": "/sets/tiny/pages/2.html", "source_id": None}
    again, stranger, third = {"id": "1", "n": 2}, {"source": "x.html"}, {"id": "3"}
    assert by_document([first, second, again, stranger, third], inputs) == {"1": first, "2": second, "3": third}
