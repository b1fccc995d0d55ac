"""Who a visitor is for limits that count: an address, or the network that one household or machine has for itself."""

from ipaddress import ip_address, ip_network


def network_of(given: str) -> str:
    """Of IPv6 the network, in which everybody has more addresses than any limit counts to; else the address."""
    try:
        address = ip_address(given)
    except ValueError:
        return given[:64]
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else given
