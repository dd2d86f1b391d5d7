"""Reminders: the tables of the slice `reminders`."""

import sqlalchemy as sa
from alembic import op

revision = "0013_reminders"
down_revision = "0012_referrals"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "job_run",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.Column("lateness_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_run")),
    )
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_calendar_feed_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
        sa.UniqueConstraint("user_id", name=op.f("uq_calendar_feed_user_id")),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("rule_key", sa.String(length=120), nullable=True),
        sa.Column("series_weeks", sa.Integer(), nullable=True),
        sa.Column("series_until", sa.Date(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("outcome_note", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('reminder', 'task')", name=op.f("ck_reminder_kind_known")),
        sa.CheckConstraint("(settled_at is null) = (outcome is null)", name=op.f("ck_reminder_outcome_complete")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_reminder_case_id_case_file")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_reminder_contact_id_contact")),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name=op.f("fk_reminder_owner_id_user_account")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_reminder_referral_id_referral")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("rule_key", name="uq_reminder_rule_key"),
    )
    op.create_index(op.f("ix_reminder_case_id"), "reminder", ["case_id"], unique=False)
    op.create_index(
        "ix_reminder_due_open",
        "reminder",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("settled_at is null"),
        postgresql_where=sa.text("settled_at is null"),
    )
    op.create_index("ix_reminder_owner_due", "reminder", ["owner_id", "settled_at", "due_on"], unique=False)
    op.create_index(
        "ix_reminder_person_id",
        "reminder",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("person_id is not null"),
        postgresql_where=sa.text("person_id is not null"),
    )
    op.create_index(
        "ix_reminder_referral_id",
        "reminder",
        ["referral_id"],
        unique=False,
        sqlite_where=sa.text("referral_id is not null"),
        postgresql_where=sa.text("referral_id is not null"),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(
        "ix_reminder_referral_id",
        table_name="reminder",
        sqlite_where=sa.text("referral_id is not null"),
        postgresql_where=sa.text("referral_id is not null"),
    )
    op.drop_index(
        "ix_reminder_person_id",
        table_name="reminder",
        sqlite_where=sa.text("person_id is not null"),
        postgresql_where=sa.text("person_id is not null"),
    )
    op.drop_index("ix_reminder_owner_due", table_name="reminder")
    op.drop_index(
        "ix_reminder_due_open",
        table_name="reminder",
        sqlite_where=sa.text("settled_at is null"),
        postgresql_where=sa.text("settled_at is null"),
    )
    op.drop_index(op.f("ix_reminder_case_id"), table_name="reminder")
    op.drop_table("reminder")
    op.drop_table("calendar_feed")
    op.drop_table("job_run")
