#!/bin/sh
# Installs Debian's Chromium where there is none. Needs root and a working apt; CHROMIUM names another browser instead.
set -eu
command -v chromium > /dev/null && exit 0
[ "$(id -u)" = 0 ] || { echo "Chromium is missing and only root may install it: set CHROMIUM to a browser" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends chromium
