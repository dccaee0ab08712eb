"""Addresses that nothing is fetched from: an IP address -> why it is refused, or None.

The table follows the special-purpose registries of IANA (IPv4 and IPv6, as of 2025), with what clouds use
for the data of a machine. It is a table of its own, because `ipaddress.is_global` of Python 3.11 calls some
of them public (among them translated and tunnelled addresses, which lead anywhere).
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_TABLE = (
    ("169.254.169.254/32", "the metadata service of a cloud"),
    ("168.63.129.16/32", "the metadata service of a cloud"),
    ("100.100.100.200/32", "the metadata service of a cloud"),
    ("192.0.0.192/32", "the metadata service of a cloud"),
    ("fd00:ec2::254/128", "the metadata service of a cloud"),
    ("0.0.0.0/8", "this machine or network"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a provider's inner network"),
    ("127.0.0.0/8", "this machine (loopback)"),
    ("169.254.0.0/16", "the link at hand (link-local)"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "reserved for protocols"),
    ("192.0.2.0/24", "reserved for examples"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "a private network"),
    ("198.18.0.0/15", "reserved for tests of machines"),
    ("198.51.100.0/24", "reserved for examples"),
    ("203.0.113.0/24", "reserved for examples"),
    ("224.0.0.0/4", "many machines at once (multicast)"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "this machine or network"),
    ("::1/128", "this machine (loopback)"),
    ("::ffff:0:0/96", "an IPv4 address in IPv6 dress (mapped)"),
    ("::/96", "an IPv4 address in IPv6 dress (compatible)"),
    ("::ffff:0:0:0/96", "an IPv4 address in IPv6 dress (translated)"),
    ("64:ff9b::/96", "an IPv4 address in IPv6 dress (NAT64)"),
    ("64:ff9b:1::/48", "an IPv4 address in IPv6 dress (local NAT64)"),
    ("100::/64", "nobody (discard)"),
    ("2001::/32", "a tunnel (Teredo)"),
    ("2001:2::/48", "reserved for tests of machines"),
    ("2001:db8::/32", "reserved for examples"),
    ("2001::/23", "reserved for protocols"),
    ("2002::/16", "a tunnel (6to4)"),
    ("3fff::/20", "reserved for examples"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "the link at hand (link-local)"),
    ("fec0::/10", "a private network (site-local)"),
    ("ff00::/8", "many machines at once (multicast)"),
)
REFUSED: tuple[tuple[Network, str], ...] = tuple((ip_network(net), why) for net, why in _TABLE)
UNICAST = ip_network("2000::/3")
"""All that IPv6 has given out for the public so far."""


def refused(address: str, allowed: Sequence[Network] = ()) -> str | None:
    """Say what a refused address leads to, None where it leads to the public internet or is `allowed`.

    Example:
        >>> refused("127.0.0.1"), refused("93.184.216.34"), refused("64:ff9b::7f00:1")
        ('this machine (loopback)', None, 'an IPv4 address in IPv6 dress (NAT64)')
        >>> refused("10.1.2.3", [ip_network("10.1.0.0/16")])
    """
    plain, _, zone = address.partition("%")
    try:
        found = ip_address(plain)
    except ValueError:
        return "nothing that is an address"
    if not zone and any(_holds(net, found) for net in allowed):
        return None
    why = next((why for net, why in REFUSED if _holds(net, found)), None)
    if why is None and isinstance(found, IPv6Address) and found not in UNICAST:
        return "no part of the public internet"
    return why or ("one link only" if zone else None)


def _holds(net: Network, address: Address) -> bool:
    return net.version == address.version and address in net
