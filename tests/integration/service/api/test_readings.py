"""Different readings of one file: what was said of each, and how they are found."""

import httpx

DOUBTFUL = b"units,amount,day\n3,2.5,03/04/2024\n5,4.0,05/06/2024\n8,6.5,07/08/2024\nTotal,13.0,\n"


def test_what_was_said_of_a_reading_is_the_beginning_of_the_next(client: httpx.Client) -> None:
    sent = client.post("/v1/datasets", files={"file": ("sales.csv", DOUBTFUL)}).json()
    assert ([doubt["column"] for doubt in sent["doubts"]], sent["given"]) == (["units", "day"], {})
    first = client.post(f"/v1/datasets/{sent['id']}/reread", json={"skip_lines": [5]}).json()
    assert ([doubt["column"] for doubt in first["doubts"]], first["given"]) == (["day"], {"skip_lines": [5]})
    second = client.post(f"/v1/datasets/{first['id']}/reread", json={**first["given"], "dates": {"day": "day_first"}}).json()
    assert (second["doubts"], second["given"]) == ([], {"skip_lines": [5], "dates": {"day": "day_first"}})


def test_the_readings_of_a_file_are_found_by_its_digest(client: httpx.Client) -> None:
    sent = client.post("/v1/datasets", files={"file": ("sums.csv", b"units,n\n3,1\n5,2\nTotal,3\n")}).json()
    again = client.post(f"/v1/datasets/{sent['id']}/reread", json={"skip_lines": [4]}).json()
    client.post("/v1/datasets", files={"file": ("other.csv", b"x\n1\n")})
    found = client.get("/v1/datasets", params={"sha256": sent["sha256"]}).json()
    assert (found["datasets"], [upload["id"] for upload in found["uploads"]]) == ([], [again["id"], sent["id"]])
    refused = client.get("/v1/datasets?sha256=c").json()
    assert refused["errors"][0]["pointer"] == "/query/sha256"
