"""Outbox: the tables of the slice `outbox`."""

import sqlalchemy as sa
from alembic import op

revision = "0004_outbox"
down_revision = "0003_audit"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state in ('due', 'sending', 'sent', 'unclear', 'failed', 'discarded')",
            name=op.f("ck_outbox_mail_state_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_mail_dedupe_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    op.create_index("ix_outbox_mail_state_due", "outbox_mail", ["state", "due_at"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("ix_outbox_mail_state_due", table_name="outbox_mail")
    op.drop_table("outbox_mail")
