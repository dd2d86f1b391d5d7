"""`lotse run` on a port that somebody else has says so in a sentence."""

from __future__ import annotations

import os
import socket
import sys

from tests.conftest import run


def test_a_busy_port_is_told_before_anything_is_announced(tmp_path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        os.environ["LOTSE_INSTANCE"] = str(tmp_path)
        try:
            said = run(sys.executable, "-m", "lotse.cli", "run", "--no-demo", "--port", str(port))
        finally:
            del os.environ["LOTSE_INSTANCE"]
    assert said.returncode == 1
    assert f"{port} kann Lotse nicht hören" in said.stderr
    assert "Traceback" not in said.stderr
    assert "Lotse läuft" not in said.stdout
