"""How gunicorn serves the product: `gunicorn -c project/operations/serving.py project.wsgi`. What is given
on gunicorn's command line, in GUNICORN_CMD_ARGS or in WEB_CONCURRENCY (processes) comes first.

It answers to this machine only; a proxy in front of it speaks https with the world."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
worker_class = "gthread"
threads = 4
# Two installations of one user would share it.
control_socket_disable = True


def when_ready(server):
    for host, *port in (address for address in server.address if isinstance(address, tuple)):
        name = "localhost" if host == "127.0.0.1" else host
        print(f"\nLyhört answers at http://{name}:{port[0]}   (Ctrl-C stops it)\n", flush=True)  # noqa: T201
