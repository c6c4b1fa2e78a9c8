"""What holds for the whole house: its layers, its types, its style, and that each exception says why."""

import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
OURS = ("core", "storage", "bot")


def _findings(*arguments: str) -> str:
    """What a checker printed if it refused, else nothing."""
    ran = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if ran.returncode == 0 else f"\n$ {' '.join(arguments)}\n{ran.stdout}{ran.stderr}"


def _python_files() -> list[Path]:
    return [path for top in (*OURS, "tests", "benchmarks") for path in sorted((ROOT / top).rglob("*.py"))]


@pytest.mark.timeout(300)
def test_the_import_contracts_are_kept():
    lint_imports = Path(sys.executable).with_name("lint-imports")
    if findings := _findings(str(lint_imports), "--no-logo"):
        pytest.fail(
            f"An import goes the wrong way (pyproject.toml has the contracts):{findings}", pytrace=False
        )


def test_core_imports_nothing_but_itself_and_the_standard_library():
    graph = grimp.build_graph("core", include_external_packages=True, cache_dir=None)
    allowed = {"core", *sys.stdlib_module_names}
    foreign = {
        f"{importer} imports {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.partition(".")[0] not in allowed
    }
    assert not foreign


@pytest.mark.timeout(300)
def test_the_types_hold():
    if findings := _findings(sys.executable, "-m", "mypy"):
        pytest.fail(f"mypy found errors:{findings}", pytrace=False)


def test_the_style_is_kept():
    if findings := _findings(sys.executable, "-m", "ruff", "check", "--output-format=concise", "."):
        pytest.fail(f"ruff found errors (`make format` mends some):{findings}", pytrace=False)


def test_the_code_is_formatted():
    if findings := _findings(sys.executable, "-m", "ruff", "format", "--check", "."):
        pytest.fail(f"Some files are not formatted (`make format` does it):{findings}", pytrace=False)


def test_each_exception_from_a_check_carries_its_reason():
    bare = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z-, ]+\]|pragma: no cover)\s*$")
    without_reason = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in _python_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if bare.search(line)
    ]
    assert not without_reason
