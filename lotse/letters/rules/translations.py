"""Client sheets in other languages. Dates, names, addresses and numbers stay German; the German text binds.

The two languages here prove the mechanism, left to right and right to left. No speaker has checked them yet, and each
sheet says so. Legal notices and consents are not translated before somebody has.
"""

from dataclasses import dataclass

from lotse.letters.rules.appointment import Appointment, appointment_sheet
from lotse.letters.rules.client_sheets import BilingualSheet, ClientSheet, Section


@dataclass(frozen=True)
class AppointmentWords:
    """The fixed words of the appointment sheet in one language."""

    language: str
    language_name: str
    title: str
    with_whom: str
    where: str
    step_free: str
    steps: str
    interpreter: str
    bring: str
    papers: tuple[str, str]
    cannot_come: str
    call: str


UKRAINIAN = AppointmentWords(
    language="uk",
    language_name="Українська",
    title="Ваша зустріч",
    with_whom="з",
    where="Де?",
    step_free="Вхід без сходинок.",
    steps="Біля входу є сходинки.",
    interpreter="Буде перекладач:",
    bring="Візьміть із собою",
    papers=("ваше посвідчення особи", "усі листи з установ"),
    cannot_come="Ви не можете прийти?",
    call="Будь ласка, зателефонуйте нам заздалегідь: {phone}. Ми знайдемо інший час.",
)
ARABIC = AppointmentWords(
    language="ar",
    language_name="العربية",
    title="موعدكم",
    with_whom="مع",
    where="أين؟",
    step_free="المدخل بلا درج.",
    steps="يوجد درج عند المدخل.",
    interpreter="سيحضر مترجم:",
    bring="أحضروا معكم",
    papers=("بطاقة هويتكم", "جميع الرسائل من الدوائر الرسمية"),
    cannot_come="لا تستطيعون الحضور؟",
    call="يرجى الاتصال بنا مسبقاً: {phone}. سنجد موعداً آخر.",
)
LANGUAGES = {words.language: words for words in (UKRAINIAN, ARABIC)}


def bilingual_appointment(appointment: Appointment, language: str) -> BilingualSheet:
    """Return the appointment sheet in German and, beside it, in one of the languages at hand."""
    words = LANGUAGES[language]
    return BilingualSheet(
        german=appointment_sheet(appointment), other=_translated(appointment, words), language_name=words.language_name
    )


def _translated(appointment: Appointment, words: AppointmentWords) -> ClientSheet:
    arrive = [_german(appointment.directions)] if appointment.directions else []
    if appointment.step_free is not None:
        arrive.append(words.step_free if appointment.step_free else words.steps)
    if appointment.interpreter:
        arrive.append(f"{words.interpreter} {_german(appointment.interpreter)}")
    return ClientSheet(
        title=words.title,
        lead=(_german(appointment.when), f"{words.with_whom} {_german(appointment.with_whom)}"),
        sections=(
            Section(heading=words.where, sentences=(*map(_german, appointment.place), *arrive)),
            Section(
                heading=words.bring, points=tuple(map(_german, appointment.bring)) or words.papers, tick_boxes=True
            ),
            Section(heading=words.cannot_come, sentences=(words.call.format(phone=_german(appointment.phone)),)),
        ),
        language=words.language,
    )


def _german(text: str) -> str:
    """Keep German words and telephone numbers in their own order inside a line that runs from right to left."""
    return f"\u2066{text}\u2069"
