"""Nothing is fetched from an address that leads anywhere but to the public internet."""

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.archive.addresses import REFUSED, refused

INNER = {
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "0.0.0.0": "this machine",
    "10.0.0.1": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "100.64.0.1": "inner",
    "169.254.1.1": "link-local",
    "169.254.169.254": "metadata",
    "168.63.129.16": "metadata",
    "100.100.100.200": "metadata",
    "192.0.0.192": "metadata",
    "fd00:ec2::254": "metadata",
    "192.0.0.1": "reserved",
    "192.0.2.1": "examples",
    "198.51.100.7": "examples",
    "203.0.113.9": "examples",
    "198.18.0.1": "tests",
    "198.19.255.255": "tests",
    "192.88.99.1": "6to4",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "this machine",
    "::1": "loopback",
    "::ffff:127.0.0.1": "mapped",
    "::ffff:8.8.8.8": "mapped",
    "::127.0.0.1": "compatible",
    "::ffff:0:10.0.0.1": "translated",
    "64:ff9b::10.0.0.1": "NAT64",
    "64:ff9b::8.8.8.8": "NAT64",
    "64:ff9b:1::10.0.0.1": "local NAT64",
    "100::1": "discard",
    "2001:0:4136:e378::1": "Teredo",
    "2001:2::1": "tests",
    "2001:10::1": "protocols",
    "2001:db8::1": "examples",
    "3fff::1": "examples",
    "2002:7f00:1::1": "6to4",
    "2002:808:808::1": "6to4",
    "fc00::1": "private",
    "fdff::1": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "5f00::1": "no part of the public internet",
    "4000::1": "no part of the public internet",
    "not an address": "nothing that is an address",
    "2130706433": "nothing that is an address",
}


@pytest.mark.parametrize(("address", "why"), INNER.items())
def test_inner_addresses_are_refused_with_what_they_lead_to(address: str, why: str) -> None:
    assert why in str(refused(address))


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
     "169.253.255.255", "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::1", "2a00:1450::1"],
)  # fmt: skip
def test_public_addresses_beside_them_are_not(address: str) -> None:
    assert refused(address) is None


def test_a_network_that_was_allowed_counts_as_public_and_no_other() -> None:
    own = [ip_network("10.1.0.0/16"), ip_network("fd12::/32")]
    assert refused("10.1.2.3", own) is None
    assert refused("fd12::9", own) is None
    assert refused("10.2.2.3", own) is not None
    assert refused("::ffff:10.1.2.3", own) is not None


@given(st.sampled_from(REFUSED), st.integers(min_value=0))
def test_every_address_of_a_refused_network_is_refused(row: tuple[object, str], at: int) -> None:
    net = ip_network(str(row[0]))
    assert refused(str(net[at % net.num_addresses])) is not None
