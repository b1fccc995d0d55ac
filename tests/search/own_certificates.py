"""A certificate authority of one's own, as many clusters have."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def write_certificates(folder: Path) -> Path:
    """`ca.crt`, and `node.crt` with `node.key` for 127.0.0.1, signed by it."""
    folder.mkdir()
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _named("authority")
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    is_authority = x509.BasicConstraints(ca=True, path_length=0)
    may_sign = x509.SubjectKeyIdentifier.from_public_key(authority.public_key())
    knows = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key())
    own = _builder(root, root, authority.public_key()).add_extension(is_authority, critical=True)
    node = _builder(_named("node"), root, key.public_key()).add_extension(here, critical=False)
    own, node = own.add_extension(may_sign, critical=False), node.add_extension(knows, critical=False)
    for name, builder in (("ca.crt", own), ("node.crt", node)):
        signed = builder.sign(authority, hashes.SHA256())
        (folder / name).write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "node.key").write_bytes(key.private_bytes(*form))
    return folder


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
