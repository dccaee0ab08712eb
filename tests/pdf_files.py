"""PDF files for tests, written by hand, and a bomb among them."""

import struct
import zlib

MEGABYTE = 1024 * 1024


def pdf(*objects: bytes, info: bool = False) -> bytes:
    """Write a PDF by hand; the first object is the catalogue, and with `info` the last tells of the PDF."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    says = b"/Info %d 0 R" % len(objects) if info else b""
    trailer = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (size, says, len(out))
    return out + head + trailer


def written(*lines: str, title: str | None = None) -> bytes:
    """Write a PDF of one page; its font draws fi, ffi and a soft hyphen as signs 1, 2 and 3."""
    drawn = b" T* ".join(b"(%b) Tj" % line.encode("latin-1") for line in lines)
    names = b"1/fi/uniFB03/uni00AD"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(b"BT /F1 12 Tf 14 TL 40 700 Td " + drawn + b" ET"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[%b]>>>>" % names,
    )
    return pdf(*objects, b"<</Title(%b)>>" % title.encode("latin-1"), info=True) if title else pdf(*objects)


def stream(data: bytes, more: bytes = b"") -> bytes:
    """Write a stream with its length; `more` stands in its dictionary."""
    return b"<</Length %d%b>>stream\n" % (len(data), more) + data + b"\nendstream"


def blanks(megabytes: int) -> bytes:
    """Write the zlib stream of so many megabytes of blanks, of which only two are packed in earnest."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    other = packer.compress(b" " * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    size = megabytes * MEGABYTE
    one, two = (1 + 32 * size) % 65521, (size + 32 * size * (size + 1) // 2) % 65521
    return first + other * (megabytes - 1) + b"\x03\x00" + struct.pack(">I", two << 16 | one)


def flate_bomb() -> bytes:
    """Write a PDF whose page unpacks to two gigabytes."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R>>",
        stream(blanks(2048), b"/Filter/FlateDecode"),
    )
