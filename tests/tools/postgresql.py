"""Runs a command with a PostgreSQL server of its own, which is gone afterwards:

    python -m tests.tools.postgresql COMMAND ...

The server listens on a socket in a temporary folder only, writes nothing to disk in earnest, and is run by
a user that is not root. DATABASE_URL names it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.tools.programs import missing, postgresql

# Nothing in it is worth keeping.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "timezone=UTC")


def unprivileged() -> dict:
    """How to start a process that is not root's: as this user, or as one that is there on every machine."""
    if os.geteuid() != 0:
        return {}
    names = {user.pw_name: user for user in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def server(programs: Path):
    """A running server; yields the address of its database."""
    who = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="lyhort-pg-"))
    if who:
        os.chown(home, who["user"], who["group"])
    try:
        data, log = home / "data", home / "log"
        init = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"]
        subprocess.run([*init, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=home, **who)
        options = " ".join(f"-c {option}" for option in (*HASTE, f"unix_socket_directories={home}"))
        control = [programs / "pg_ctl", "-D", data, "-w"]
        started = subprocess.run(
            [*control, "-l", log, "-o", options, "start"], stdout=subprocess.DEVNULL, cwd=home, **who
        )
        if started.returncode:
            raise SystemExit(f"PostgreSQL did not start: {log.read_text() if log.exists() else ''}")
        try:
            yield f"postgresql://postgres@{quote(str(home), safe='')}/postgres"
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(stop, check=False, stdout=subprocess.DEVNULL, cwd=home, **who)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main(*command: str) -> int:
    programs = postgresql()
    if programs is None:
        return missing("PostgreSQL's server", "what was to run on it")
    # Asked to stop, stop the server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server(programs) as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
