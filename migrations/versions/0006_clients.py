"""Clients: the tables of the slice `clients`."""

import sqlalchemy as sa
from alembic import op

revision = "0006_clients"
down_revision = "0005_directory"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "household",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_table(
        "name_word",
        sa.Column(
            "word", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("sound", sa.String(length=20), nullable=False),
        sa.Column(
            "spelling",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_name_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_name_word_sound"), "name_word", ["sound"], unique=False)
    op.create_index(op.f("ix_name_word_spelling"), "name_word", ["spelling"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("first_name", sa.String(length=120), nullable=False),
        sa.Column("last_name", sa.String(length=120), nullable=False),
        sa.Column("former_name", sa.String(length=120), nullable=False),
        sa.Column("folded_first", sa.String(length=160), nullable=False),
        sa.Column("folded_last", sa.String(length=160), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("birth_precision", sa.String(length=10), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("salutation", sa.String(length=40), nullable=False),
        sa.Column("pronoun", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("reading_language", sa.String(length=40), nullable=False),
        sa.Column("interpreter", sa.String(length=40), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=5), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("municipality_key", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("address_block_until", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("alias_of_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("notice_given_on", sa.Date(), nullable=True),
        sa.Column("notice_edition", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "birth_precision in ('day', 'month', 'year', 'estimated', 'unknown')",
            name=op.f("ck_person_birth_precision_known"),
        ),
        sa.ForeignKeyConstraint(["alias_of_id"], ["person.id"], name=op.f("fk_person_alias_of_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("number", name=op.f("uq_person_number")),
    )
    op.create_index(op.f("ix_person_alias_of_id"), "person", ["alias_of_id"], unique=False)
    op.create_index(op.f("ix_person_birth_date"), "person", ["birth_date"], unique=False)
    op.create_index("ix_person_folded", "person", ["folded_last", "folded_first", "birth_date"], unique=False)
    op.create_index(op.f("ix_person_restricted"), "person", ["restricted"], unique=False)
    op.create_table(
        "household_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "left_on is null or left_on >= joined_on", name=op.f("ck_household_member_left_after_joined")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
            name=op.f("fk_household_member_household_id_household"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_household_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_member")),
    )
    op.create_index(op.f("ix_household_member_household_id"), "household_member", ["household_id"], unique=False)
    op.create_index(op.f("ix_household_member_person_id"), "household_member", ["person_id"], unique=False)
    op.create_table(
        "person_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("linked_to_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.Column("linked_by_id", sa.Integer(), nullable=True),
        sa.Column("separated_at", sa.DateTime(), nullable=True),
        sa.Column("separated_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["linked_to_id"], ["person.id"], name=op.f("fk_person_link_linked_to_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_link_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_link")),
    )
    op.create_index(op.f("ix_person_link_linked_to_id"), "person_link", ["linked_to_id"], unique=False)
    op.create_index(op.f("ix_person_link_person_id"), "person_link", ["person_id"], unique=False)
    op.create_table(
        "person_name_pair",
        sa.Column(
            "one", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "other",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_name_pair_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("one", "other", "person_id", name=op.f("pk_person_name_pair")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_name_pair_person_id"), "person_name_pair", ["person_id"], unique=False)
    op.create_table(
        "person_search_part",
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column(
            "part", sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_search_part_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "part", "person_id", name=op.f("pk_person_search_part")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_search_part_person_id"), "person_search_part", ["person_id"], unique=False)
    op.create_table(
        "person_warning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("person_informed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_warning_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_warning")),
    )
    op.create_index(op.f("ix_person_warning_created_by_id"), "person_warning", ["created_by_id"], unique=False)
    op.create_index(op.f("ix_person_warning_person_id"), "person_warning", ["person_id"], unique=False)
    op.create_table(
        "phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("digits", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("may_call", sa.Boolean(), nullable=False),
        sa.Column("may_leave_message", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_phone_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_digits"), "phone", ["digits"], unique=False)
    op.create_index(op.f("ix_phone_person_id"), "phone", ["person_id"], unique=False)
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("evidence_issued_on", sa.Date(), nullable=True),
        sa.Column("evidence_valid_until", sa.Date(), nullable=True),
        sa.Column("evidence_seen_on", sa.Date(), nullable=True),
        sa.Column("evidence_seen_by_id", sa.Integer(), nullable=True),
        sa.Column("evidence_by_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("person_id <> other_id", name=op.f("ck_relation_two_people")),
        sa.ForeignKeyConstraint(
            ["evidence_by_id"], ["user_account.id"], name=op.f("fk_relation_evidence_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_seen_by_id"], ["user_account.id"], name=op.f("fk_relation_evidence_seen_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_relation_other_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_relation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    op.create_index(op.f("ix_relation_evidence_by_id"), "relation", ["evidence_by_id"], unique=False)
    op.create_index(op.f("ix_relation_other_id"), "relation", ["other_id"], unique=False)
    op.create_index(op.f("ix_relation_person_id"), "relation", ["person_id"], unique=False)
    op.create_table(
        "relation_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(length=140), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relation.id"], name=op.f("fk_relation_sheet_relation_id_relation"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation_sheet")),
    )
    op.create_index(op.f("ix_relation_sheet_relation_id"), "relation_sheet", ["relation_id"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index(op.f("ix_relation_sheet_relation_id"), table_name="relation_sheet")
    op.drop_table("relation_sheet")
    op.drop_index(op.f("ix_relation_person_id"), table_name="relation")
    op.drop_index(op.f("ix_relation_other_id"), table_name="relation")
    op.drop_index(op.f("ix_relation_evidence_by_id"), table_name="relation")
    op.drop_table("relation")
    op.drop_index(op.f("ix_phone_person_id"), table_name="phone")
    op.drop_index(op.f("ix_phone_digits"), table_name="phone")
    op.drop_table("phone")
    op.drop_index(op.f("ix_person_warning_person_id"), table_name="person_warning")
    op.drop_index(op.f("ix_person_warning_created_by_id"), table_name="person_warning")
    op.drop_table("person_warning")
    op.drop_index(op.f("ix_person_search_part_person_id"), table_name="person_search_part")
    op.drop_table("person_search_part")
    op.drop_index(op.f("ix_person_name_pair_person_id"), table_name="person_name_pair")
    op.drop_table("person_name_pair")
    op.drop_index(op.f("ix_person_link_person_id"), table_name="person_link")
    op.drop_index(op.f("ix_person_link_linked_to_id"), table_name="person_link")
    op.drop_table("person_link")
    op.drop_index(op.f("ix_household_member_person_id"), table_name="household_member")
    op.drop_index(op.f("ix_household_member_household_id"), table_name="household_member")
    op.drop_table("household_member")
    op.drop_index(op.f("ix_person_restricted"), table_name="person")
    op.drop_index("ix_person_folded", table_name="person")
    op.drop_index(op.f("ix_person_birth_date"), table_name="person")
    op.drop_index(op.f("ix_person_alias_of_id"), table_name="person")
    op.drop_table("person")
    op.drop_index(op.f("ix_name_word_spelling"), table_name="name_word")
    op.drop_index(op.f("ix_name_word_sound"), table_name="name_word")
    op.drop_table("name_word")
    op.drop_table("household")
