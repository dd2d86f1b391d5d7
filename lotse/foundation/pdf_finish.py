"""Last touches that make one PDF both an archive file (PDF/A-3a) and an accessible one (PDF/UA-1).

WeasyPrint writes one conformance level at a time. This step adds the second to the objects before they are written,
so the file is neither parsed nor written twice. It works on plain objects; what it adds is of WeasyPrint's kind.
"""

from collections.abc import Collection
from io import BytesIO
from typing import Any

ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class FileInside(Exception):
    """The document carries an attached file, which no printed page of ours does."""


TYPED = frozenset(
    chr(code)
    for span in ((0x20, 0x180), (0x218, 0x21C), (0x1E9E, 0x1E9F), (0x2010, 0x2027), (0x20AC, 0x20AD))
    for code in range(*span)
)
"""What may be typed into a form field: Latin with all its accents, dashes, quotation marks, the euro sign."""


def finish(pdf: Any, fonts: Collection[Any] = ()) -> None:
    """Claim PDF/UA beside PDF/A, set the tab order, give form fields an appearance of their own and a slim font.

    `fonts` are WeasyPrint's own fonts of the document, those of form fields among them whole.
    """
    if any(isinstance(thing, dict) and thing.get("Type") == "/Filespec" for thing in pdf.objects):
        raise FileInside
    _set_margins_apart(pdf)
    _say_what_heads_cover(pdf)
    metadata = _referred(pdf, pdf.catalog["Metadata"])
    metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", ACCESSIBLE)
    metadata.compress = False
    for page in pdf.objects:
        if isinstance(page, dict) and page.get("Type") == "/Page":
            page["Tabs"] = "/S"
    if "AcroForm" in pdf.catalog:
        _settle_form(pdf)
        for font in fonts:
            if font.used_in_forms:
                _slim(pdf, font, [other.to_unicode for other in fonts if other.hash == font.hash])


def _set_margins_apart(pdf: Any) -> None:
    """Make page heads, feet and numbers artifacts. WeasyPrint marks them as text that stands outside the tag tree."""
    tree = _referred(pdf, pdf.catalog["StructTreeRoot"])
    document = _referred(pdf, tree["K"][0])
    in_tree = set(document["K"])
    below = [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("P") == document.reference]
    outside: list[Any] = [element for element in below if getattr(element, "reference", None) not in in_tree]
    by_page: dict[bytes, set[int]] = {}
    while outside:
        element = outside.pop()
        for kid in element["K"]:
            if isinstance(kid, int):
                by_page.setdefault(element["Pg"], set()).add(kid)
            else:
                outside.append(_referred(pdf, kid))
    numbers = _referred(pdf, tree["ParentTree"])["Nums"]
    mapping = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for reference, marks in by_page.items():
        page = _referred(pdf, reference)
        _unmark(_referred(pdf, page["Contents"]).stream, marks)
        for mark in marks:
            mapping[page["StructParents"]][mark] = b"null"


def _unmark(operations: list[Any], marks: set[int]) -> None:
    for place, operation in enumerate(operations):
        if operation == b"BDC" and operations[place - 1].get("MCID") in marks:
            operations[place - 2] = "/Artifact"
            operations[place - 1]["Type"] = "/Pagination"
            del operations[place - 1]["MCID"]


def _say_what_heads_cover(pdf: Any) -> None:
    """Give each head of a table its scope: those in the head of the table cover columns, all others their row."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("S") == "/TH" and "A" in thing:
            group = _referred(pdf, _referred(pdf, thing["P"])["P"])
            thing["A"]["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"


def _settle_form(pdf: Any) -> None:
    """An archive file may not leave the look of a field to the reader's program."""
    import pydyf  # loaded already by WeasyPrint, and never by the server

    pdf.catalog["AcroForm"].pop("NeedAppearances", None)
    for field in [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Subtype") == "/Widget"]:
        left, bottom, right, top = field["Rect"]
        width, height = abs(right - left), abs(top - bottom)
        blank = _blank(pdf, width, height).reference
        if "AP" not in field:
            field["AP"] = pydyf.Dictionary({"N": blank})
        else:
            field["AP"]["N"]["Off"] = blank


def _slim(pdf: Any, font: Any, shown: list[dict[int, str]]) -> None:
    """Keep of a font that fields are typed in what the page shows and what may be typed: a tenth of its bytes."""
    from fontTools.ttLib import TTFont

    whole = font.file_content
    table = TTFont(BytesIO(whole), fontNumber=font.index, lazy=True)
    names = table.getBestCmap()
    typed = {table.getGlyphID(names[ord(sign)]): sign for sign in TYPED if ord(sign) in names}
    font.subset(typed | {glyph: sign for signs in shown for glyph, sign in signs.items()}, False)
    for thing in pdf.objects:
        if getattr(thing, "stream", None) == [whole]:
            thing.stream, thing.extra["Length1"] = [font.file_content], len(font.file_content)


def _blank(pdf: Any, width: float, height: float) -> Any:
    import pydyf

    empty = pydyf.Stream(
        [], {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array((0, 0, width, height))}, compress=False
    )
    pdf.add_object(empty)
    return empty


def _referred(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
