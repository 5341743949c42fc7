"""The API pages work on a machine without a network."""

import re

import httpx


def test_the_docs_page_takes_everything_from_this_server(client: httpx.Client) -> None:
    page = client.get("/docs")
    assets = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert any(asset.endswith(".js") for asset in assets)
    assert [asset for asset in assets if not asset.startswith("/")] == []
    assert [client.get(asset).status_code for asset in assets] == [200] * len(assets)
