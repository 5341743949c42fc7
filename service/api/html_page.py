"""Pages that the API makes itself: they load nothing and run nothing."""

from html import escape

#: Their content type.
HTML = "text/html"
#: What a browser may do with them, and that another form of the same address exists.
HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'", "Vary": "Accept"}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title} - Modelbook</title>
<style>body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 45em; margin: 2em auto; padding: 0 1em }}
code, pre {{ background: #f3f3f3; overflow-x: auto }} pre {{ padding: 1em }} dt {{ margin-top: 1em; font-weight: bold }}
table {{ border-collapse: collapse; display: block; overflow-x: auto }} td, th {{ border: 1px solid #ccc; padding: .2em .6em; text-align: left }}
td {{ overflow-wrap: anywhere; vertical-align: top }} figure {{ margin: 1em 0 }} img {{ max-width: 100% }}</style>
</head><body>
<h1>{title}</h1>
{body}
</body></html>
"""


def page_of(title: str, body: str) -> str:
    """Return a page.

    Args:
        title: Its heading, as plain text.
        body: What follows it, as HTML in which all that users typed is escaped.
    """
    return _PAGE.format(title=escape(title), body=body)
