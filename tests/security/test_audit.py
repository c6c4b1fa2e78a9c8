"""What `make audit` makes of the auditor's answer: good, bad, or none."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
AUDITED = "No known vulnerabilities found"
FOUND = "Found 1 known vulnerability in 1 package\nName    Version ID\naiohttp 3.0 CVE-2026-1"
UNKNOWN = "No known vulnerabilities found\nyarl Dependency not found on PyPI and could not be audited: yarl (1.25.1)"
OFFLINE = "requests.exceptions.ConnectionError: Name or service not known"


@pytest.mark.parametrize(
    ("answer", "status", "ends", "said"),
    [
        (AUDITED, 0, 0, "No known vulnerabilities"),
        (FOUND, 1, 1, "CVE-2026-1"),
        (OFFLINE, 1, 2, "NOT AUDITED: the auditor failed"),
        (UNKNOWN, 0, 2, "NOT AUDITED: 1 of"),
    ],
)
def test_no_answer_is_not_a_good_answer(tmp_path: Path, answer: str, status: int, ends: int, said: str):
    auditor = tmp_path / "bin" / "pip-audit"
    auditor.parent.mkdir()
    auditor.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\nexit {status}\n", "utf-8")
    auditor.chmod(0o755)
    ran = subprocess.run(
        ["sh", "requirements/audit.sh", str(tmp_path), "python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == ends
    assert said in ran.stdout + ran.stderr
