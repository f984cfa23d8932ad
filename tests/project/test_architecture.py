"""The house: what is where, and what may know of what."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db.models import UniqueConstraint

from project import registry

ROOT = Path(__file__).resolve().parents[2]
APPS = ("project", "stakeholders", "dialogues", "insights")
SOURCES = [p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts]


def test_imports_go_downward_only():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_top_level_is_what_was_agreed():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        return
    top = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    agreed = {
        *("dialogues", "stakeholders", "insights", "project", "tests", "manage.py", "requirements.txt"),
        *("requirements-dev.txt", "README.md", "Makefile", "pyproject.toml", "docs", ".ci", "CHANGELOG.md"),
        *("benchmarks", "LICENSE", ".gitignore"),
    }
    assert top <= agreed


def test_everything_registered_stands_in_the_architecture_document():
    document = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    written = set(re.findall(r"^\| (\S.*?) \| (\S.*?) \| (\S.*?) \|$", document, flags=re.M))
    expected = {
        tuple(f"`{part}`" if n else part for n, part in enumerate(row)) for row in registry.registered()
    }
    assert expected <= written, expected - written
    known = {row for row in written if row[0] in {r[0] for r in registry.registered()}}
    assert known <= expected, known - expected


def test_every_effect_that_is_run_is_declared():
    run = {
        name
        for path in SOURCES
        for name in re.findall(r'registry\.run\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert run == set(registry.EFFECTS)


def test_rows_that_a_merge_can_make_collide_have_a_combiner():
    """Where a unique constraint holds an organisation or a tag, or what hangs on one, merging two can make
    two rows one. (Tables between two models hold sets; a merge unites them.)"""
    missing = []
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint) or model.__name__.endswith("History"):
                continue
            related = {f.name: f.related_model for f in model._meta.concrete_fields if f.related_model}
            merged = {"stakeholders.Organisation", "insights.Tag", "dialogues.Participation"}
            held = {related[name]._meta.label for name in constraint.fields if name in related}
            if held & merged and registry.combiner_for(model._meta.label, constraint.name) is None:
                missing.append((model._meta.label, constraint.name))
    assert missing == []


def test_there_are_no_signals_of_our_own_and_no_logic_in_save():
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        assert "@receiver" not in source, path
        assert "Signal(" not in source, path
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                names = {f.name for f in node.body if isinstance(f, ast.FunctionDef)}
                bases = {getattr(b, "attr", getattr(b, "id", "")) for b in node.bases}
                assert not ("save" in names and "Model" in bases), f"{path}: {node.name}.save"


def test_files_and_functions_stay_readable():
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 420, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 50, f"{path}:{node.lineno} {node.name}"


def test_requirements_are_pinned_and_say_why():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[A-Za-z0-9_.\-]+(\[[a-z0-9_,]+\])?==[\w.]+\s+# \S.*", line), line


def test_the_admin_of_django_is_not_installed():
    assert not apps.is_installed("django.contrib.admin")


def test_no_template_holds_inline_script_or_style():
    for path in ROOT.rglob("*.html"):
        if ".venv" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text), path
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), path
