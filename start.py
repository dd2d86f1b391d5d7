#!/usr/bin/env python3
"""Start Lotse, or test it, with nothing but Python 3.11+ and pip on the machine.

    python3 start.py            build the environment, create and migrate the database, load the demo office, serve
    python3 start.py test       run the whole test suite (further words go to pytest)
    python3 start.py WORDS…     pass the words to the `lotse` command of the environment

The environment is built once from `requirements.lock` (hashes are checked) and again only when the lock changes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "lotse-stamp"
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"  # the same versions and the tools of the tests
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def main(words: list[str]) -> None:
    """Build what is missing, then hand over."""
    if sys.version_info < (3, 11):
        sys.exit(f"Lotse braucht Python 3.11 oder neuer, dies ist {sys.version.split()[0]}.")
    test = words[:1] == ["test"]
    build(TEST_LOCK if test else LOCK)
    if test:
        hand_over(["-m", "pytest", *(words[1:] or ["-n", "2"])])
    hand_over(["-m", "lotse.cli", *(words or ["run"])])


def build(lock: Path) -> None:
    """Build the environment unless its stamp says that it fits this Python and holds this lock already."""
    stamp = STAMP.read_text() if STAMP.exists() else ""
    if wanted(lock) in stamp or (lock == LOCK and wanted(TEST_LOCK) in stamp):
        return
    print("Die Umgebung wird gebaut (einmalig, ein bis zwei Minuten) …", flush=True)
    if sys.version not in stamp:
        shutil.rmtree(VENV, ignore_errors=True)
        make_venv()
    install(lock)
    STAMP.write_text(wanted(lock))


def wanted(lock: Path) -> str:
    """Return the line of the stamp for an environment that holds a lock."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version}"


def make_venv() -> None:
    """Make the environment; bare Debian has neither ensurepip nor venv's pip, so go without."""
    done = subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"Die Umgebung ließ sich nicht anlegen:\n{done.stderr}")


def install(lock: Path) -> None:
    """Install the locked packages with uv where it is there, else with the pip of this Python."""
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)]
    else:
        command = [
            *(
                sys.executable,
                "-m",
                "pip",
                "--python",
                str(PYTHON),
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ),
            *("--require-hashes", "--no-warn-script-location", "-r", str(lock)),
        ]
    done = subprocess.run(command, cwd=ROOT)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "Die Pakete ließen sich nicht installieren. Gibt es pip (python3-pip) und einen Weg zum Paketverzeichnis?"
        )
    (site_packages() / "lotse-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def site_packages() -> Path:
    """Return the folder of the environment's packages; a .pth file there makes this checkout importable."""
    code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    return Path(subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True, check=True).stdout.strip())


def hand_over(words: list[str]) -> None:
    """Become the wanted program, so that signals reach it; Windows cannot, and waits instead."""
    command = [str(PYTHON), *words]
    if words[1] == "pytest":
        os.chdir(ROOT)
    if WINDOWS:
        sys.exit(subprocess.run(command).returncode)
    sys.stdout.flush()
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
