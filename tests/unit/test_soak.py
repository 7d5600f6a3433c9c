"""``python -m tests.soak``: every comparison holds, the same seed draws the same cases, and what is wrong is told."""

import pytest

from tests.soak import __main__ as soak
from tests.soak.comparisons import COMPARISONS


def test_every_comparison_holds_and_is_counted(capsys):
    assert soak.main(["--count", "60", "--processes", "1", "--seed", "one"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[:5] for line in told[1:-1]] == [[name, "60", "compared", "0", "counter-examples"]
                                                         for name in COMPARISONS]
    assert "seed one" in told[0]


def test_a_seed_draws_its_cases_again_and_a_chunk_draws_its_own():
    first, again, other = (soak.compare("learning-new", "one", chunk, 40)[1] for chunk in (0, 0, 1))
    assert first == again
    assert first != other
    assert soak.sizes(12_000) == [5_000, 5_000, 2_000]
    assert soak.sizes(5_000) == [5_000]


def test_a_counter_example_is_shown_and_fails(capsys, monkeypatch):
    """A rounding that lets a half go down is found out."""
    monkeypatch.setattr("tests.soak.comparisons.half_up", lambda top, bottom: -((bottom - 2 * top) // (2 * bottom)))
    assert soak.main(["rounding", "--count", "2000", "--processes", "1", "--seed", "one"]) == 1
    told = capsys.readouterr().out
    assert "engine" in told
    assert "0 counter-examples" not in told


@pytest.mark.parametrize("arguments", [["--count", "0"], ["--count", "x"], ["no-such-thing"], ["--processes", "-1"]])
def test_what_cannot_be_run_is_refused(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        soak.main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err
