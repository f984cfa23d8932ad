"""Whether the Makefile can begin here: `python preflight.py [PORT]`. It runs under any Python 3, before
anything is installed, and says in one line what is in the way."""

import errno
import socket
import sys


def python_fault():
    if sys.version_info < (3, 11):  # noqa: UP036
        return "Lyhört needs Python 3.11 or later, and {} is {}.{}.".format(
            sys.executable, *sys.version_info[:2]
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return f"{sys.executable} has no venv. On Debian and Ubuntu: apt install python3-venv"
    return None


def port_fault(text):
    if not text.isdecimal() or not 0 < int(text) < 65536:
        return f"PORT is “{text}”, but should be a number from 1 to 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {text} is taken. Stop what uses it, or choose another: make run PORT={int(text) + 1}"
            return f"Port {text} cannot be used: {error.strerror}."
    return None


if __name__ == "__main__":
    fault = python_fault() or (port_fault(sys.argv[1]) if len(sys.argv) > 1 else None)
    sys.exit(fault)
