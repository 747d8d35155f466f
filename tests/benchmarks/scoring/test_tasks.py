from benchmarks.scoring.tasks import TASKS


def test_a_task_is_listed_under_its_name():
    assert list(TASKS) == [
        "body", "comments", "posts", "flat", "pubdate", "meta", "timex", "ner", "geo", "quotes", "dedup", "stories",
    ]  # fmt: skip
    assert all(name == task.name for name, task in TASKS.items())


def test_the_first_figure_is_the_sets_own_then_the_tasks_then_the_next_that_there_is():
    geo = TASKS["geo"]
    assert geo.first_figure({"end_to_end_f1": 1, "detect_f1": 1}) == "end_to_end_f1"
    assert geo.first_figure({"detect_f1": 1}) == "detect_f1"
    assert geo.first_figure({"detect_f1": 1, "acc_161km": 1}, "acc_161km") == "acc_161km"
    assert geo.first_figure({}) == "end_to_end_f1"
