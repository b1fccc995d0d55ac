"""How often somebody has done something. Counted in the cache, for a while; nothing is stored."""

from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.utils.crypto import salted_hmac

#: In seconds.
A_DAY = 24 * 3600


def times(what: str, who: str, within: int) -> int:
    """How often, this time included, since the first of the last `within` seconds."""
    key = f"{what}-{who}"
    cache.add(key, 0, timeout=within)
    return cache.incr(key)


def times_by_network(what: str, address: str, within: int) -> int:
    """The same, of a visitor. Nobody learns the address from the key."""
    return times(what, salted_hmac(f"hub.limits.{what}", network_of(address)).hexdigest(), within)


def network_of(given: str) -> str:
    """Of IPv6 the network, in which everybody has more addresses than any limit counts to; else the address."""
    try:
        address = ip_address(given)
    except ValueError:
        return given[:64]
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else given
