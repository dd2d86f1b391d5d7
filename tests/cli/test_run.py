"""`lotse run` says so when somebody else has its port, and can be reached where it listens."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from lotse import config
from lotse.cli.context import follow_port, prepare_local_instance
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


@pytest.fixture
def instance(tmp_path, monkeypatch):
    """An instance folder in an environment that names nothing else."""
    monkeypatch.setattr(os, "environ", {"LOTSE_INSTANCE": str(tmp_path)})
    return tmp_path


def test_a_local_start_on_another_port_is_linked_to_where_it_listens_now(instance) -> None:
    prepare_local_instance(8000)
    follow_port(8806)
    assert config.from_environment().public_base_url == "http://127.0.0.1:8806"
    assert config.from_environment().hosts == ["127.0.0.1", "localhost"]


def test_an_address_that_somebody_chose_does_not_follow_the_port(instance) -> None:
    (instance / "lotse.env").write_text("LOTSE_PUBLIC_BASE_URL=https://lotse.example\n")
    prepare_local_instance(8000)
    follow_port(8806)
    assert config.from_environment().public_base_url == "https://lotse.example"
    os.environ["LOTSE_PUBLIC_BASE_URL"] = "http://127.0.0.1:9000"
    follow_port(8806)
    assert config.from_environment().public_base_url == "http://127.0.0.1:9000"
