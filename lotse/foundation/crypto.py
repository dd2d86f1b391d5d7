"""Encryption of single fields: AES-GCM, bound to table and column, so that a ciphertext moved elsewhere is refused."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_ID = "k1"
_keys: dict[str, bytes] = {}


def use_key(secret: bytes) -> None:
    """Derive the field key from the installation's secret; called once at start."""
    _keys[_KEY_ID] = derive(secret, "fields")


def derive(secret: bytes, purpose: str) -> bytes:
    """Return a 32-byte key of its own for one purpose."""
    return hmac.new(secret, f"lotse/{purpose}".encode(), hashlib.sha256).digest()


def hash_token(token: str) -> str:
    """Return what is stored of a random token: whoever reads the table cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def encrypt(plain: bytes, bound_to: str) -> str:
    """Return `key id:base64(nonce + ciphertext)`; `bound_to` must be given again to decrypt."""
    nonce = os.urandom(12)
    sealed = AESGCM(_keys[_KEY_ID]).encrypt(nonce, plain, bound_to.encode())
    return f"{_KEY_ID}:{b64encode(nonce + sealed).decode()}"


def decrypt(text: str, bound_to: str) -> bytes:
    """Open what `encrypt` sealed; raises cryptography's InvalidTag when it was tampered with or moved."""
    key_id, _, body = text.partition(":")
    raw = b64decode(body)
    return AESGCM(_keys[key_id]).decrypt(raw[:12], raw[12:], bound_to.encode())


class EncryptedText(sa.types.TypeDecorator[str]):
    """A text column that holds ciphertext; give the column's name: `EncryptedText("note.text")`."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, bound_to: str) -> None:
        super().__init__()
        self.bound_to = bound_to

    def process_bind_param(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        """Encrypt on the way into the database."""
        return None if value is None else encrypt(value.encode(), self.bound_to)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> str | None:
        """Decrypt on the way out."""
        return None if value is None else decrypt(value, self.bound_to).decode()


class EncryptedBytes(sa.types.TypeDecorator[bytes]):
    """A column of files: like EncryptedText, for bytes."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, bound_to: str) -> None:
        super().__init__()
        self.bound_to = bound_to

    def process_bind_param(self, value: bytes | None, _dialect: sa.Dialect) -> str | None:
        """Encrypt on the way into the database."""
        return None if value is None else encrypt(value, self.bound_to)

    def process_result_value(self, value: str | None, _dialect: sa.Dialect) -> bytes | None:
        """Decrypt on the way out."""
        return None if value is None else decrypt(value, self.bound_to)
