import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A crowd of enemies in a process of its own: handshakes with a bad key, half-sent requests, frames of a megabyte and
 * pages of a foreign origin, all against one gateway, until the time is over. Prints how many of each it managed.
 */
const [port = 0, ms = 0] = process.argv.slice(2).map(Number);
const end = Date.now() + ms;
const counts = { handshakes: 0, slowloris: 0, frames: 0, origins: 0, failed: 0 };
const URL = `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`;
const OPEN_MS = 5_000;

type HeadersOption = { headers: Record<string, string> };

/** Opens a bare WebSocket, sends what it has to say, and waits for the answer or the end. */
function say(words: readonly string[], headers: Record<string, string> = {}): Promise<void> {
  return new Promise((resolve) => {
    const options = { headers } satisfies HeadersOption as unknown as string[];
    const socket = new WebSocket(URL, options);
    const done = () => {
      clearTimeout(timer);
      socket.close();
      resolve();
    };
    const timer = setTimeout(done, OPEN_MS);
    let answers = 0;
    socket.onopen = () => {
      for (const word of words) socket.send(word);
    };
    // The engine's own greeting comes first; the second message answers what was said.
    socket.onmessage = () => {
      answers += 1;
      if (answers > 1) done();
    };
    socket.onerror = () => {
      counts.failed += 1;
      done();
    };
    socket.onclose = done;
  });
}

async function keepOn(what: keyof typeof counts, pauseMs: number, once: () => Promise<void>): Promise<void> {
  while (Date.now() < end) {
    await once();
    counts[what] += 1;
    await sleep(pauseMs);
  }
}

/** A request whose headers never end, a few bytes now and then. */
async function dribble(): Promise<void> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /v1/state HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  while (Date.now() < end && !socket.destroyed) {
    socket.write(`X-${Date.now()}: 1\r\n`);
    await sleep(500);
  }
  socket.destroy();
  counts.slowloris += 1;
}

const badKey = () => say([`40/live,${JSON.stringify({ proto: 1, token: 'nobody-knows-this-key' })}`]);
const megabyte = 'x'.repeat(1_000_000);
const bigFrame = () => say(['40/live,{"proto":1}', `42/live,["ack",{"n":"${megabyte}"}]`]);
const foreign = () => say([], { Origin: 'http://evil.example' });

await Promise.all([
  ...Array.from({ length: 40 }, () => keepOn('handshakes', 0, badKey)),
  ...Array.from({ length: 3 }, () => keepOn('frames', 50, bigFrame)),
  ...Array.from({ length: 3 }, () => keepOn('origins', 20, foreign)),
  ...Array.from({ length: 150 }, dribble),
]);
process.stdout.write(JSON.stringify(counts));
process.exit(0);
