"""Deadlines: the tables of the slice `deadlines`."""

import sqlalchemy as sa
from alembic import op

revision = "0011_deadlines"
down_revision = "0010_measures"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("catalogue_entry", sa.Integer(), nullable=True),
        sa.Column("variant", sa.String(length=8), nullable=False),
        sa.Column("sender", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("rule", sa.String(length=30), nullable=False),
        sa.Column("rule_version", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("norm", sa.String(length=200), nullable=False),
        sa.Column("certainty", sa.String(length=1), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("outputs", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("views", sa.JSON(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("warning_on", sa.Date(), nullable=True),
        sa.Column("safe_on", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("override_day", sa.Date(), nullable=True),
        sa.Column("override_reason", sa.String(length=300), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("outcome_note", sa.String(length=300), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome is null or outcome in ('done', 'not_pursued', 'handed_over')",
            name=op.f("ck_deadline_outcome_known"),
        ),
        sa.CheckConstraint(
            "override_day is null or override_reason <> ''", name=op.f("ck_deadline_override_has_reason")
        ),
        sa.CheckConstraint("(closed_on is null) = (outcome is null)", name=op.f("ck_deadline_outcome_complete")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_deadline_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deadline_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    op.create_index(op.f("ix_deadline_case_id"), "deadline", ["case_id"], unique=False)
    op.create_index(op.f("ix_deadline_last_day"), "deadline", ["last_day"], unique=False)
    op.create_index("ix_deadline_open", "deadline", ["closed_on", "warning_on"], unique=False)
    op.create_index(op.f("ix_deadline_person_id"), "deadline", ["person_id"], unique=False)
    op.create_table(
        "deadline_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("outputs", sa.JSON(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadline.id"], name=op.f("fk_deadline_revision_deadline_id_deadline"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_revision")),
    )
    op.create_index(op.f("ix_deadline_revision_deadline_id"), "deadline_revision", ["deadline_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_deadline_revision_deadline_id"), table_name="deadline_revision")
    op.drop_table("deadline_revision")
    op.drop_index(op.f("ix_deadline_person_id"), table_name="deadline")
    op.drop_index("ix_deadline_open", table_name="deadline")
    op.drop_index(op.f("ix_deadline_last_day"), table_name="deadline")
    op.drop_index(op.f("ix_deadline_case_id"), table_name="deadline")
    op.drop_table("deadline")
