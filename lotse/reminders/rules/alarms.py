"""What an administrator must hear of: late or failing jobs, mails that are lost or wait, a full disk, old backups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MAIL_WAITS = timedelta(hours=1)


@dataclass(frozen=True)
class Alarm:
    """One thing wrong; `key` names it, so that everybody is told of it once."""

    key: str
    sentence: str


@dataclass(frozen=True)
class Pile:
    """Mails in one state: how many, and the newest of them."""

    count: int
    newest_id: int


def alarms(
    *, late: Iterable[str], failing: Iterable[str], unclear: Pile, failed: Pile, is_mail_waiting: bool, has_room: bool,
    is_backup_late: bool, today: date,
) -> list[Alarm]:  # fmt: skip
    """Return what is wrong; late and failing jobs are told once a day, each new lost mail once."""
    found = [Alarm(f"late:{name}:{today}", f"Die Hintergrundarbeit „{name}“ ist überfällig.") for name in late]
    found += [Alarm(f"error:{name}:{today}", f"Die Hintergrundarbeit „{name}“ schlägt fehl.") for name in failing]
    if unclear.count:
        found.append(Alarm(f"unclear:{unclear.newest_id}", f"{_mails(unclear.count)} unklar: bitte entscheiden."))
    if failed.count:
        found.append(Alarm(f"failed:{failed.newest_id}", f"{_mails(failed.count)} nicht zustellbar."))
    if is_mail_waiting:
        found.append(Alarm(f"waiting:{today}", "Fällige E-Mails warten seit über einer Stunde."))
    if not has_room:
        found.append(Alarm(f"room:{today}", "Der Speicher des Servers ist fast voll."))
    if is_backup_late:
        found.append(Alarm(f"backup:{today}", "Die letzte Sicherung ist älter als 26 Stunden."))
    return found


def _mails(count: int) -> str:
    return "1 E-Mail ist" if count == 1 else f"{count} E-Mails sind"
