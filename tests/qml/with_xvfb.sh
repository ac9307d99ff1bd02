#!/bin/sh
# Runs a command on an X display of its own: with_xvfb.sh COMMAND [ARGUMENT...]
# The server picks a free display by itself and is stopped, by its pid, when the command has ended.
set -eu
command -v Xvfb >/dev/null || { echo "with_xvfb.sh: Xvfb is not installed" >&2; exit 127; }
work=$(mktemp -d)
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$work/display" 2>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null || :; wait "$server" 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
tries=0
until [ -s "$work/display" ]; do
    kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || { echo "with_xvfb.sh: Xvfb does not start" >&2; exit 1; }
    sleep 0.05
done
DISPLAY=":$(cat "$work/display")" QT_QPA_PLATFORM=xcb "$@"
