"""What a new office starts with: the two-level catalogue of concerns and the guides per concern, kept as data."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "catalogue"


class Department(StrEnum):
    """The departments that concerns lead to."""

    PENSION = "pension"
    CARE = "care"
    JOB_CENTRE = "job_centre"
    EMPLOYMENT_AGENCY = "employment_agency"
    CHILD_CARE = "child_care"
    YOUTH_OFFICE = "youth_office"
    HOUSING_BENEFIT = "housing_benefit"
    SOCIAL_ASSISTANCE = "social_assistance"
    DISABILITY = "disability"
    DEBT = "debt"
    ADDICTION = "addiction"
    MIGRATION = "migration"
    HOUSING = "housing"
    WELFARE = "welfare"


DEPARTMENT_LABELS = {
    Department.PENSION: "Rente",
    Department.CARE: "Pflege",
    Department.JOB_CENTRE: "Jobcenter",
    Department.EMPLOYMENT_AGENCY: "Agentur für Arbeit",
    Department.CHILD_CARE: "Kindertagesbetreuung",
    Department.YOUTH_OFFICE: "Jugendamt",
    Department.HOUSING_BENEFIT: "Wohngeld",
    Department.SOCIAL_ASSISTANCE: "Sozialhilfe",
    Department.DISABILITY: "Teilhabe und Behinderung",
    Department.DEBT: "Schuldnerberatung",
    Department.ADDICTION: "Suchthilfe",
    Department.MIGRATION: "Migration",
    Department.HOUSING: "Wohnungsnot",
    Department.WELFARE: "Wohlfahrtsverbände",
}


@dataclass(frozen=True)
class CatalogueConcern:
    """A concern of the second level."""

    code: str
    label: str
    department: Department
    words: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class CatalogueArea:
    """An area of life, the first level."""

    code: str
    label: str
    concerns: tuple[CatalogueConcern, ...]


@dataclass(frozen=True)
class GuideDeadline:
    """A period that matters, its norm, and the same in plain words."""

    text: str
    plain: str
    norm: str
    row: int | None = None


@dataclass(frozen=True)
class GuideText:
    """One guide as delivered: what staff see, and the plain sentences for the client."""

    code: str
    title: str
    summary: str
    concerns: tuple[str, ...]
    competent: tuple[str, ...]
    documents: tuple[str, ...]
    steps: tuple[str, ...]
    plain: tuple[str, ...]
    deadlines: tuple[GuideDeadline, ...] = ()


@lru_cache
def load_areas() -> tuple[CatalogueArea, ...]:
    """Read the delivered catalogue of concerns."""
    areas = tomllib.loads((FOLDER / "concerns.toml").read_text(encoding="utf-8"))["area"]
    return tuple(
        CatalogueArea(area["code"], area["label"], tuple(_concern(concern) for concern in area["concerns"]))
        for area in areas
    )


@lru_cache
def load_guides() -> tuple[GuideText, ...]:
    """Read the delivered guides, in the order of their codes."""
    files = sorted((FOLDER / "guides").glob("*.toml"))
    return tuple(_guide(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)


def _concern(fields: dict[str, Any]) -> CatalogueConcern:
    return CatalogueConcern(**{**fields, "department": Department(fields["department"])})


def _guide(fields: dict[str, Any]) -> GuideText:
    deadlines = tuple(GuideDeadline(**deadline) for deadline in fields.pop("deadlines", ()))
    lists: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    return GuideText(**lists, deadlines=deadlines)
