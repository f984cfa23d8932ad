"""The Makefile, from outside: what it says where it cannot begin, and, as a drill, the whole way from a
fresh checkout to people who are logged in."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager

import pytest

from tests.operations.installation import ROOT, Installation, environment

pytestmark = pytest.mark.once

PREFLIGHT = ROOT / "project" / "operations" / "preflight.py"
USERS = ("lasare", "samordnare", "samordnare2", "analytiker", "chef", "dso", "admin")


def make(*arguments, cwd=ROOT, **values):
    """Run make to its end."""
    return subprocess.run(
        ["make", *arguments], cwd=cwd, env=environment(**values), capture_output=True, text=True, check=False
    )


@contextmanager
def taken_port():
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_make_run_says_so_where_the_port_is_taken():
    with taken_port() as port:
        done = make("run", PORT=str(port))
    assert done.returncode != 0
    assert f"Port {port} is taken" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr
    assert "pip" not in done.stdout


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_make_run_says_so_where_the_port_is_no_number_of_one(port):
    done = make("run", PORT=port)
    assert done.returncode != 0
    assert f"PORT is “{port}”" in done.stderr


def test_make_says_so_where_there_is_no_python_that_is_new_enough(tmp_path):
    for name in ("sh", "env", "echo"):
        (tmp_path / name).symlink_to(shutil.which(name))
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for target in ("run", "test", "check"):
        done = subprocess.run(
            [shutil.which("make"), target, "VENV=" + str(tmp_path / "venv")],
            cwd=ROOT,
            env={"PATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert "Lyhört needs Python 3.11 or later" in done.stderr


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("sys.version_info = (3, 9, 2, 'final', 0)", "needs Python 3.11 or later, and"),
        ("sys.modules['ensurepip'] = None", "has no venv"),
        ("sys.modules['venv'] = None", "apt install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_is_told_in_one_line(fault, sentence):
    script = f"import runpy, sys; {fault}; runpy.run_path({str(PREFLIGHT)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_packages_are_fetched_only_where_the_requirements_changed(tmp_path):
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    assert "pip install" in make("-n", "lint", cwd=tmp_path).stdout
    for number, stamp in enumerate((".run", ".develop"), start=1):
        (tmp_path / ".venv" / stamp).touch()
        os.utime(tmp_path / ".venv" / stamp, (2_000_000_000 + number,) * 2)
    assert "pip install" not in make("-n", "lint", cwd=tmp_path).stdout
    os.utime(tmp_path / "requirements-dev.txt", (2_000_000_009,) * 2)
    told = make("-n", "lint", cwd=tmp_path).stdout
    assert "-r requirements-dev.txt" in told
    assert "-r requirements.txt" not in told


def test_tests_and_checks_see_nothing_of_an_installation():
    for target in ("test", "drill", "settings", "migrations", "bench"):
        for line in make("-n", target).stdout.splitlines():
            if "python -m pytest" in line or "manage.py" in line or "benchmarks" in line:
                assert "-u DATABASE_URL -u LYHORT_DATA -u SECRET_KEY" in line


def test_the_demonstration_is_not_loaded_among_real_meetings(installation):
    installation.sql(
        "UPDATE pages_installation SET invented = " + ("false" if installation.database else "0")
    )
    content = installation.content()
    assert "is in real use" in installation.refusal("load_demo")
    assert installation.content() == content


# What .ci/run does on a machine that lacks everything


def test_ci_installs_what_is_missing_and_leaves_nothing_out(tmp_path):
    tools, log = tmp_path / "bin", tmp_path / "log"
    tools.mkdir()
    for name in ("bash", "dirname", "env"):
        (tools / name).symlink_to(shutil.which(name))
    for name in ("apt-get", "make", "sudo"):
        stub = tools / name
        runs = 'exec "$@"' if name == "sudo" else f'echo "{name} $* CI=$CI" >> {log}'
        stub.write_text(f"#!{tools / 'bash'}\n{runs}\n")
        stub.chmod(0o755)
    done = subprocess.run(
        [ROOT / ".ci" / "run"], env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    update, install, *rest = log.read_text().splitlines()
    assert update == "apt-get update -q CI=true"
    assert {"python3", "python3-venv", "chromium", "gettext", "git"} <= set(install.split())
    assert rest == ["make check CI=true", "make test CI=true"]


# From a fresh checkout to people who are logged in


@pytest.fixture
def checkout(tmp_path):
    """A copy of what is under version control, as it stands here."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / "checkout" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / "checkout" / name)
    return tmp_path / "checkout"


@contextmanager
def running(checkout, data, port):
    """`make run`, from when it answers until it is stopped as by Ctrl-C; yields what it said so far."""
    process = subprocess.Popen(
        ["make", "run"],
        cwd=checkout,
        env=environment(LYHORT_DATA=str(data), PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if "Lyhört answers at" in line:
                break
        assert process.poll() is None, "".join(said)
        yield "".join(said)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)


def log_in(address: str, name: str):
    """Log in as a user of the model case; gives the page that comes then."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    login = f"{address}/account/login/"
    page = browser.open(login).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {"csrfmiddlewaretoken": token, "login": f"{name}@demo.example", "password": "lyhort-demo"}
    return browser.open(login, urllib.parse.urlencode(form).encode())


@pytest.mark.drill
def test_a_fresh_checkout_runs_in_one_command_and_its_users_log_in(checkout, tmp_path):
    with taken_port() as port:
        pass
    data = tmp_path / "data elsewhere"
    with running(checkout, data, port) as said:
        assert f"http://localhost:{port} " in said
        assert "password lyhort-demo" in said
        for name in USERS:
            assert f"{name}@demo.example" in said
            page = log_in(f"http://localhost:{port}", name)
            assert page.status == 200
            assert "/account/" not in page.url
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "the server was not stopped"
    assert not (checkout / "data").exists()

    stored = Installation(data).content()
    with running(checkout, data, port) as said:
        assert "Reference data: nothing new" in said
        assert "Model case: nothing new" in said
        assert "pip install" not in said
    assert Installation(data).content() == stored


@pytest.mark.drill
def test_the_measurements_run_and_are_written(tmp_path):
    page = tmp_path / "performance.md"
    command = [sys.executable, "-m", "benchmarks", "--runs", "5", "--out", page]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)
    assert "| The summary of the model case" in page.read_text(encoding="utf-8")
