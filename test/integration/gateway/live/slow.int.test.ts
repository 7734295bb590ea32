import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Bye,
  CREDIT_FRAMES,
  type Frame,
  type Hello,
  LIVE_NAMESPACE,
  PROTOCOL,
} from '../../../../gateway/contract/wire.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import {
  draft,
  type LiveGateway,
  located,
  received,
  standingClock,
  startLiveGateway,
  temporaryLog,
} from '../../../support/live/gateway.ts';
import { type RecordedMetrics, recordedMetrics } from '../../../support/live/recorded-metrics.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';

/** What a client that takes nothing may cost, bytes. */
const MOST_BYTES = 4 * 1_024 * 1_024;
/** Far above any pause of this process, in which a wall cannot acknowledge either. */
const SLOW_MS = 4_000;

const clock = standingClock();
let log: EventLog;
let removeLog: () => Promise<void>;
let gateway: LiveGateway;
let metrics: RecordedMetrics;
let ends: (() => void)[];

beforeEach(async () => {
  ({ log, remove: removeLog } = await temporaryLog(clock));
  metrics = recordedMetrics();
  gateway = await startLiveGateway({ log, clock, metrics, slowMs: SLOW_MS });
  ends = [];
});

afterEach(async () => {
  for (const end of ends) end();
  await gateway.stop();
  await removeLog();
});

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 20 });

/** A client that takes its snapshot as given and never acknowledges a frame. */
function neverAcking() {
  const frames: Frame[] = [];
  const byes: Bye[] = [];
  const socket: Socket = io(gateway.origin + LIVE_NAMESPACE, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { proto: PROTOCOL },
  });
  let placed = false;
  let closed = false;
  socket.on('hello', ({ snapshot }: Hello) => {
    socket.emit('ready', { n: snapshot?.n });
    placed = true;
  });
  socket.on('frame', (frame: Frame) => frames.push(frame));
  socket.on('bye', (bye: Bye) => byes.push(bye));
  socket.on('disconnect', () => {
    closed = true;
  });
  ends.push(() => socket.close());
  return { socket, frames, byes, placed: () => placed, closed: () => closed };
}

const quickWall = (): HeadlessWall => {
  const wall = startWall({ origin: gateway.origin });
  ends.push(wall.stop);
  return wall;
};

const longCases = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => received(`C${first + i}`, { title: '路面塌陷'.repeat(30) }));

let turn = 0;
/** Thousands of positions and one alarm; resolves with how long the alarm took to the wall, ms. */
async function burst(wall: HeadlessWall): Promise<number> {
  turn += 1;
  const id = `A${turn}`;
  const positions = Array.from({ length: 60 }, (_, i) => located(`T${turn % 20}-${i}`, 103 + turn / 1_000));
  await log.append(positions);
  const alarm = draft({
    type: 'alarm.raised',
    subject: id,
    data: { title: '烟感', type: 'SMOKE', priority: 'P1' },
  });
  const begun = performance.now();
  await log.append([alarm]);
  await eventually(() => expect(wall.replica.collection('alarm').has(id)).toBe(true));
  return performance.now() - begun;
}

const bytesOf = (frames: readonly Frame[]) =>
  frames.reduce((sum, frame) => sum + JSON.stringify(frame).length, 0);
const longestBuffer = () => Math.max(0, ...(metrics.gauged.get('live_longest_write_buffer_packets') ?? []));

describe('a client that takes nothing', () => {
  it('whose socket is paused costs little and delays nobody', async () => {
    const wall = quickWall();
    const paused = neverAcking();
    await eventually(() => expect(paused.placed()).toBe(true));
    const { transport } = paused.socket.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void; resume(): void } } };
    };
    transport.ws._socket.pause();
    const delays = [];
    for (let i = 0; i < 60; i += 1) delays.push(await burst(wall));
    expect(delays.toSorted((a, b) => a - b)[Math.floor(delays.length * 0.9)]).toBeLessThan(1_000);
    expect(longestBuffer()).toBeLessThan(64);
    transport.ws._socket.resume();
    await eventually(() => expect(paused.closed()).toBe(true));
    expect(paused.frames.length).toBeLessThanOrEqual(CREDIT_FRAMES);
    expect(bytesOf(paused.frames)).toBeLessThan(MOST_BYTES);
  });

  it('is told that it is too slow, sent away, and goes on where it stood', async () => {
    const wall = quickWall();
    const slow = neverAcking();
    await eventually(() => expect(slow.placed()).toBe(true));
    for (let i = 0; i < CREDIT_FRAMES + 4; i += 1) await burst(wall);
    await eventually(() => expect(slow.closed()).toBe(true));
    expect(slow.byes).toEqual([{ code: 'slow', retryAfterMs: 2_000, again: true }]);
    expect(slow.frames.length).toBe(CREDIT_FRAMES);
    expect(metrics.counted.get('live_slow')).toBe(1);
    expect(wall.connection.counts).toMatchObject({ connects: 1, resyncs: 0 });
  });

  it('and asks for everything again and again gets no more than it takes, and is sent away', async () => {
    const wall = quickWall();
    const greedy = neverAcking();
    await eventually(() => expect(greedy.placed()).toBe(true));
    await burst(wall);
    await eventually(() => expect(greedy.frames.length).toBeGreaterThan(0));
    const token = greedy.frames[0]?.tk ?? null;
    const { transport } = greedy.socket.io.engine as unknown as {
      transport: { ws: { _socket: { pause(): void; resume(): void } } };
    };
    transport.ws._socket.pause();
    for (let batch = 0; batch < 20; batch += 1) await log.append(longCases(batch * 50, 50));
    await eventually(() => expect(wall.replica.collection('case').size).toBe(1_000));
    const asking = setInterval(() => greedy.socket.emit('resync', { token }), 50);
    ends.push(() => clearInterval(asking));
    await eventually(() => expect(metrics.counted.get('live_slow')).toBe(1));
    clearInterval(asking);
    expect(longestBuffer()).toBeLessThan(64);
    transport.ws._socket.resume();
    await eventually(() => expect(greedy.closed()).toBe(true));
    expect(bytesOf(greedy.frames)).toBeLessThan(2 * MOST_BYTES);
  });
});
