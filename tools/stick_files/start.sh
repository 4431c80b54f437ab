#!/bin/sh
# Installs the course from this stick, without the internet, and starts it.
# How to run it: open a terminal, type  sh  and a space, drag this file into the window, press Enter.
# What you add is passed on, for instance:  sh start.sh --learner "Amina"
#
# It writes one folder, .toc-training-env in your home folder, and nothing on the stick.
# The second start is quick: what is installed already is used.
set -u
here=$(cd "$(dirname "$0")" && pwd)
room=$HOME/.toc-training-env
program=$room/bin/toc-training

fail() {
  echo "$1" >&2
  exit 1
}

# Installed before, and the stick is the same or is not there: start.
if "$program" --help >/dev/null 2>&1; then
  if [ ! -d "$here/wheels" ] || cmp -s "$here/stamp.txt" "$room/stamp.txt"; then
    exec "$program" start "$@"
  fi
fi
[ -d "$here/wheels" ] ||
  fail "The folder wheels is not beside this file: copy the whole folder of the stick, then start again."

# A Python this stick was made for; which those are stands in made-for.txt.
python=
for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
  if "$name" "$here/fits.py" >/dev/null 2>&1; then
    python=$name
    break
  fi
done
[ -n "$python" ] ||
  fail "No Python that this stick was made for was found (it has: $(paste -sd, "$here/made-for.txt" | sed 's/,/, /g')): install one of these, or ask your instructor for a stick made for this computer."

echo "Installing the course in $room. This takes about a minute, and needs no internet ..."
rm -f "$room/stamp.txt"
said=$("$python" -m venv --clear --without-pip "$room" 2>&1) ||
  fail "The folder $room could not be made: $(echo "$said" | tail -1)"
log=$room/install.log
"$room/bin/python" "$(echo "$here"/wheels/pip-*.whl)/pip" install --isolated --no-index \
  --disable-pip-version-check --progress-bar off --find-links "$here/wheels" toc-training \
  >"$log" 2>&1 &
pip=$!
trap 'kill "$pip" 2>/dev/null; exit 130' INT TERM
shown=0
while kill -0 "$pip" 2>/dev/null; do
  sleep 1
  count=$(ls "$room"/lib/python*/site-packages | grep -c 'dist-info$')
  if [ "$count" -gt "$shown" ]; then
    echo "  $count packages are in place"
    shown=$count
  fi
done
if ! wait "$pip"; then
  if grep -q "No space left" "$log"; then
    fail "The disk is full: free some space (about 600 MB) and start again."
  fi
  fail "The course could not be installed ($(grep '^ERROR' "$log" | tail -1)): show your instructor the file $log."
fi
trap - INT TERM
cp "$here/start.sh" "$room/start.sh"
cp "$here/stamp.txt" "$room/stamp.txt"
echo "Installed. From now on it starts without the stick as well:  sh \"$room/start.sh\""
exec "$program" start "$@"
