"""The machine under this installation: whether its disk has room, and when it was last backed up."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOM_WANTED = 0.10
PLENTY = 5_000_000_000
"""Bytes that are room enough on a disk of any size."""
BACKUP_MAY_BE = timedelta(hours=26)
"""A daily backup, and two hours for it to run."""
MARK = "last-backup"


def has_room(folder: Path) -> bool:
    """Say whether a tenth of the disk is free, or enough on a large one: a full disk takes no contact any more."""
    disk = shutil.disk_usage(folder)
    return disk.free >= min(ROOM_WANTED * disk.total, PLENTY)


def note_backup(folder: Path) -> None:
    """Remember that a backup is done and verified; whoever copies by other means touches the same file."""
    (folder / MARK).touch()


def last_backup_at(folder: Path) -> datetime | None:
    """Return when the last backup was done, None when never."""
    mark = folder / MARK
    return datetime.fromtimestamp(mark.stat().st_mtime, UTC) if mark.is_file() else None


def is_backup_late(folder: Path, now: datetime) -> bool:
    """Say whether backups were made and stopped; before the first, nobody has promised any."""
    last = last_backup_at(folder)
    return last is not None and now - last > BACKUP_MAY_BE
