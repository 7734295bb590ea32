import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIVE_NAMESPACE, PROTOCOL } from '../../../../gateway/contract/wire.ts';
import { openSocketHost } from '../../../../gateway/live/socket-host.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import {
  type LiveGateway,
  received,
  standingClock,
  startLiveGateway,
  temporaryLog,
} from '../../../support/live/gateway.ts';
import { type RecordedMetrics, recordedMetrics } from '../../../support/live/recorded-metrics.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';

const clock = standingClock();
let log: EventLog;
let removeLog: () => Promise<void>;
let gateway: LiveGateway;
let metrics: RecordedMetrics;
let walls: HeadlessWall[];

beforeEach(async () => {
  ({ log, remove: removeLog } = await temporaryLog(clock));
  metrics = recordedMetrics();
  gateway = await startLiveGateway({ log, clock, metrics });
  walls = [];
});

afterEach(async () => {
  for (const wall of walls) wall.stop();
  await gateway.stop();
  await removeLog();
});

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 20 });
const wallAt = (origin = gateway.origin) => {
  const wall = startWall({ origin });
  walls.push(wall);
  return wall;
};
const refused = (code: string) => {
  const total = [...metrics.counted].filter(([key]) => key.startsWith('handshakes_refused_total'));
  return total.filter(([key]) => key.endsWith(` ${code}`)).reduce((sum, [, times]) => sum + times, 0);
};

/** Tries to come in; resolves with how it ended. */
function attempt(auth: object, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = io(gateway.origin + LIVE_NAMESPACE, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth,
      extraHeaders: headers,
    });
    const end = (how: string) => {
      socket.close();
      resolve(how);
    };
    socket.on('hello', () => end('in'));
    socket.on('connect_error', (error) =>
      end((error as { data?: { code?: string } }).data?.code ?? 'not looked at'),
    );
  });
}
const bad = () => attempt({ proto: PROTOCOL, token: 'wrong' });

describe('a hostile client', () => {
  it('of a foreign page is refused, and counted', async () => {
    expect(await attempt({ proto: PROTOCOL }, { origin: 'http://evil.example' })).toBe('not looked at');
    expect(refused('origin')).toBe(1);
  });

  it('that tries keys is not even looked at after a while, and counted', async () => {
    const ends = [];
    for (let i = 0; i < 60; i += 1) ends.push(await bad());
    expect(ends.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'unauthorized'));
    expect(ends.at(-1)).toBe('not looked at');
    expect(refused('unauthorized') + refused('flood')).toBe(60);
    expect(refused('flood')).toBeGreaterThan(10);
  });

  it('does not keep out a wall that was there before, from the very same address', async () => {
    await log.append([received('A')]);
    const wall = wallAt();
    await eventually(() => expect(wall.replica.collection('case').size).toBe(1));
    wall.connection.stop();
    const flood = Promise.all(Array.from({ length: 120 }, bad));
    wall.connection.start();
    await eventually(() => expect(wall.connection.link.state).toBe('live'));
    expect(wall.connection.counts).toMatchObject({ connects: 2, snapshots: 1 });
    await flood;
  });
});

describe('a gateway that is still starting', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('says so, and when to come again', async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = openSocketHost({ server, metrics, allowedOrigins: [], loopbackOnly: true });
    const wall = wallAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await eventually(() =>
      expect(wall.heard).toContainEqual({
        name: 'bye',
        message: { code: 'starting', retryAfterMs: 1_000, again: true },
      }),
    );
    expect(wall.connection.link.state).toBe('connecting');
    expect(wall.connection.counts.connects).toBe(1);
    await eventually(() => expect(wall.connection.counts.connects).toBeGreaterThan(1));
    expect(refused('starting')).toBeGreaterThan(0);
    await host.close();
  });
});
