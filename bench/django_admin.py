"""Django's admin over Lotse's own tables: what a weekend build of the counter would be. Runs under a Python with Django.

    python bench/django_admin.py COUNTY.db

Reads one line per question from standard input, "ACTION TIMES ARGUMENT", and answers with the processor milliseconds
of one request (median) and the status. Sessions and accounts lie in a database of Django's own.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
import types
from pathlib import Path

import django
from django.conf import settings

COUNTY = Path(sys.argv[1]).resolve()
FOLDER = tempfile.mkdtemp()
_app = types.ModuleType("county")  # the models below belong to an application of this name
_app.__path__ = [FOLDER]
sys.modules["county"] = _app

settings.configure(
    DEBUG=False,
    SECRET_KEY="only for benchmarks",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[
        "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages", "county",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(FOLDER, "django.db")},
        "county": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(COUNTY)},
    },
    DATABASE_ROUTERS=[f"{__name__}.CountyRouter"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    STATIC_URL="/static/",
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
)  # fmt: skip


class CountyRouter:
    """Lotse's tables in the county's file, Django's own in the other."""

    def db_for_read(self, model: type, **_: object) -> str:
        return "county" if model._meta.app_label == "county" else "default"

    db_for_write = db_for_read

    def allow_relation(self, *_: object, **__: object) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **_: object) -> bool:
        return db == "default" and app_label != "county"


django.setup()

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import models
from django.db.models import Count
from django.db.models.functions import ExtractMonth
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path


class Person(models.Model):
    number = models.CharField(max_length=20)
    last_name = models.CharField(max_length=120)
    first_name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    town = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=40, blank=True)

    class Meta:
        app_label, db_table, managed, ordering = "county", "person", False, ("last_name", "first_name")

    def __str__(self) -> str:
        return f"{self.last_name}, {self.first_name} ({self.birth_date})"


class Contact(models.Model):
    site_id = models.IntegerField()
    desk = models.CharField(max_length=30, blank=True)
    day = models.DateField()
    started_at = models.DateTimeField()
    duration_minutes = models.IntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=[("on_site", "vor Ort"), ("phone", "Telefon")])
    direction = models.CharField(max_length=3, default="in")
    language = models.CharField(max_length=40, default="Deutsch")
    interpreter = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False)
    postcode = models.CharField(max_length=5, blank=True)
    note = models.TextField(blank=True)
    result = models.CharField(max_length=12, choices=[("advice", "Auskunft"), ("referred", "Weitervermittelt")])
    created_at = models.DateTimeField()
    created_by_id = models.IntegerField()
    version = models.IntegerField(default=1)

    class Meta:
        app_label, db_table, managed, ordering = "county", "contact", False, ("-started_at",)


class Referral(models.Model):
    state = models.CharField(max_length=20)
    sent_on = models.DateField()
    concern_id = models.IntegerField()

    class Meta:
        app_label, db_table, managed = "county", "referral", False


class ContactInline(admin.TabularInline):
    model, extra, fields, readonly_fields, can_delete = Contact, 0, (), ("day", "channel", "result"), False
    fields = ("day", "channel", "result")


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display, search_fields = ("number", "last_name", "first_name", "birth_date"), ("last_name", "first_name")
    inlines = (ContactInline,)


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    list_display, autocomplete_fields = ("day", "channel", "result", "person"), ("person",)


def report(_request: HttpRequest, year: int) -> HttpResponse:
    """Count one year's referrals by month, concern and state, as the ORM does it."""
    cells = (
        Referral.objects.filter(sent_on__year=year)
        .annotate(month=ExtractMonth("sent_on"))
        .values("month", "concern_id", "state")
        .annotate(count=Count("id"))
    )
    rows = "".join(f"<tr><td>{c['month']}<td>{c['concern_id']}<td>{c['state']}<td>{c['count']}" for c in cells)
    return HttpResponse(f"<table>{rows}</table>")


urlpatterns = [path("admin/", admin.site.urls), path("report/<int:year>/", admin.site.admin_view(report))]

CONTACT = {
    "site_id": "1", "desk": "", "day": "2026-11-22", "started_at_0": "2026-11-22", "started_at_1": "10:00:00",
    "duration_minutes": "15", "channel": "phone", "direction": "in", "language": "Deutsch", "interpreter": "",
    "postcode": "", "note": "Anfrage beantwortet.", "result": "advice", "created_at_0": "2026-11-22",
    "created_at_1": "10:00:00", "created_by_id": "1", "version": "1",
}  # fmt: skip


def ask(client: Client, action: str, argument: str) -> int:
    """Do one request; the argument is what was typed, or a number."""
    if action == "typeahead":
        given = {"term": argument, "app_label": "county", "model_name": "contact", "field_name": "person"}
        return client.get("/admin/autocomplete/", given).status_code
    if action == "open":
        return client.get(f"/admin/county/person/{argument}/change/").status_code
    if action == "post":
        return client.post("/admin/county/contact/add/", {**CONTACT, "person": argument}).status_code
    return client.get(f"/report/{argument}/").status_code


def main() -> None:
    """Answer questions until the input ends."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    client, chance = Client(), random.Random(6)
    client.force_login(User.objects.create_superuser("konto", password=str(chance.random())))
    print("ready", flush=True)
    for line in sys.stdin:
        action, *arguments = line.rstrip("\n").split("\t")
        times, statuses = [], set()
        for argument in arguments:
            began = time.process_time()
            statuses.add(ask(client, action, argument))
            times.append((time.process_time() - began) * 1000)
        print(f"{statistics.median(times):.4f} {'/'.join(map(str, sorted(statuses)))}", flush=True)


if __name__ == "__main__":
    main()
