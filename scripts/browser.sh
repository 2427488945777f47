#!/bin/sh
# Installs what the journeys need, on Debian as root; anywhere else, and on failure, it only says so.
set -u
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || missing="chromium"
command -v pdfsig >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "setup: installing$(printf ' %s' $missing) for the browser journeys"
    # shellcheck disable=SC2086
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq -y --no-install-recommends $missing; } >/dev/null 2>&1 && exit 0
fi
echo "setup: without$(printf ' %s' $missing) some tests skip and say so" >&2
exit 0
