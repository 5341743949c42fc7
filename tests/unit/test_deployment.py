"""The files for deployments: what docker-compose.yml, deploy/ and the page on security say agrees with each other and with the code."""

import configparser
import json
import re
import stat
import subprocess
import sys
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from models.core.redaction import holds_key
from service.cli import up
from service.settings import MIB, Settings
from tests.programs import require_program

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["docker-compose.yml", "Dockerfile", "deploy/nginx.conf", "deploy/Caddyfile", "deploy/modelbook.service", "deploy/modelbook-gpu.conf"]
)
def test_every_variable_is_a_setting_or_one_of_caddy(name: str) -> None:
    used = set(re.findall(r"MODELBOOK_[A-Z_]*[A-Z]", text(name)))
    known = {f"MODELBOOK_{field.upper()}" for field in Settings.model_fields}
    assert used <= known | set(SERVICES["caddy"]["environment"])


def linted(dockerfile: Path) -> list[str]:
    """Return what hadolint has against a Dockerfile."""
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, "--no-color", dockerfile], capture_output=True, text=True, timeout=60, check=False)
    return [line.removeprefix(f"{dockerfile}:") for line in done.stdout.splitlines()]


def test_hadolint_finds_nothing_in_the_dockerfile_and_does_find_what_is_wrong(tmp_path: Path) -> None:
    assert linted(ROOT / "Dockerfile") == []
    wrong = tmp_path / "Dockerfile"
    wrong.write_text(text("Dockerfile").replace("WORKDIR /src", "WORKDIR src"))
    (found,) = linted(wrong)
    assert "DL3000" in found


def test_the_compose_file_is_one_by_its_specification() -> None:
    PyCompose.from_json(json.dumps(COMPOSE)).validate()
    wrong = json.loads(json.dumps(COMPOSE))
    wrong["services"]["api"]["read_only"] = "perhaps"
    with pytest.raises(ValueError, match="expected a boolean"):
        PyCompose.from_json(json.dumps(wrong))


def unit(*drop_ins: str) -> configparser.ConfigParser:
    """Return the unit of systemd with drop-ins; a key that stands more than once has its last value."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    for name in ("modelbook.service", *drop_ins):
        parser.read_string(text(f"deploy/{name}"))
    return parser


def command_of_header(part: str) -> str:
    """Return the command in the comment at the top of docker-compose.yml that has a part."""
    (line,) = [line for line in text("docker-compose.yml").splitlines() if line.startswith("#   ") and part in line]
    return line.removeprefix("#   ")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_uses_only_what_is_declared(service: str) -> None:
    used = SERVICES[service]
    assert set(used.get("depends_on", {})) <= set(SERVICES)
    assert set(used.get("secrets", [])) <= set(COMPOSE["secrets"])
    sources = [volume.split(":")[0] for volume in used.get("volumes", [])]
    assert [source for source in sources if not (ROOT / source).is_file() and source not in COMPOSE["volumes"]] == []


def test_nothing_but_the_proxy_is_published_beyond_this_machine() -> None:
    published = {port: name for name, service in SERVICES.items() for port in service.get("ports", [])}
    assert {name for port, name in published.items() if not port.startswith("127.0.0.1:")} == {"caddy"}
    assert SERVICES["caddy"]["profiles"] == ["tls"]


def test_the_api_believes_the_proxy_in_another_container() -> None:
    given = SERVICES["api"]["environment"]["MODELBOOK_TRUSTED_PROXIES"].partition(":-")[2].removesuffix("}")
    networks = [ip_network(network) for network in given.split(",")]
    assert Settings.model_fields["trusted_proxies"].default == ",".join(map(str, networks[:2])).replace("::1/128", "::1")
    assert any(ip_address("172.18.0.4") in network for network in networks)


def test_the_api_gets_the_key_of_the_administrator_as_a_secret_that_the_header_makes(tmp_path: Path) -> None:
    api = SERVICES["api"]
    (secret,) = api["secrets"]
    assert api["environment"]["MODELBOOK_ADMIN_KEY_FILE"] == f"/run/secrets/{secret}"
    file = tmp_path / COMPOSE["secrets"][secret]["file"]
    require_program("openssl")
    commands = [command_of_header("umask"), command_of_header("> admin.key")]
    subprocess.run(["sh", "-ec", "\n".join(commands)], cwd=tmp_path, check=True)
    assert holds_key(file.read_text())
    assert re.fullmatch(r"mb_[0-9a-f]{64}\n", file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_secret_is_for_the_user_of_the_image_and_stays_out_of_it_and_of_the_repository() -> None:
    (user,) = re.findall(r"useradd --uid (\d+)", text("Dockerfile"))
    assert command_of_header("chown").split()[:4] == ["sudo", "chown", user, "admin.key"]
    assert "/admin.key" in text(".gitignore").splitlines()
    assert text(".dockerignore").splitlines()[1] == "*"


@pytest.mark.parametrize("name", ["deploy/nginx.conf", "deploy/Caddyfile"])
def test_a_proxy_takes_as_much_and_keeps_connections_shorter_than_the_api(name: str) -> None:
    defaults = {field: Settings.model_fields[field].default for field in ("max_upload_bytes", "keep_alive_s")}
    (size,) = re.findall(r"(?:client_max_body_size|max_size) (\d+)(?:g;|GiB)", text(name))
    (kept,) = re.findall(r"keepalive(?:_timeout)? (\d+)s", text(name))
    assert int(size) * 1024 * MIB == defaults["max_upload_bytes"]
    assert int(kept) < defaults["keep_alive_s"]


def test_the_unit_runs_a_command_that_there_is_in_a_closed_folder() -> None:
    service = unit()["Service"]
    program, command, *arguments = service["ExecStart"].split()
    options = {option for parameter in up.params for option in parameter.opts}
    assert (Path(program).name, command) == ("modelbook", up.name)
    assert {argument for argument in arguments if argument.startswith("--")} <= options
    assert f"/var/lib/{service['StateDirectory']}" in arguments
    assert (service["StateDirectoryMode"], service["UMask"]) == ("0700", "0077")
    assert float(service["TimeoutStopSec"]) > 2 * Settings.model_fields["grace_s"].default


@pytest.mark.parametrize("service", ["migrate", "api", "worker", "worker-gpu", "broker"])
def test_a_container_has_no_rights_no_root_to_write_to_and_not_any_number_of_processes(service: str) -> None:
    used = SERVICES[service]
    assert (used["cap_drop"], used["security_opt"], used["read_only"]) == (["ALL"], ["no-new-privileges:true"], True)
    assert used["tmpfs"][0].startswith("/tmp:")
    n_processes = Settings.model_fields["job_processes"].default
    assert used["pids_limit"] > 0 if service in ("migrate", "api", "broker") else n_processes < used["pids_limit"]


def test_what_images_write_is_in_their_volumes_or_in_memory() -> None:
    written = dict(
        re.findall(r"(?m)^(?:ENV)? +(MODELBOOK_FILES|MODELBOOK_CACHE|MPLCONFIGDIR|KERAS_HOME)=(\S+)", text("Dockerfile").replace("ENV ", "ENV  "))
    )
    volumes = {volume.split(":")[1] for volume in SERVICES["worker"]["volumes"]}
    assert {written["MODELBOOK_FILES"], written["MODELBOOK_CACHE"]} == volumes
    assert all(written[name].startswith("/tmp/") for name in ("MPLCONFIGDIR", "KERAS_HOME"))


def test_the_unit_leaves_job_processes_what_they_give_up_rights_with() -> None:
    service = unit()["Service"]
    closed = ("ProtectSystem", "ProtectHome", "PrivateTmp", "NoNewPrivileges", "RestrictNamespaces", "ProtectProc", "LockPersonality")
    assert [service[key] for key in closed] == ["strict", "yes", "yes", "yes", "yes", "invisible", "yes"]
    allowed = service["SystemCallFilter"].split()
    assert allowed[0] == "@system-service"
    assert {"seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"} <= set(allowed)
    assert int(service["TasksMax"]) > Settings.model_fields["job_processes"].default


def test_the_drop_in_opens_the_devices_of_gpus_and_nothing_else() -> None:
    closed, opened = unit()["Service"], unit("modelbook-gpu.conf")["Service"]
    changed = {key: value for key, value in opened.items() if closed.get(key) != value}
    assert changed == {
        "Environment": "MODELBOOK_WORKER_GPUS=0",
        "PrivateDevices": "no",
        "DevicePolicy": "closed",
        "DeviceAllow": "char-nvidia* rw",
    }


def test_the_api_of_the_containers_has_as_many_processes_as_are_asked_for() -> None:
    """Their parent is the first process of the container: `init` takes care of what their helpers leave behind."""
    api = SERVICES["api"]
    assert api["command"] == ["modelbook", "api", "--host", "0.0.0.0", "--workers", "${API_WORKERS:-1}"]
    assert api["init"] is True
    assert "cache:/var/lib/modelbook/cache" in api["volumes"]
