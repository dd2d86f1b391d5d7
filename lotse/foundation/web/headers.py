"""Security headers of every answer."""

from __future__ import annotations

from flask import Response

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)

ALWAYS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)
"""A view may have set one of them otherwise: then its own counts."""
WITH_HTTPS = (("Strict-Transport-Security", "max-age=31536000"),)


def secure(response: Response, *, https: bool, cacheable: bool) -> Response:
    """Set the headers that BSI APP.3.1.A21 and ASVS name; only static files may be cached."""
    headers = response.headers
    given = {name.lower() for name, _ in headers}
    for name, value in (*ALWAYS, *(WITH_HTTPS if https else ())):
        if name.lower() not in given:
            headers.add(name, value)
    headers["Cache-Control"] = "public, max-age=31536000, immutable" if cacheable else "no-store"
    return response
