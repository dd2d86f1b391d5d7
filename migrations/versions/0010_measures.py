"""Measures: the tables of the slice `measures`."""

import sqlalchemy as sa
from alembic import op

revision = "0010_measures"
down_revision = "0009_contacts"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "requirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind in ('cover','prerequisite','no_overlap','start_within','weekly_limit')",
            name=op.f("ck_requirement_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_requirement_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_requirement_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
    )
    op.create_index(op.f("ix_requirement_case_id"), "requirement", ["case_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=30), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("legal_basis", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("left_running_on", sa.Date(), nullable=True),
        sa.Column("closed_on_public_holidays", sa.Boolean(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "left_running_on is null or state not in ('completed', 'declined', 'broken_off')",
            name=op.f("ck_measure_left_running_is_open"),
        ),
        sa.CheckConstraint(
            "state in ('planned', 'applied', 'granted', 'running', 'completed', 'waitlisted', 'declined', 'broken_off', 'paused')",
            name=op.f("ck_measure_state_known"),
        ),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name=op.f("ck_measure_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_measure_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_measure_goal_id_goal")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_measure_offer_id_offer")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_measure_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_measure_person_id_person")),
        sa.ForeignKeyConstraint(["predecessor_id"], ["measure.id"], name=op.f("fk_measure_predecessor_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_case_id"), "measure", ["case_id"], unique=False)
    op.create_index(op.f("ix_measure_offer_id"), "measure", ["offer_id"], unique=False)
    op.create_index(op.f("ix_measure_organisation_id"), "measure", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_measure_person_id"), "measure", ["person_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=14), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(length=500), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_finding_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_finding_measure_id_measure"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name=op.f("fk_finding_requirement_id_requirement"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("case_id", "digest", name="uq_finding_case_digest"),
    )
    op.create_index(op.f("ix_finding_case_id"), "finding", ["case_id"], unique=False)
    op.create_index("ix_finding_open", "finding", ["gone_at", "starts_on"], unique=False)
    op.create_table(
        "measure_closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_measure_closure_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_closure_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_closure")),
    )
    op.create_index(op.f("ix_measure_closure_measure_id"), "measure_closure", ["measure_id"], unique=False)
    op.create_table(
        "measure_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("anchor_monday", sa.Date(), nullable=True),
        sa.CheckConstraint("every_weeks between 1 and 52", name=op.f("ck_measure_slot_rhythm_valid")),
        sa.CheckConstraint(
            "from_minute >= 0 and to_minute <= 1440 and from_minute < to_minute",
            name=op.f("ck_measure_slot_slot_inside_day"),
        ),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_measure_slot_weekday_valid")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_slot_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_slot")),
    )
    op.create_index(op.f("ix_measure_slot_measure_id"), "measure_slot", ["measure_id"], unique=False)
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("requirement_id", sa.Integer(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("bridging", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(requirement_id is null) <> (measure_id is null)", name=op.f("ck_waiver_one_gap")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_waiver_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_waiver_measure_id_measure"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name=op.f("fk_waiver_requirement_id_requirement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
    )
    op.create_index(op.f("ix_waiver_case_id"), "waiver", ["case_id"], unique=False)
    op.create_index(op.f("ix_waiver_measure_id"), "waiver", ["measure_id"], unique=False)
    op.create_index(op.f("ix_waiver_requirement_id"), "waiver", ["requirement_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_waiver_requirement_id"), table_name="waiver")
    op.drop_index(op.f("ix_waiver_measure_id"), table_name="waiver")
    op.drop_index(op.f("ix_waiver_case_id"), table_name="waiver")
    op.drop_table("waiver")
    op.drop_index(op.f("ix_measure_slot_measure_id"), table_name="measure_slot")
    op.drop_table("measure_slot")
    op.drop_index(op.f("ix_measure_closure_measure_id"), table_name="measure_closure")
    op.drop_table("measure_closure")
    op.drop_index("ix_finding_open", table_name="finding")
    op.drop_index(op.f("ix_finding_case_id"), table_name="finding")
    op.drop_table("finding")
    op.drop_index(op.f("ix_measure_person_id"), table_name="measure")
    op.drop_index(op.f("ix_measure_organisation_id"), table_name="measure")
    op.drop_index(op.f("ix_measure_offer_id"), table_name="measure")
    op.drop_index(op.f("ix_measure_case_id"), table_name="measure")
    op.drop_table("measure")
    op.drop_index(op.f("ix_requirement_case_id"), table_name="requirement")
    op.drop_table("requirement")
