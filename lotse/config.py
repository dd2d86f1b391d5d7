"""Settings of this installation as one typed object.

Every setting is an environment variable `LOTSE_…`, or a line of the same name in `instance/lotse.env`
(written by `start.py` for the plain local start). Environment wins over file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is missing or makes no sense; the message says which and what is allowed."""


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations."""

    instance: Path
    public_base_url: str
    secret_key: bytes = field(repr=False)
    database_url: str = field(repr=False, default="")
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    smtp_url: str | None = field(repr=False, default=None)
    mail_sender: str = "lotse@sozialbuero.example"
    development: bool = False
    testing: bool = False
    run_scheduler: bool = True
    idle_minutes: int = 30
    absolute_hours: int = 10
    max_upload_bytes: int = 10_000_000

    @property
    def secure_cookies(self) -> bool:
        """True when the public address is https: then cookies are Secure and carry the __Host- prefix."""
        return self.public_base_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Host names that requests may name; every other Host header is refused."""
        own = urlsplit(self.public_base_url).hostname
        return [*([own] if own else []), *self.trusted_hosts]


def from_environment(environ: dict[str, str] | None = None) -> Settings:
    """Read the settings; raise SettingsError with a plain sentence when one is unusable."""
    given = dict(os.environ if environ is None else environ)
    instance = Path(given.get("LOTSE_INSTANCE", ROOT / "instance")).resolve()
    values = {**read_env_file(instance / "lotse.env"), **given}
    base = values.get("LOTSE_PUBLIC_BASE_URL", "").rstrip("/")
    if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).hostname:
        raise SettingsError(
            "LOTSE_PUBLIC_BASE_URL is missing: the address under which people reach Lotse, such as https://lotse.example.org"
        )
    return Settings(
        instance=instance,
        public_base_url=base,
        secret_key=_read_key(values, instance),
        database_url=values.get("LOTSE_DATABASE_URL") or f"sqlite:///{instance / 'lotse.db'}",
        trusted_hosts=tuple(filter(None, values.get("LOTSE_TRUSTED_HOSTS", "").split(","))),
        trusted_proxies=_whole_number(values, "LOTSE_TRUSTED_PROXIES", 0),
        smtp_url=values.get("LOTSE_SMTP_URL") or None,
        mail_sender=values.get("LOTSE_MAIL_SENDER", "lotse@sozialbuero.example"),
        development=values.get("LOTSE_DEVELOPMENT") == "1",
        run_scheduler=values.get("LOTSE_SCHEDULER", "1") == "1",
        idle_minutes=_whole_number(values, "LOTSE_IDLE_MINUTES", 30),
        absolute_hours=_whole_number(values, "LOTSE_ABSOLUTE_HOURS", 10),
        max_upload_bytes=_whole_number(values, "LOTSE_MAX_UPLOAD_BYTES", 10_000_000),
    )


def read_env_file(path: Path) -> dict[str, str]:
    """Return the `NAME=value` lines of a file; blank lines and # comments are skipped. A missing file is empty."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _read_key(values: dict[str, str], instance: Path) -> bytes:
    path = Path(values.get("LOTSE_KEY_FILE") or instance / "key")
    if not path.is_file():
        raise SettingsError(
            f"The key file {path} is missing: `python3 start.py` writes one, or name yours in LOTSE_KEY_FILE"
        )
    key = path.read_bytes().strip()
    if len(key) < 32:
        raise SettingsError(f"The key file {path} is too short: it must hold at least 32 bytes")
    return key


def _whole_number(values: dict[str, str], name: str, default: int) -> int:
    text = values.get(name, "")
    if not text:
        return default
    if not text.isdigit():
        raise SettingsError(f"{name} must be a whole number, not {text!r}")
    return int(text)
