"""Referrals: the tables of the slice `referrals`."""

import sqlalchemy as sa
from alembic import op

revision = "0012_referrals"
down_revision = "0011_deadlines"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "cooperation_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("receipt_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("first_contact_days", sa.Integer(), nullable=False),
        sa.Column("status_days", sa.Integer(), nullable=False),
        sa.Column("waiting_list_days", sa.Integer(), nullable=False),
        sa.Column("reminder_days", sa.Integer(), nullable=False),
        sa.Column("second_reminder_days", sa.Integer(), nullable=False),
        sa.Column("no_response_days", sa.Integer(), nullable=False),
        sa.Column("contact_person", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_cooperation_agreement_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation_agreement")),
    )
    op.create_index(
        op.f("ix_cooperation_agreement_organisation_id"), "cooperation_agreement", ["organisation_id"], unique=False
    )
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("bundle_id", sa.Integer(), nullable=True),
        sa.Column("bundle_position", sa.Integer(), nullable=True),
        sa.Column("redirected_from_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("client_words", sa.Text(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("shared", sa.JSON(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("legal_basis", sa.String(length=120), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("received_application_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("clock_on", sa.Date(), nullable=True),
        sa.Column("receipt_due_on", sa.Date(), nullable=True),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("next_check_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("first_contact_on", sa.Date(), nullable=True),
        sa.Column("first_appointment_on", sa.Date(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.String(length=30), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("outcome_text", sa.String(length=500), nullable=False),
        sa.Column("partner_contact", sa.String(length=200), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(length=20), nullable=False),
        sa.Column("effect_confirmed_on", sa.Date(), nullable=True),
        sa.Column("effect_confirmed_by", sa.String(length=20), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reply_code", sa.String(length=12), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("owed_since", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("rang_for", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("effect_confirmed_on is null or effect <> ''", name=op.f("ck_referral_effect_says_what")),
        sa.CheckConstraint(
            "kind in ('hint', 'referral', 'application_forwarding', 'bundle')", name=op.f("ck_referral_kind_known")
        ),
        sa.CheckConstraint("person_id is not null or kind = 'hint'", name=op.f("ck_referral_person_unless_hint")),
        sa.CheckConstraint(
            "state in ('draft', 'consent_pending', 'requested', 'received', 'question', 'accepted', 'waitlisted', 'in_progress', 'paused', 'declined_pending', 'declined', 'redirected', 'completed', 'unsuccessful', 'withdrawn', 'no_response', 'entered_in_error')",
            name=op.f("ck_referral_state_known"),
        ),
        sa.ForeignKeyConstraint(["bundle_id"], ["referral.id"], name=op.f("fk_referral_bundle_id_referral")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_referral_case_id_case_file")),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_referral_concern_id_concern")),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_referral_consent_id_consent")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_referral_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user_account.id"], name=op.f("fk_referral_created_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_referral_offer_id_offer")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_referral_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_referral_person_id_person")),
        sa.ForeignKeyConstraint(
            ["redirected_from_id"], ["referral.id"], name=op.f("fk_referral_redirected_from_id_referral")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_referral_site_id_site")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_referral_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("number", name=op.f("uq_referral_number")),
        sa.UniqueConstraint("reply_code", name=op.f("uq_referral_reply_code")),
    )
    op.create_index("ix_referral_author", "referral", ["created_by_id", "case_id"], unique=False)
    op.create_index(
        "ix_referral_bundle_id",
        "referral",
        ["bundle_id"],
        unique=False,
        sqlite_where=sa.text("bundle_id is not null"),
        postgresql_where=sa.text("bundle_id is not null"),
    )
    op.create_index(op.f("ix_referral_case_id"), "referral", ["case_id"], unique=False)
    op.create_index(op.f("ix_referral_concern_id"), "referral", ["concern_id"], unique=False)
    op.create_index(
        "ix_referral_contact_id",
        "referral",
        ["contact_id"],
        unique=False,
        sqlite_where=sa.text("contact_id is not null"),
        postgresql_where=sa.text("contact_id is not null"),
    )
    op.create_index(op.f("ix_referral_ended_on"), "referral", ["ended_on"], unique=False)
    op.create_index(
        "ix_referral_next_check_on",
        "referral",
        ["next_check_on"],
        unique=False,
        sqlite_where=sa.text("next_check_on is not null"),
        postgresql_where=sa.text("next_check_on is not null"),
    )
    op.create_index(op.f("ix_referral_offer_id"), "referral", ["offer_id"], unique=False)
    op.create_index("ix_referral_organisation_state", "referral", ["organisation_id", "state"], unique=False)
    op.create_index(op.f("ix_referral_owed_since"), "referral", ["owed_since"], unique=False)
    op.create_index(op.f("ix_referral_person_id"), "referral", ["person_id"], unique=False)
    op.create_index(op.f("ix_referral_sent_on"), "referral", ["sent_on"], unique=False)
    op.create_index("ix_referral_state_due", "referral", ["state", "answer_due_on"], unique=False)
    op.create_table(
        "offer_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason_code", sa.String(length=30), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settlement", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "(settled_at is null) = (settlement = '')", name=op.f("ck_offer_proposal_settlement_complete")
        ),
        sa.CheckConstraint("kind in ('correct', 'ended')", name=op.f("ck_offer_proposal_kind_known")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_proposal_offer_id_offer")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_offer_proposal_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_offer_proposal_referral_id_referral"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_proposal")),
    )
    op.create_index(op.f("ix_offer_proposal_organisation_id"), "offer_proposal", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_offer_proposal_referral_id"), "offer_proposal", ["referral_id"], unique=False)
    op.create_table(
        "partner_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.DateTime(), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_partner_link_referral_id_referral"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_link_token_hash")),
    )
    op.create_index(op.f("ix_partner_link_referral_id"), "partner_link", ["referral_id"], unique=False)
    op.create_table(
        "referral_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("party", sa.String(length=10), nullable=False),
        sa.Column("via", sa.String(length=10), nullable=False),
        sa.Column("reason_code", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "party in ('sender','receiver','client','system')", name=op.f("ck_referral_event_party_known")
        ),
        sa.CheckConstraint(
            "via in ('system','inbox','link','paper','phone','fax','mail','in_person')",
            name=op.f("ck_referral_event_via_known"),
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_event_referral_id_referral"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
    )
    op.create_index(op.f("ix_referral_event_referral_id"), "referral_event", ["referral_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_referral_event_referral_id"), table_name="referral_event")
    op.drop_table("referral_event")
    op.drop_index(op.f("ix_partner_link_referral_id"), table_name="partner_link")
    op.drop_table("partner_link")
    op.drop_index(op.f("ix_offer_proposal_referral_id"), table_name="offer_proposal")
    op.drop_index(op.f("ix_offer_proposal_organisation_id"), table_name="offer_proposal")
    op.drop_table("offer_proposal")
    op.drop_index("ix_referral_state_due", table_name="referral")
    op.drop_index(op.f("ix_referral_sent_on"), table_name="referral")
    op.drop_index(op.f("ix_referral_person_id"), table_name="referral")
    op.drop_index(op.f("ix_referral_owed_since"), table_name="referral")
    op.drop_index("ix_referral_organisation_state", table_name="referral")
    op.drop_index(op.f("ix_referral_offer_id"), table_name="referral")
    op.drop_index(
        "ix_referral_next_check_on",
        table_name="referral",
        sqlite_where=sa.text("next_check_on is not null"),
        postgresql_where=sa.text("next_check_on is not null"),
    )
    op.drop_index(op.f("ix_referral_ended_on"), table_name="referral")
    op.drop_index(
        "ix_referral_contact_id",
        table_name="referral",
        sqlite_where=sa.text("contact_id is not null"),
        postgresql_where=sa.text("contact_id is not null"),
    )
    op.drop_index(op.f("ix_referral_concern_id"), table_name="referral")
    op.drop_index(op.f("ix_referral_case_id"), table_name="referral")
    op.drop_index(
        "ix_referral_bundle_id",
        table_name="referral",
        sqlite_where=sa.text("bundle_id is not null"),
        postgresql_where=sa.text("bundle_id is not null"),
    )
    op.drop_index("ix_referral_author", table_name="referral")
    op.drop_table("referral")
    op.drop_index(op.f("ix_cooperation_agreement_organisation_id"), table_name="cooperation_agreement")
    op.drop_table("cooperation_agreement")
