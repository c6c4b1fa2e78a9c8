"""What a reader of PDFs finds in a paper."""

import io

import pypdf
import pypdfium2
import zxingcpp


def text_of(pdf: bytes) -> str:
    """Everything that can be selected and copied, page after page."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages).replace("\r\n", "\n")


def codes_in(pdf: bytes) -> set[str]:
    """What the QR codes say that are seen on the first page."""
    seen = pypdfium2.PdfDocument(pdf)[0].render(scale=2, grayscale=True).to_pil()
    return {code.text for code in zxingcpp.read_barcodes(seen)}


def attachments_of(pdf: bytes) -> dict[str, bytes]:
    """The files within the file, by name."""
    found = pypdf.PdfReader(io.BytesIO(pdf)).attachments
    return {name: contents[0] for name, contents in found.items()}


def has_embedded_fonts_only(pdf: bytes) -> bool:
    """Whether every font that the first page uses comes along."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    embedded, unembedded = page._get_fonts()
    return bool(embedded) and not unembedded
