# What the commands in packaging share. Sourced, not run.

FOYER_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
FOYER_LOGS=${FOYER_LOGS:-$FOYER_ROOT/build/logs}

if [ -t 1 ]; then BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' PLAIN=$'\e[0m'; else BOLD='' DIM='' RED='' PLAIN=''; fi

say() { printf '%s▸%s %s\n' "$BOLD" "$PLAIN" "$*"; }
die() { # MESSAGE [LOGFILE]
    printf '%s✗ %s%s\n' "$RED" "$1" "$PLAIN" >&2
    if [ -n "${2:-}" ] && [ -s "$2" ]; then
        printf '%s\n' "--- the last lines of $2" >&2
        tail -n 25 "$2" >&2
    fi
    exit 1
}

# Sets FOYER_COMMIT, which every line of counts tells, unless the caller has.
name_commit() {
    FOYER_COMMIT=${FOYER_COMMIT:-$(git -C "$FOYER_ROOT" describe --always --dirty 2>/dev/null || echo unknown)}
    export FOYER_COMMIT
}

# Reads the package lists named (packages/build.txt …) and installs by apt what is missing.
ensure_packages() {
    local missing=() name list
    for list in "$@"; do
        while read -r name; do
            case "$name" in '' | '#'*) continue ;; esac
            dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
        done <"$FOYER_ROOT/packaging/packages/$list.txt"
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "Installing ${#missing[@]} Debian packages (once)"
    local sudo='' log=$FOYER_LOGS/apt.log
    mkdir -p "$FOYER_LOGS"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "These packages are missing, and neither root nor sudo is at hand: ${missing[*]}"
        sudo=sudo
    fi
    $sudo apt-get update -q >"$log" 2>&1 || die "apt-get update failed. Check the network and /etc/apt/sources.list." "$log"
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" \
        >>"$log" 2>&1 || die "Some packages could not be installed." "$log"
}

# configure_and_build PRESET WERROR TARGET…: WERROR is ON, OFF or KEEP (as configured before, else OFF).
configure_and_build() {
    local preset=$1 werror=$2 log=$FOYER_LOGS/build-$1.log
    shift 2
    mkdir -p "$FOYER_LOGS"
    cd "$FOYER_ROOT" || exit 1
    if [ "$werror" = KEEP ]; then
        werror=$(sed -n 's/^FOYER_WERROR:BOOL=//p' "build/$preset/CMakeCache.txt" 2>/dev/null)
        werror=${werror:-OFF}
    fi
    if [ ! -f "build/$preset/build.ninja" ] || ! grep -q "FOYER_WERROR:BOOL=$werror" "build/$preset/CMakeCache.txt"; then
        say "Configuring ($preset)"
        cmake --preset "$preset" -DFOYER_WERROR="$werror" >"$log" 2>&1 || die "The build could not be configured." "$log"
    fi
    say "Building ($preset)"
    # ccache takes precompiled headers only if told so; by what a file depends on it needs no second
    # preprocessing, which a machine that has nothing yet would pay for each file.
    export CCACHE_DEPEND=${CCACHE_DEPEND:-1} \
        CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros,include_file_mtime,include_file_ctime}
    if [ -t 1 ]; then
        NINJA_STATUS='  [%f/%t] ' ninja -C "build/$preset" "$@" 2>&1 | tee "$log" | awk '
            /^  \[/ { printf "\r\033[K%.100s", $0; fflush(); next } END { printf "\r\033[K" }'
        [ "${PIPESTATUS[0]}" -eq 0 ] || die "The build failed." "$log"
    else
        ninja -C "build/$preset" "$@" >"$log" 2>&1 || die "The build failed." "$log"
    fi
}
