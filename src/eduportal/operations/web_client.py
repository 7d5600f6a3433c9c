"""Asking a foreign web server whether a link still leads somewhere, without ever touching the inside of the network.

Every address is resolved first, every one of its answers must be public, and the connection goes to exactly the
address that was checked: a name that answers differently the second time (DNS rebinding) reaches nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

OK, MOVED, GONE, UNREACHABLE, REFUSED = "ok", "moved", "gone", "unreachable", "refused"
#: Seconds for each answer from the network, and for one link with all its redirects.
TIMEOUT, DEADLINE = 5, 15
HOPS = 5
LONGEST = 2_000
PORTS = {80, 443, 8080, 8443}
#: Networks that look public and lead inside: 6to4, NAT64 and Teredo carry another address in them.
_TUNNELS = tuple(map(ipaddress.ip_network, ("2002::/16", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32")))
_HEADERS = {"User-Agent": "eduportal link check", "Accept": "*/*", "Connection": "close"}
#: These answers say that a page is there, and that it is not for machines.
_THERE = {401, 402, 403, 405, 406, 429, 451, 999}


@dataclass(frozen=True)
class Verdict:
    """What became of a link: one of ok, moved (``location``: where to), gone, unreachable, refused (never asked);
    ``status`` is the last answer of the server or 0, ``why`` a word for what hindered."""

    state: str
    status: int = 0
    location: str = ""
    why: str = ""


class Refusal(Exception):
    """This address is not asked; the text is a word for why."""


class WebClient:
    """Asks for links, one after the other; the same host again only after ``gap`` seconds.

    :param allow_private: True only in tests, whose server stands on this computer.
    """

    def __init__(self, *, allow_private=False, gap=1.0, timeout=TIMEOUT, deadline=DEADLINE):
        self.allow_private, self.gap, self.timeout, self.deadline = allow_private, gap, timeout, deadline
        self.last = {}

    def check(self, url):
        """Return the :class:`Verdict` about an http or https link. Never raises."""
        ends = time.monotonic() + self.deadline
        try:
            return self._follow(url, ends)
        except Refusal as refusal:
            return Verdict(REFUSED, why=str(refusal))
        except ssl.SSLError:
            return Verdict(UNREACHABLE, why="certificate")
        except (OSError, http.client.HTTPException, ValueError, UnicodeError) as error:
            return Verdict(UNREACHABLE, why="timeout" if isinstance(error, TimeoutError) else "connection")

    def _follow(self, url, ends):
        at, lasting = url, True
        for _hop in range(HOPS + 1):
            status, location = self._ask(at, ends)
            if status not in (301, 302, 303, 307, 308) or not location:
                return _verdict(status, at if at != url and lasting else "")
            # Whoever moved "for now" may come back: only what is moved for good is to be corrected.
            lasting = lasting and status in (301, 308)
            at = urljoin(at, location)
        return Verdict(UNREACHABLE, status, why="redirects")

    def _ask(self, url, ends):
        """Return (status, location) of a HEAD, or of a GET where HEAD is not answered well."""
        status, location = self._request("HEAD", url, ends)
        return (status, location) if status < 400 else self._request("GET", url, ends)

    def _request(self, method, url, ends):
        parts, host, port = self._checked(url)
        address = self._address(host, port)
        self._wait(host, ends)
        left = min(self.timeout, ends - time.monotonic())
        if left <= 0:
            raise TimeoutError
        connection = _connection(parts.scheme, host, port, address, left)
        # A server that sends a letter every second never runs into the timeout of the socket.
        timer = Timer(ends - time.monotonic(), connection.cut)
        timer.daemon = True
        timer.start()
        try:
            connection.request(method, _target(parts), headers=_HEADERS)
            answer = connection.getresponse()
            if time.monotonic() >= ends:
                # What was cut off reads like the end of an answer.
                raise TimeoutError
            return answer.status, answer.getheader("Location") or ""
        finally:
            timer.cancel()
            connection.close()

    def _checked(self, url):
        """Return (parts, host, port); :raises Refusal: for what is not asked."""
        if len(url) > LONGEST or any(ord(each) < 33 for each in url):
            raise Refusal("address")
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
            host = host if host.isascii() else host.encode("idna").decode("ascii")
        except (ValueError, UnicodeError):
            raise Refusal("address") from None
        if parts.scheme not in ("http", "https") or not host:
            raise Refusal("address")
        if "@" in parts.netloc:
            raise Refusal("password")
        port = port or {"http": 80, "https": 443}[parts.scheme]
        if port not in PORTS and not self.allow_private:
            raise Refusal("port")
        return parts, host, port

    def _address(self, host, port):
        found = [each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.allow_private and not all(map(is_outside, found)):
            raise Refusal("private")
        return found[0]

    def _wait(self, host, ends):
        pause = self.last.get(host, float("-inf")) + self.gap - time.monotonic()
        if pause > 0:
            time.sleep(min(pause, max(0, ends - time.monotonic())))
        self.last[host] = time.monotonic()


def is_outside(address):
    """Return whether an IP address (text) is one of the public Internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 6 and any(ip in network for network in _TUNNELS):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_private or ip.is_loopback
                                 or ip.is_link_local or ip.is_unspecified)


def _verdict(status, moved_to):
    if 200 <= status < 300 or status in _THERE:
        return Verdict(MOVED, status, moved_to[:LONGEST]) if moved_to else Verdict(OK, status)
    if status in (404, 410):
        return Verdict(GONE, status)
    return Verdict(UNREACHABLE, status, why="answer")


def _target(parts):
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + ("?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]") if parts.query else "")


def _connection(scheme, host, port, address, timeout):
    if scheme == "https":
        return _Secure(host, port, timeout=timeout, address=address)
    return _Plain(host, port, timeout=timeout, address=address)


class _Pinned:
    """Connects to the address that was checked, whatever the name resolves to now."""

    def __init__(self, host, port, *, timeout, address):
        super().__init__(host, port, timeout=timeout)
        self.address = address

    def _open(self):
        return socket.create_connection((self.address, self.port), self.timeout)

    def cut(self):
        """End the conversation from another thread."""
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except (OSError, AttributeError):
            return


class _Plain(_Pinned, http.client.HTTPConnection):
    def connect(self):
        self.sock = self._open()


class _Secure(_Pinned, http.client.HTTPSConnection):
    def connect(self):
        self.sock = self._open()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
