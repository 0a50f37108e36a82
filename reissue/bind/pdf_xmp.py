"""What a PDF says of itself in XMP: its title and authors, and the standards that it keeps."""

from html import escape
from importlib.metadata import version

from reissue.edition import Edition

# Its own word for its version would have it loaded in this process, where nothing is laid out.
PRODUCER = f"WeasyPrint {version('weasyprint')}"


def packet(edition: Edition, said: str) -> bytes:
    """Write the packet of metadata of an edition; `said` are descriptions of standards in RDF."""
    fields = [
        f"<dc:format>application/pdf</dc:format><dc:title>{_alternative(edition.title)}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(edition.language)}</rdf:li></rdf:Bag></dc:language>",
        f"<dc:identifier>{escape(edition.identifier)}</dc:identifier>",
        f"<xmp:CreateDate>{edition.modified}</xmp:CreateDate><xmp:ModifyDate>{edition.modified}</xmp:ModifyDate>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if edition.authors:
        authors = "".join(f"<rdf:li>{escape(author)}</rdf:li>" for author in edition.authors)
        fields.append(f"<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>")
    if edition.description:
        fields.append(f"<dc:description>{_alternative(edition.description)}</dc:description>")
    if edition.rights:
        fields.append(f"<dc:rights>{_alternative(edition.rights)}</dc:rights>")
    return (
        '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f"{''.join(fields)}</rdf:Description>\n{said}\n"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def archival(part: int) -> str:
    """Say that a file keeps PDF/A of this part, level U, and PDF/UA-1, of which PDF/A asks what its words mean."""
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>\n"
        '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n"
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>'
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
        "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
        "<pdfaProperty:category>internal</pdfaProperty:category>"
        "<pdfaProperty:description>the part of ISO 14289 that the file keeps</pdfaProperty:description>"
        "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    )


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'
