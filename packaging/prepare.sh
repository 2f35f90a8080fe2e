# Sets a checkout up: system libraries, the virtual environment, catalogues. Sourced by run and test.
# Each step leaves a stamp, so that a second start does nothing.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$here/.venv"

say() { printf '%s\n' "$*" >&2; }
stop() { say "fieldcheck: $*"; exit 1; }

# What the interface needs on Debian and Ubuntu, by the library that shows whether it is there.
QT_PACKAGES="libgl1 libegl1 libxkbcommon-x11-0 libglib2.0-0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

# install_system WHY PACKAGE...: installs what dpkg does not know, or says in one line what is missing.
install_system() {
    local why=$1; shift
    local missing=() package
    command -v dpkg-query >/dev/null || return 0
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
            || dpkg-query -W -f='${Status}' "${package}t64" 2>/dev/null | grep -q 'ok installed' \
            || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] && return 0
    say "Installing for $why: ${missing[*]}"
    if as_root apt-get update -qq >/dev/null 2>&1 \
        && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1
    then return 0
    fi
    say "fieldcheck: missing for $why, and not installable here: ${missing[*]}. Ask an administrator for: apt-get install ${missing[*]}"
    return 1
}

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null \
            && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
            && { command -v "$candidate"; return 0; }
    done
    return 1
}

# make_environment REQUIREMENTS: the virtual environment with exactly the locked packages, checked by hash.
make_environment() {
    local requirements=$1 python stamp
    stamp="$venv/.made-from-$(basename "$requirements" .txt)"
    if [ -x "$venv/bin/python" ] && cmp -s "$requirements" "$stamp" 2>/dev/null; then return 0; fi
    python=$(find_python) || { install_system "Python" python3 python3-venv || true; python=$(find_python); } \
        || stop "Python 3.11 or newer is missing."
    say "Setting up the environment (once, a minute or so)"
    if [ ! -x "$venv/bin/pip" ]; then
        rm -rf "$venv"
        "$python" -m venv "$venv" >/dev/null 2>&1 \
            || { install_system "virtual environments" python3-venv && "$python" -m venv "$venv"; } \
            || stop "the virtual environment could not be made: the package python3-venv is missing."
    fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes -r "$requirements" \
        || stop "the locked packages could not be installed; is there a network or a folder of wheels (PIP_FIND_LINKS)?"
    cp "$requirements" "$stamp"
}

compile_catalogues() {
    PYTHONPATH="$here" "$venv/bin/python" -m fieldcheck.i18n.compiling
}
