#!/usr/bin/env bash
# Generate clients in Java and Go by the commands of docs/clients.md, and compile them. Needs Maven and Go, and the registries of both.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
export PATH="$root/.venv/bin:$PATH"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -L "$root/openapi-3.0.json" "$folder"
cd "$folder"
for language in java go; do
  command=$(grep -E "^openapi-generator-cli generate .*--generator-name $language " "$root/docs/clients.md")
  $command > "$language.log" 2>&1 || { cat "$language.log"; exit 1; }
done
echo "Compiling Java"
mvn --quiet --batch-mode --file modelbook-java/pom.xml compile
echo "Compiling Go"
cd modelbook-go && rm -rf test && go mod tidy && go build ./...
