"""Sends one event with Python 3.8 or newer and prints the answer.
Waits and sends the same again while the gateway asks for it.
  YITU_GATEWAY=http://127.0.0.1:8080 YITU_PRODUCER_KEY=... python3 send.py [event.json]
"""
import json
import os
import sys
import time
import urllib.error
import urllib.request

GATEWAY = os.environ.get("YITU_GATEWAY", "http://127.0.0.1:8080")
HEADERS = {
    "Authorization": "Bearer " + os.environ.get("YITU_PRODUCER_KEY", ""),
    "Content-Type": "application/cloudevents+json",
}
EVENT = {
    "specversion": "1.0",
    "id": "python-1",
    "source": "urn:example:python",
    "type": "case.received",
    "subject": "python-1",
    "time": "2026-11-20T15:19:00+08:00",
    "sequence": 1,
    "data": {"title": "路灯不亮", "kind": "FACILITY"},
}


def post(event):
    """Status, seconds to wait (or None) and text of the answer; status 0 when nobody answered."""
    body = json.dumps(event).encode()
    request = urllib.request.Request(GATEWAY + "/v1/events", data=body, headers=HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, None, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers.get("Retry-After"), refusal.read().decode()
    except OSError:
        return 0, None, ""


def main():
    event = EVENT
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as file:
            event = json.load(file)
    for attempt in range(1, 9):
        status, wait, text = post(event)
        if status in (200, 201):
            print(text)
            return 0
        if status not in (0, 429, 503):
            print("refused with %d: %s" % (status, text), file=sys.stderr)
            return 1
        time.sleep(float(wait or attempt))
    print("gave up; the event may be sent again later, unchanged", file=sys.stderr)
    return 1


sys.exit(main())
