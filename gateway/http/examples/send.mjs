// Sends one event with Node 18 or newer and prints the answer. Waits and sends the same again while the gateway asks for it.
//   YITU_GATEWAY=http://127.0.0.1:8080 YITU_PRODUCER_KEY=… node send.mjs [event.json]
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { YITU_GATEWAY: gateway = 'http://127.0.0.1:8080', YITU_PRODUCER_KEY: key = '' } = process.env;
const event = process.argv[2]
  ? JSON.parse(readFileSync(process.argv[2], 'utf8'))
  : {
      specversion: '1.0',
      id: 'node-1',
      source: 'urn:example:node',
      type: 'case.received',
      subject: 'node-1',
      time: '2026-11-20T15:19:00+08:00',
      sequence: 1,
      data: { title: '路灯不亮', kind: 'FACILITY' },
    };

for (let attempt = 1; attempt <= 8; attempt += 1) {
  const answer = await fetch(`${gateway}/v1/events`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/cloudevents+json' },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(30_000),
  }).catch(() => null);
  const text = (await answer?.text()) ?? '';
  if (answer?.ok) {
    process.stdout.write(`${text}\n`);
    process.exit(0);
  }
  if (answer !== null && ![429, 503].includes(answer.status)) {
    process.stderr.write(`refused with ${answer.status}: ${text}\n`);
    process.exit(1);
  }
  await sleep(Number(answer?.headers.get('retry-after') ?? attempt) * 1_000);
}
process.stderr.write('gave up; the event may be sent again later, unchanged\n');
process.exit(1);
