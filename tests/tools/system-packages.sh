#!/bin/sh
# Installs what tests need and no Python or npm package brings, where that is missing and this user may do so; tests that miss it are skipped, and fail on CI.
set -eu

missing=""
need() { # need PACKAGE PROGRAM...: Debian's package, and programs any of which will do
    package=$1
    shift
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 && return
    done
    missing="$missing $package"
}

need chromium chromium chromium-browser google-chrome
need curl curl
need iproute2 ip
need openssl openssl
need util-linux unshare

[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Tests that need these packages are skipped, as only root can install them, with apt-get:$missing" >&2
    exit 0
fi
echo "Installing$missing" >&2
apt-get update -qq -o Acquire::Retries=3
# shellcheck disable=SC2086  # One argument for each package.
DEBIAN_FRONTEND=noninteractive apt-get install -qq -o Acquire::Retries=3 --no-install-recommends $missing >/dev/null
