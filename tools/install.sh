#!/bin/sh
# Makes the environment and installs the course into it: install.sh FOLDER WHAT
# Whatever is missing is told in a sentence.
set -u
venv=$1
what=$2

fail() {
  echo "$1" >&2
  exit 1
}

new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

found=
for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do
  if new_enough "$name"; then
    found=$name
    break
  fi
done
[ -n "$found" ] ||
  fail "The course needs Python 3.11 or newer: install it from https://www.python.org/downloads/ and run make again."

if ! new_enough "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  echo "Making the course's own Python environment in $venv ..."
  if ! said=$("$found" -m venv --clear "$venv" 2>&1); then
    rm -rf "$venv"
    case $said in
      *ensurepip* | *"No module named venv"*)
        fail "$found cannot make environments: install its venv module (Debian, Ubuntu: sudo apt-get install python3-venv) and run make again." ;;
      *"No space left"*) fail "The disk is full: free some space and run make again." ;;
      *) fail "The environment $venv could not be made: $(echo "$said" | tail -1)" ;;
    esac
  fi
fi

echo "Installing the course. The first time this takes a few minutes and needs the internet ..."
log=$venv/install.log
"$venv/bin/python" -m pip install --disable-pip-version-check --progress-bar off -e "$what" \
  >"$log" 2>&1 &
pip=$!
trap 'kill "$pip" 2>/dev/null; exit 130' INT TERM
while kill -0 "$pip" 2>/dev/null; do
  sleep 1
  line=$(grep -E '^ *(Collecting|Downloading|Installing|Building)' "$log" | tail -1 | cut -c1-70)
  if [ -n "$line" ] && [ "$line" != "${shown:-}" ]; then
    echo "  $line"
    shown=$line
  fi
done
if wait "$pip"; then
  echo "Installed."
  exit 0
fi
if grep -q "No space left" "$log"; then
  fail "The disk is full: free some space and run make again."
elif grep -qE "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|Connection(Refused|Reset)Error|connection broken|Name or service not known|Temporary failure in name resolution" "$log"; then
  fail "The internet cannot be reached, and the first installation needs it: connect and run make again."
fi
fail "The course could not be installed ($(grep -E '^ *(ERROR|error)' "$log" | head -1)): all that was said is in $log."
