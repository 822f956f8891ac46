#!/usr/bin/env bash
# Begins a server of `make server` on models of its own, and checks it from outside. Needs `make server`; installs what else it needs (Debian's
# chromium, chromium-driver and wrk, and selenium and schemathesis from PyPI into .build/check-serve).
#
#   Scripts/check-serve.sh [page] [api] [fuzz] [load] [end]      all of them by default
#
# page   the page as people use it, in a headless Chromium: .build/check-serve/*.png are its screenshots
# api    schemathesis against the description in OpenAPI
# fuzz   malformed requests, COUNT=100000
# load   wrk at predictions of a network of 784-512-512-10, 64 connections, SECONDS_OF_LOAD=60, while its file is replaced every second
# end    tokens, TLS, addresses beyond loopback, SIGTERM while questions are at work
set -euo pipefail
cd "$(dirname "$0")/.."
gradus=$PWD/.build/release/gradus
here=$PWD/Scripts/check-serve
work=$PWD/.build/check-serve
port=${PORT:-8099}
address=http://127.0.0.1:$port
[ -x .build/release/gradus-serve ] || { echo "check-serve: make server comes first" >&2; exit 69; }
parts=("$@")
[ $# -gt 0 ] || parts=(page api fuzz load end)
mkdir -p "$work"

missing=()
for tool in chromium chromedriver wrk curl openssl; do command -v "$tool" >/dev/null || missing+=("${tool/chromedriver/chromium-driver}"); done
if [ ${#missing[@]} -gt 0 ]; then apt-get install --yes --quiet --no-install-recommends "${missing[@]}"; fi
[ -x "$work/venv/bin/schemathesis" ] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet selenium schemathesis numpy; }

models=$work/models
# Anew: the checks delete runs and begin trainings.
rm -rf "$models" "$work/runs.sqlite"
mkdir -p "$models"
"$gradus" train digits --epochs 5 --output "$models/digits.safetensors" --runs "$work/runs.sqlite" >/dev/null
"$gradus" train Examples/penguins.csv --target species --output "$models/penguins.safetensors" --no-record >/dev/null
for seed in 1 2; do
  [ -f "$work/medium-$seed.safetensors" ] || "$gradus" train fashion-mnist --layers 512,512 --optimizer adam --epochs 1 --seed $seed --output "$work/medium-$seed.safetensors" --no-record >/dev/null
done
cp "$work/medium-1.safetensors" "$models/medium.safetensors"

server=
begin() {
  "$gradus" serve --port "$port" --models "$models" --runs "$work/runs.sqlite" "$@" >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 100); do grep -q '^http' "$work/server.log" && return; sleep 0.1; done
  cat "$work/server.log"
  return 1
}
finish() { [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }; server=; }
trap finish EXIT
failed=()
resident() { awk '/VmRSS/ { print int($2 / 1024) " MB" }' "/proc/$server/status"; }

page() { "$work/venv/bin/python" "$here/page.py" "$address" "$work"; }

api() {
  (cd "$work" && "$work/venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$address/openapi.json" --max-examples "${EXAMPLES:-50}" --seed 1)
}

fuzz() { python3 "$here/fuzz.py" 127.0.0.1 "$port" "${COUNT:-100000}"; }

load() {
  "$work/venv/bin/python" - "$work" <<'PY'
import io, json, random, sys
import numpy
random.seed(1)
pixels = [random.randrange(256) if random.random() < 0.5 else 0 for _ in range(784)]
open(f"{sys.argv[1]}/row.json", "w").write(json.dumps({"rows": [pixels]}, separators=(",", ":")))
array = io.BytesIO()
numpy.save(array, numpy.array([pixels], dtype=numpy.uint8))
open(f"{sys.argv[1]}/row.npy", "wb").write(array.getvalue())
PY
  for form in "row.npy application/x-npy 10" "row.json application/json 10" "row.json application/json ${SECONDS_OF_LOAD:-60}"; do
    read -r body type seconds <<<"$form"
    local replacing=
    if [ "$seconds" = "${SECONDS_OF_LOAD:-60}" ]; then
      (while :; do for seed in 1 2; do
        cp "$work/medium-$seed.safetensors" "$models/.new" && mv "$models/.new" "$models/medium.safetensors"
        sleep 1
      done; done) &
      replacing=$!
      echo "-- while the model is replaced every second; memory before: $(resident)"
    fi
    BODY=$work/$body TYPE=$type wrk -t1 -c64 -d"${seconds}s" --latency -s "$here/predict.lua" "$address/v1/models/medium/predict" | tee "$work/wrk.log"
    [ -z "$replacing" ] || { kill "$replacing"; echo "-- memory after: $(resident); $(curl -s "$address/metrics" | grep '^gradus_model_loads_total')"; }
    ! grep -E 'Non-2xx|Socket errors' "$work/wrk.log" || return 1
  done
}

end() {
  local status=0
  expect() { if [ "$1" = "$2" ]; then echo "ok    $3"; else echo "FAIL  $3: $1, not $2"; status=1; fi; }
  # Questions that are at work when SIGTERM comes are answered.
  local question='{"formula": "sum(log(1 + exp(-y .* (X*w))))", "in": "w"}'
  for number in 1 2 3 4 5 6; do
    curl -s -o /dev/null -w '%{http_code}\n' -H 'Content-Type: application/json' -d "$question" "$address/convexity" >"$work/end-$number" &
  done
  sleep 0.05
  local asked
  asked=$(jobs -p | tail -n 6)
  kill -TERM "$server"
  wait $asked
  expect "$(cat "$work"/end-[1-6] | sort | uniq -c | tr -s ' ')" " 6 200" "six questions under SIGTERM are answered"
  wait "$server" && expect $? 0 "and the server ends by itself" || expect $? 0 "and the server ends by itself"
  server=
  for arguments in "--host 0.0.0.0" "--host 0.0.0.0 --token-file $work/token"; do
    "$gradus" serve --port "$port" $arguments >"$work/server.log" 2>&1 && expect 0 64 "refuses $arguments" || expect $? 64 "refuses $arguments"
  done
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
  echo 0123456789abcdef0123456789abcdef >"$work/token"
  begin --host 0.0.0.0 --token-file "$work/token" --certificate "$work/cert.pem" --key "$work/key.pem"
  local ask=(curl -s --cacert "$work/cert.pem" -o /dev/null -w '%{http_code}')
  expect "$("${ask[@]}" "https://localhost:$port/v1/models")" 401 "asks for the token over TLS"
  expect "$("${ask[@]}" -H "Authorization: Bearer $(cat "$work/token")" "https://localhost:$port/v1/models")" 200 "lets in who has it"
  expect "$("${ask[@]}" "https://localhost:$port/")" 200 "and shows the page, which asks for it"
  expect "$(curl -s -o /dev/null -w '%{http_code}' "http://localhost:$port/healthz" || true)" 000 "without TLS nobody is answered"
  finish
  begin
  return $status
}

begin
for part in "${parts[@]}"; do
  echo "== $part"
  "$part" || failed+=("$part")
done
[ ${#failed[@]} -eq 0 ] || { echo "check-serve: ${failed[*]} failed" >&2; exit 1; }
echo "check-serve: ${parts[*]}: all is well"
