"""What is typed survives a server that is killed, a session that ends, and a browser that crashes."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest

PASSWORD = "Musterkreis-2026"


class Server:
    """A real server process on an instance of its own."""

    def __init__(self, folder) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ, "LOTSE_INSTANCE": str(folder), "LOTSE_PUBLIC_BASE_URL": self.base, "LOTSE_SCHEDULER": "0",
            "LOTSE_SECRET_KEY": "only for this test, never anywhere else",
        }  # fmt: skip
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "lotse.cli", "run", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(600):
            try:
                urllib.request.urlopen(self.base + "/healthz", timeout=2).read()
            except OSError:
                time.sleep(0.2)
            else:
                return
        pytest.fail("the server did not start")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Person:
    """Somebody at a browser."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open
        self.send("/anmelden", self.get("/anmelden"), login="empfang", password=PASSWORD)

    def get(self, path: str) -> str:
        return self.open(self.base + path, timeout=60).read().decode()

    def send(self, path: str, page: str, **fields: str) -> str:
        token = re.search(r'csrf-token" content="([^"]+)"', page).group(1)
        data = urllib.parse.urlencode({"csrf_token": token, **fields}).encode()
        return self.open(self.base + path, data, timeout=60).read().decode()


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    running.kill()


@pytest.mark.slow
def test_a_draft_survives_kill_9_of_the_server_again_and_again(server):
    desk = Person(server.base)
    page = desk.get("/empfang/")
    address = re.search(r'data-lotse-draft="([^"]+)"', page).group(1)
    for number in range(2):
        note = f"Getippt, Fassung {number}: Nebenkosten 640 Euro"
        assert "Entwurf gesichert" in desk.send(address, page, note=note, person="Özde", draft_writer="tresen")
        server.kill()
        server.start()
        assert note in desk.get(address.split("?")[0].replace("/entwurf/", "/empfang/entwurf/"))
    assert "Özde" in Person(server.base).get("/empfang/")
