"""Contacts: the tables of the slice `contacts`."""

import sqlalchemy as sa
from alembic import op

revision = "0009_contacts"
down_revision = "0008_cases"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("desk", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("interpreter", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("attached_at", sa.DateTime(), nullable=True),
        sa.Column("attach_consent_on", sa.Date(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("handed_to_id", sa.Integer(), nullable=True),
        sa.Column("handed_done_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel in ('on_site','phone','email','online','outreach')", name=op.f("ck_contact_channel_known")
        ),
        sa.CheckConstraint("direction in ('in', 'out')", name=op.f("ck_contact_direction_known")),
        sa.CheckConstraint(
            "result in ('advice','referred','appointment','case','not_reached')", name=op.f("ck_contact_result_known")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_contact_case_id_case_file")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name=op.f("fk_contact_created_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["handed_to_id"], ["user_account.id"], name=op.f("fk_contact_handed_to_id_user_account")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_person_id_person")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_contact_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(
        "ix_contact_case",
        "contact",
        ["case_id", "started_at"],
        unique=False,
        sqlite_where=sa.text("case_id is not null"),
        postgresql_where=sa.text("case_id is not null"),
    )
    op.create_index(op.f("ix_contact_day"), "contact", ["day"], unique=False)
    op.create_index(
        "ix_contact_handed",
        "contact",
        ["handed_to_id"],
        unique=False,
        sqlite_where=sa.text("handed_to_id is not null and handed_done_at is null"),
        postgresql_where=sa.text("handed_to_id is not null and handed_done_at is null"),
    )
    op.create_index("ix_contact_person", "contact", ["person_id", "started_at", "day"], unique=False)
    op.create_index("ix_contact_site_day", "contact", ["site_id", "day", "started_at"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("with_user_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("bring", sa.String(length=500), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_appointment_ends_after_start")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_appointment_case_id_case_file")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_appointment_contact_id_contact")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["appointment.id"], name=op.f("fk_appointment_replaced_by_id_appointment")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_appointment_site_id_site")),
        sa.ForeignKeyConstraint(
            ["with_user_id"], ["user_account.id"], name=op.f("fk_appointment_with_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("uid", name=op.f("uq_appointment_uid")),
    )
    op.create_index(op.f("ix_appointment_case_id"), "appointment", ["case_id"], unique=False)
    op.create_index(op.f("ix_appointment_person_id"), "appointment", ["person_id"], unique=False)
    op.create_index(op.f("ix_appointment_starts_at"), "appointment", ["starts_at"], unique=False)
    op.create_index(op.f("ix_appointment_with_user_id"), "appointment", ["with_user_id"], unique=False)
    op.create_table(
        "call_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_attempt_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_call_back_contact_id_contact")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_back_person_id_person")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_call_back_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_back")),
    )
    op.create_index(op.f("ix_call_back_site_id"), "call_back", ["site_id"], unique=False)
    op.create_table(
        "contact_concern",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_contact_concern_concern_id_concern")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_concern_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "concern_id", name=op.f("pk_contact_concern")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contact_concern_concern_id"), "contact_concern", ["concern_id"], unique=False)
    op.create_table(
        "contact_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_correction_contact_id_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_correction")),
    )
    op.create_index(op.f("ix_contact_correction_contact_id"), "contact_correction", ["contact_id"], unique=False)
    op.create_table(
        "intent_to_apply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("benefit", sa.String(length=120), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.Column("forward_to_id", sa.Integer(), nullable=True),
        sa.Column("forward_by", sa.Date(), nullable=False),
        sa.Column("forwarded_at", sa.DateTime(), nullable=True),
        sa.Column("forwarded_by_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_intent_to_apply_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["forward_to_id"], ["organisation.id"], name=op.f("fk_intent_to_apply_forward_to_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_intent_to_apply_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intent_to_apply")),
    )
    op.create_index(op.f("ix_intent_to_apply_contact_id"), "intent_to_apply", ["contact_id"], unique=False)
    op.create_index(op.f("ix_intent_to_apply_person_id"), "intent_to_apply", ["person_id"], unique=False)
    op.create_table(
        "online_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("way_back", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_online_request_contact_id_contact")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_online_request_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_request")),
    )
    op.create_index(op.f("ix_online_request_site_id"), "online_request", ["site_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_online_request_site_id"), table_name="online_request")
    op.drop_table("online_request")
    op.drop_index(op.f("ix_intent_to_apply_person_id"), table_name="intent_to_apply")
    op.drop_index(op.f("ix_intent_to_apply_contact_id"), table_name="intent_to_apply")
    op.drop_table("intent_to_apply")
    op.drop_index(op.f("ix_contact_correction_contact_id"), table_name="contact_correction")
    op.drop_table("contact_correction")
    op.drop_index(op.f("ix_contact_concern_concern_id"), table_name="contact_concern")
    op.drop_table("contact_concern")
    op.drop_index(op.f("ix_call_back_site_id"), table_name="call_back")
    op.drop_table("call_back")
    op.drop_index(op.f("ix_appointment_with_user_id"), table_name="appointment")
    op.drop_index(op.f("ix_appointment_starts_at"), table_name="appointment")
    op.drop_index(op.f("ix_appointment_person_id"), table_name="appointment")
    op.drop_index(op.f("ix_appointment_case_id"), table_name="appointment")
    op.drop_table("appointment")
    op.drop_index("ix_contact_site_day", table_name="contact")
    op.drop_index("ix_contact_person", table_name="contact")
    op.drop_index(
        "ix_contact_handed",
        table_name="contact",
        sqlite_where=sa.text("handed_to_id is not null and handed_done_at is null"),
        postgresql_where=sa.text("handed_to_id is not null and handed_done_at is null"),
    )
    op.drop_index(op.f("ix_contact_day"), table_name="contact")
    op.drop_index(
        "ix_contact_case",
        table_name="contact",
        sqlite_where=sa.text("case_id is not null"),
        postgresql_where=sa.text("case_id is not null"),
    )
    op.drop_table("contact")
