"""Statistics: the tables of the slice `statistics`."""

import sqlalchemy as sa
from alembic import op

revision = "0015_statistics"
down_revision = "0014_letters"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "statistics_case_count",
        sa.Column("axis", sa.String(length=12), nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("axis", "period", "scope", "value", name=op.f("pk_statistics_case_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statistics_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("referrals", sa.Text(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("contacts", sa.Text(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.Column("outlook", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_comment")),
        sa.UniqueConstraint("scope", "period", name="uq_statistics_comment_period"),
    )
    op.create_table(
        "statistics_contact_month",
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.String(length=16), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_statistics_contact_month")),
    )
    op.create_table(
        "statistics_map",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_map")),
    )
    op.create_table(
        "statistics_referral_count",
        sa.Column("scope", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("axis", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("arrived", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("not_arrived", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("declined", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("ripe", sa.Integer(), nullable=False),
        sa.Column("ripe_asked", sa.Integer(), nullable=False),
        sa.Column("ripe_answered", sa.Integer(), nullable=False),
        sa.Column("ripe_accepted", sa.Integer(), nullable=False),
        sa.Column("ripe_unanswered", sa.Integer(), nullable=False),
        sa.Column("ripe_final", sa.Integer(), nullable=False),
        sa.Column("ripe_unmet", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "period", "axis", "value", name=op.f("pk_statistics_referral_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statistics_referral_days",
        sa.Column("scope", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("axis", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("measure", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "scope", "period", "axis", "value", "measure", "days", name=op.f("pk_statistics_referral_days")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statistics_upkeep",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ripe_until", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        sa.Column("stamp", sa.String(length=16), nullable=False),
        sa.Column("case_stamp", sa.String(length=16), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_statistics_upkeep_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_upkeep")),
    )
    op.create_table(
        "statistics_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_statistics_view_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_view")),
        sa.UniqueConstraint("user_id", "name", name="uq_statistics_view_name"),
    )
    op.create_index(op.f("ix_statistics_view_user_id"), "statistics_view", ["user_id"], unique=False)
    op.create_table(
        "statistics_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("blurred_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_statistics_case_case_id_case_file"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_case")),
        sa.UniqueConstraint("case_id", name=op.f("uq_statistics_case_case_id")),
    )
    op.create_table(
        "statistics_kept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_statistics_kept_contact_id_contact"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_kept")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_statistics_kept_contact_id")),
    )
    op.create_index("ix_statistics_kept_day", "statistics_kept", ["day"], unique=False)
    op.create_table(
        "statistics_appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("wait", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_statistics_appointment_appointment_id_appointment"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_appointment")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_statistics_appointment_appointment_id")),
    )
    op.create_index(op.f("ix_statistics_appointment_month"), "statistics_appointment", ["month"], unique=False)
    op.create_table(
        "statistics_referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("concern", sa.String(length=40), nullable=False),
        sa.Column("municipality", sa.String(length=20), nullable=False),
        sa.Column("age", sa.String(length=8), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("household", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=True),
        sa.Column("accept_days", sa.Integer(), nullable=True),
        sa.Column("contact_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_statistics_referral_referral_id_referral"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_referral")),
        sa.UniqueConstraint("referral_id", name=op.f("uq_statistics_referral_referral_id")),
    )
    op.create_index("ix_statistics_referral_sent", "statistics_referral", ["sent_on"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("ix_statistics_referral_sent", table_name="statistics_referral")
    op.drop_table("statistics_referral")
    op.drop_index(op.f("ix_statistics_appointment_month"), table_name="statistics_appointment")
    op.drop_table("statistics_appointment")
    op.drop_index("ix_statistics_kept_day", table_name="statistics_kept")
    op.drop_table("statistics_kept")
    op.drop_table("statistics_case")
    op.drop_index(op.f("ix_statistics_view_user_id"), table_name="statistics_view")
    op.drop_table("statistics_view")
    op.drop_table("statistics_upkeep")
    op.drop_table("statistics_referral_days")
    op.drop_table("statistics_referral_count")
    op.drop_table("statistics_map")
    op.drop_table("statistics_contact_month")
    op.drop_table("statistics_comment")
    op.drop_table("statistics_case_count")
