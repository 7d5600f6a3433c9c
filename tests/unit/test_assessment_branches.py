"""Every line and every branch of the rules is run by their tests: measured in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = "src/eduportal/domain/"
MEASURED = (f"{SOURCE}assessment/*", f"{SOURCE}rulesets.py", f"{SOURCE}marks.py")
TESTS = ("test_assess*.py", "test_domain_rulesets*.py", "test_domain_marks.py", "test_class_results*.py")
#: Properties find branches with few examples: those that only a rare student reaches have an example of their own.
EXAMPLES = "15"


def coverage(folder, *arguments):
    environment = {**os.environ, "COVERAGE_FILE": str(folder / "coverage"), "EDUPORTAL_EXAMPLES": EXAMPLES}
    return subprocess.run([sys.executable, "-m", "coverage", *arguments], cwd=ROOT, env=environment, text=True,
                          capture_output=True, timeout=300, check=False)


def missed(report):
    """Return what a report of coverage says was never run, as lines "file: line" and "file: line -> line"."""
    return [f"{name}: {text}" for name, file in sorted(report["files"].items())
            for text in (*map(str, file["missing_lines"]),
                         *(f"{start} -> {end if end > 0 else 'exit'}" for start, end in file["missing_branches"]))]


def test_every_line_and_branch_of_the_rules_is_run(tmp_path):
    tests = sorted({str(path.relative_to(ROOT)) for name in TESTS for path in Path(__file__).parent.glob(name)
                    if path != Path(__file__)})
    done = coverage(tmp_path, "run", "--branch", f"--include={','.join(MEASURED)}", "-m", "pytest", "-q",
                    "-p", "no:cacheprovider", "--hypothesis-seed=1", *tests)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    done = coverage(tmp_path, "json", "-o", str(tmp_path / "report.json"))
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    measured = {str(path.relative_to(ROOT)) for pattern in ("assessment/**/*.py", "rulesets.py", "marks.py")
                for path in (ROOT / SOURCE).glob(pattern) if path.stat().st_size}
    assert measured == {name for name in report["files"] if (ROOT / name).stat().st_size}
    assert report["totals"]["num_branches"] > 400
    assert missed(report) == []
