"""Where the URL of a database says that its servers are, and the URL for jobs that reach them elsewhere."""

import pytest
from sqlalchemy import make_url

from service.store.addresses import Address, addresses_of, with_addresses

POSTGRES = "postgresql+psycopg://"


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("url", "addresses"),
    [
        ("sqlite:///data/modelbook.db", []),
        (f"{POSTGRES}modelbook@/modelbook", []),
        (f"{POSTGRES}modelbook@/modelbook?host=/run/postgresql", []),
        (f"{POSTGRES}modelbook:x@db/modelbook", [Address("db", 5432)]),
        (f"{POSTGRES}modelbook:x@db:5433/modelbook?sslmode=verify-full", [Address("db", 5433)]),
        (f"{POSTGRES}modelbook:x@db/modelbook?hostaddr=10.0.0.7", [Address("10.0.0.7", 5432)]),
        (f"{POSTGRES}modelbook:x@/modelbook?host=first:1&host=second:2", [Address("first", 1), Address("second", 2)]),
        (f"{POSTGRES}modelbook@/modelbook?service=main", None),
        (f"{POSTGRES}modelbook@db:port/modelbook", None),
        (f"{POSTGRES}modelbook@/modelbook?host=/run/postgresql,db", None),
    ],
)
def test_addresses_are_those_that_are_reached_by_tcp(url: str, addresses: list[Address] | None) -> None:
    assert addresses_of(url) == addresses


def test_the_variables_of_the_driver_count_where_the_url_has_no_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db")
    assert addresses_of(f"{POSTGRES}modelbook@/modelbook") == [Address("db", 5432)]


def test_a_service_of_the_driver_may_name_other_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGSERVICE", "main")
    assert addresses_of(f"{POSTGRES}modelbook@/modelbook") is None
    assert addresses_of("sqlite:///data/modelbook.db") == []


def test_servers_that_are_reached_elsewhere_keep_their_names_and_all_else() -> None:
    url = make_url(with_addresses(f"{POSTGRES}me:p%40ss@db:5433/modelbook?sslmode=verify-full", [Address("127.0.0.1", 4000)]))
    given = url.get_dialect()().create_connect_args(url)[1]
    expected = {"host": "db", "hostaddr": "127.0.0.1", "port": "4000", "user": "me", "password": "p@ss", "dbname": "modelbook"}
    assert given == {**expected, "sslmode": "verify-full"}


def test_several_servers_stay_several() -> None:
    moved = [Address("127.0.0.1", 4000), Address("127.0.0.1", 4001)]
    url = with_addresses(f"{POSTGRES}me@/modelbook?host=first:1&host=second:2", moved)
    given = make_url(url).get_dialect()().create_connect_args(make_url(url))[1]
    assert (given["host"], given["hostaddr"], given["port"]) == ("first,second", "127.0.0.1,127.0.0.1", "4000,4001")
