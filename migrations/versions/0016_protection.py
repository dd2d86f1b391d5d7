"""Protection: the tables of the slice `protection`."""

import sqlalchemy as sa
from alembic import op

revision = "0016_protection"
down_revision = "0015_statistics"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "protection_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("child_name", sa.Text(), nullable=True),
        sa.Column("child_about", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("urgency", sa.String(length=6), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("danger_now", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("closing_text", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("urgency in ('today','24h','7d')", name=op.f("ck_protection_record_urgency_known")),
        sa.CheckConstraint(
            "(child_id is null) = (child_name is not null)", name=op.f("ck_protection_record_one_child")
        ),
        sa.CheckConstraint(
            "(closed_at is null) = (closing_text is null)", name=op.f("ck_protection_record_closed_with_text")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_protection_record_case_id_case_file")),
        sa.ForeignKeyConstraint(["child_id"], ["person.id"], name=op.f("fk_protection_record_child_id_person")),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["user_account.id"], name=op.f("fk_protection_record_opened_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_record")),
    )
    op.create_index(op.f("ix_protection_record_case_id"), "protection_record", ["case_id"], unique=False)
    op.create_index(op.f("ix_protection_record_child_id"), "protection_record", ["child_id"], unique=False)
    op.create_table(
        "protection_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=1), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("interpretation", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("not_done_because", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=14), nullable=False),
        sa.Column("assessors", sa.JSON(), nullable=False),
        sa.Column("control_on", sa.Date(), nullable=True),
        sa.Column("family_told", sa.Boolean(), nullable=True),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(result = '') = (step <> 'e')", name=op.f("ck_protection_entry_result_with_assessment")),
        sa.CheckConstraint("step in ('a','b','c','d','e','f','g','h')", name=op.f("ck_protection_entry_step_known")),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["protection_record.id"],
            name=op.f("fk_protection_entry_record_id_protection_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user_account.id"], name=op.f("fk_protection_entry_written_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_entry")),
    )
    op.create_index(op.f("ix_protection_entry_record_id"), "protection_entry", ["record_id"], unique=False)
    op.create_table(
        "protection_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("pdf", sa.Text(), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("printed_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["printed_by_id"], ["user_account.id"], name=op.f("fk_protection_notice_printed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["protection_record.id"],
            name=op.f("fk_protection_notice_record_id_protection_record"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_notice")),
    )
    op.create_index(op.f("ix_protection_notice_record_id"), "protection_notice", ["record_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_protection_notice_record_id"), table_name="protection_notice")
    op.drop_table("protection_notice")
    op.drop_index(op.f("ix_protection_entry_record_id"), table_name="protection_entry")
    op.drop_table("protection_entry")
    op.drop_index(op.f("ix_protection_record_child_id"), table_name="protection_record")
    op.drop_index(op.f("ix_protection_record_case_id"), table_name="protection_record")
    op.drop_table("protection_record")
