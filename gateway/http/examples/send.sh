#!/bin/sh
# Sends one event with curl and prints the answer. Waits and sends the same again while the gateway asks for it.
#   YITU_GATEWAY=http://127.0.0.1:8080 YITU_PRODUCER_KEY=… sh send.sh [event.json]
set -eu
gateway=${YITU_GATEWAY:-http://127.0.0.1:8080}
answer=$(mktemp)
headers=$(mktemp)
trap 'rm -f "$answer" "$headers"' EXIT

event=$(cat "${1:-/dev/null}")
[ -n "$event" ] || event='{"specversion":"1.0","id":"sh-1","source":"urn:example:sh","type":"case.received","subject":"sh-1",
  "time":"2026-11-20T15:19:00+08:00","sequence":1,"data":{"title":"路灯不亮","kind":"FACILITY"}}'

try=1
while [ "$try" -le 8 ]; do
  status=$(printf '%s' "$event" | curl -s -o "$answer" -D "$headers" -w '%{http_code}' --max-time 30 \
    -H "Authorization: Bearer ${YITU_PRODUCER_KEY-}" -H 'Content-Type: application/cloudevents+json' \
    --data-binary @- "$gateway/v1/events") || status=000
  case $status in
    200 | 201) cat "$answer"; echo; exit 0 ;;
    429 | 503 | 000) ;;
    *) echo "refused with $status:" >&2; cat "$answer" >&2; echo >&2; exit 1 ;;
  esac
  wait=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9][0-9]*\).*/\1/p' "$headers")
  sleep "${wait:-$try}"
  try=$((try + 1))
done
echo "gave up after $try tries; the event may be sent again later, unchanged" >&2
exit 1
