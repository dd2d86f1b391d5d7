"""Emergency: the tables of the slice `emergency`."""

import sqlalchemy as sa
from alembic import op

revision = "0017_emergency"
down_revision = "0016_protection"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "emergency_access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("cause", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("finding", sa.String(length=12), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("reviewed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "answer is null or answer <> 'released' or answered_by_id <> asked_by_id",
            name=op.f("ck_emergency_access_two_people"),
        ),
        sa.CheckConstraint(
            "answer is null or answer in ('released','refused','withdrawn')",
            name=op.f("ck_emergency_access_answer_known"),
        ),
        sa.CheckConstraint(
            "cause in ('crisis','unreachable','deadline','other')", name=op.f("ck_emergency_access_cause_known")
        ),
        sa.CheckConstraint("ends_at is null or answer = 'released'", name=op.f("ck_emergency_access_ends_what_opened")),
        sa.CheckConstraint(
            "finding is null or finding in ('justified','unjustified')", name=op.f("ck_emergency_access_finding_known")
        ),
        sa.CheckConstraint(
            "(answer is null) = (answered_at is null)", name=op.f("ck_emergency_access_answer_complete")
        ),
        sa.CheckConstraint(
            "(finding is null) = (reviewed_at is null)", name=op.f("ck_emergency_access_review_complete")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user_account.id"], name=op.f("fk_emergency_access_answered_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_emergency_access_asked_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["user_account.id"], name=op.f("fk_emergency_access_ended_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["user_account.id"], name=op.f("fk_emergency_access_reviewed_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_access")),
    )
    op.create_index(op.f("ix_emergency_access_asked_at"), "emergency_access", ["asked_at"], unique=False)
    op.create_index(op.f("ix_emergency_access_asked_by_id"), "emergency_access", ["asked_by_id"], unique=False)
    op.create_table(
        "emergency_notice",
        sa.Column("access_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("wants", sa.String(length=6), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("wants in ('answer','told')", name=op.f("ck_emergency_notice_wants_known")),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["emergency_access.id"],
            name=op.f("fk_emergency_notice_access_id_emergency_access"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_emergency_notice_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("access_id", "user_id", "wants", name=op.f("pk_emergency_notice")),
    )
    op.create_index(op.f("ix_emergency_notice_user_id"), "emergency_notice", ["user_id"], unique=False)
    op.create_table(
        "emergency_record",
        sa.Column("access_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_id"],
            ["emergency_access.id"],
            name=op.f("fk_emergency_record_access_id_emergency_access"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_emergency_record_case_id_case_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("access_id", "case_id", name=op.f("pk_emergency_record")),
    )
    op.create_index(op.f("ix_emergency_record_case_id"), "emergency_record", ["case_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_emergency_record_case_id"), table_name="emergency_record")
    op.drop_table("emergency_record")
    op.drop_index(op.f("ix_emergency_notice_user_id"), table_name="emergency_notice")
    op.drop_table("emergency_notice")
    op.drop_index(op.f("ix_emergency_access_asked_by_id"), table_name="emergency_access")
    op.drop_index(op.f("ix_emergency_access_asked_at"), table_name="emergency_access")
    op.drop_table("emergency_access")
