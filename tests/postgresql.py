"""A PostgreSQL cluster of its own for one test run, in a temporary folder, reachable by socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path


def binaries() -> Path | None:
    """Return the folder of the newest installed server, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass
class Cluster:
    """A running server; as root it runs as the user postgres, for pg_ctl refuses root."""

    folder: Path
    url: str

    @classmethod
    def start(cls) -> Cluster:
        """Make and start a cluster; takes half a second."""
        place = binaries()
        if place is None:
            raise RuntimeError("no PostgreSQL server on this machine: apt-get install postgresql")
        folder = Path(tempfile.mkdtemp(prefix="lotse-pg-"))
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        cls._run(
            place / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"
        )
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        cls._run(place / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        return cls(folder, f"postgresql+psycopg://postgres@/postgres?host={folder}")

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        place = binaries()
        assert place is not None
        self._run(place / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _run(*command: object) -> None:
        who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, cwd="/", **who)
