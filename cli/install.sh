#!/bin/sh
# Installs what package-lock.json locks, unless that is what node_modules holds already.
# Usage: install.sh ROOT. Two at once are safe: the second waits for the first.
# Exit codes: 0 installed, 69 it could not be installed (the reason is on standard error).
set -eu
root=$1
modules=$root/node_modules
stamp=$modules/.installed-lock.json
claim=$root/.installing

say() { printf 'rapport: %s\n' "$*" >&2; }
fail() { say "$@"; exit 69; }

# Whether another run has finished the job meanwhile.
installed() { [ -x "$modules/node/bin/node" ] && cmp -s "$root/package-lock.json" "$stamp"; }

command -v node >/dev/null 2>&1 ||
  fail 'Node.js was not found. Install Node.js 20 or newer (https://nodejs.org), then run this again.'
major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) || major=0
[ "$major" -ge 20 ] 2>/dev/null ||
  fail "Node.js $(node --version 2>/dev/null || echo '?') is too old: version 20 or newer is needed to install (https://nodejs.org)."
command -v npm >/dev/null 2>&1 ||
  fail 'npm was not found beside Node.js. Install npm (it comes with the Node.js download), then run this again.'

release() { rm -rf "$claim"; }

# Takes the lock folder, or waits until whoever holds it has finished or died.
waiting=0
until mkdir "$claim" 2>/dev/null; do
  [ -d "$claim" ] || fail "cannot write in $root: nothing was installed. Make the folder writable, or install there as its owner."
  holder=$(cat "$claim/pid" 2>/dev/null || echo '')
  if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
    say "an earlier installation was interrupted: starting it anew."
    release
    continue
  fi
  [ "$waiting" -ne 0 ] || say 'another run is installing: waiting for it.'
  waiting=$((waiting + 1))
  [ "$waiting" -lt 900 ] || fail "the installation by process ${holder:-?} takes longer than 15 minutes. If it is not running any more, remove $claim."
  sleep 1
  if installed; then exit 0; fi
done
trap 'release' EXIT
trap 'release; exit 130' INT
trap 'release; exit 143' TERM HUP
echo $$ >"$claim/pid"
if installed; then exit 0; fi

# An installation by hand (npm install, npm ci) leaves npm's own list: where it agrees, there is nothing to do.
agrees() {
  [ -x "$modules/node/bin/node" ] && [ -f "$modules/.package-lock.json" ] && node -e '
    const { readFileSync } = require("node:fs");
    const read = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
    const [locked, found] = [read(process.argv[1]), read(process.argv[2])];
    const differs = Object.entries(locked).some(([path, entry]) =>
      path.startsWith("node_modules/") && !entry.optional && found[path]?.version !== entry.version);
    process.exit(differs ? 1 : 0);
  ' "$root/package-lock.json" "$modules/.package-lock.json" 2>/dev/null
}

if ! agrees; then
  say 'installing the packages that package-lock.json names (once; about a minute) ...'
  log=$claim/npm.log
  start=$(date +%s)
  if ! (cd "$root" && npm ci --include=dev --no-audit --no-fund --loglevel=error >"$log" 2>&1); then
    if grep -Eq 'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network' "$log"; then
      head -n 3 "$log" >&2
      fail 'the package registry could not be reached, so the packages could not be installed. Check the network, proxy or `npm config get registry`, then run this again.'
    fi
    cat "$log" >&2
    fail 'npm could not install the packages; its own message stands above. The packages are incomplete now; run this again when the cause is removed.'
  fi
  [ -x "$modules/node/bin/node" ] ||
    fail 'npm finished, but the pinned Node.js is missing: were install scripts switched off (`npm config get ignore-scripts`)? Allow them for the package "node" and run this again.'
  say "installed in $(($(date +%s) - start)) s."
fi
cp "$root/package-lock.json" "$stamp" 2>/dev/null || say "could not note the installation in $modules: it will be checked again at the next start."
