import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import { CREDIT_FRAMES, type Hello, type ServerToClient } from '../../../../gateway/contract/wire.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { openSocket } from '../../../../screen/live/socket.ts';
import type { Surroundings } from '../../../../screen/live/surroundings.ts';
import {
  type LiveGateway,
  located,
  received,
  standingClock,
  startLiveGateway,
  temporaryLog,
} from '../../../support/live/gateway.ts';
import { type SwitchableLog, switchableLog } from '../../../support/live/switchable-log.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';

const clock = standingClock();
let real: { log: EventLog; remove(): Promise<void> };
let switchable: SwitchableLog;
let gateway: LiveGateway;
let walls: HeadlessWall[];

beforeEach(async () => {
  real = await temporaryLog(clock);
  switchable = switchableLog(real.log);
  gateway = await startLiveGateway({ log: switchable.log, clock });
  walls = [];
});

afterEach(async () => {
  for (const wall of walls) wall.stop();
  await gateway.stop();
  await real.remove();
});

const append = (...drafts: DraftEntry[]) => switchable.log.append(drafts);
const wallAt = (surroundings: Partial<Surroundings> = {}) => {
  const wall = startWall({ origin: gateway.origin, surroundings });
  walls.push(wall);
  return wall;
};
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 20 });
const inStep = async (wall: HeadlessWall) => {
  const { n } = await switchable.log.head();
  await eventually(() => {
    expect(wall.replica.place?.n).toBe(n);
    expect(wall.replica.viewHash()).toBe(gateway.live.viewHash('operator'));
  });
};

/** A socket whose acknowledgements wait until `release`. */
function withheldAcks() {
  const held: (() => void)[] = [];
  let holding = true;
  const surroundings: Partial<Surroundings> = {
    openSocket(origin, auth, handlers) {
      const socket = openSocket(origin, auth, handlers);
      return {
        close: socket.close,
        emit(name, ...args) {
          if (name === 'ack' && holding) held.push(() => socket.emit(name, ...args));
          else socket.emit(name, ...args);
        },
      };
    },
  };
  return {
    surroundings,
    release() {
      holding = false;
      for (const send of held) send();
    },
  };
}

describe('a client that does not acknowledge', () => {
  it('gets no more than its credit, then catches up by one frame when it drains', async () => {
    const acks = withheldAcks();
    const slow = wallAt(acks.surroundings);
    const quick = wallAt();
    await inStep(slow);
    await inStep(quick);
    for (let i = 0; i < CREDIT_FRAMES + 6; i += 1) {
      await append(located('T', 103 + i / 1_000));
      const { n } = await switchable.log.head();
      await eventually(() => expect(quick.replica.place?.n).toBe(n));
    }
    expect(slow.frames.length).toBe(CREDIT_FRAMES);
    acks.release();
    await inStep(slow);
    expect(slow.frames.length).toBe(CREDIT_FRAMES + 1);
    expect(slow.connection.counts.resyncs).toBe(0);
  });
});

describe('a log that is not the one that was followed', () => {
  it('resets every wall aside, and no ghost of the old log stays', async () => {
    await append(received('OLD'));
    const wall = wallAt();
    await inStep(wall);
    const other = await temporaryLog(clock);
    await other.log.append([received('NEW')]);
    switchable.switchTo(other.log, 'epoch');
    await eventually(() => expect([...wall.replica.collection('case').keys()]).toEqual(['NEW']));
    expect(wall.heard.at(-1)).toMatchObject({ name: 'reset', message: { reason: 'epoch' } });
    await append(received('NEXT'));
    await inStep(wall);
    expect(wall.connection.counts).toMatchObject({ connects: 1, snapshots: 2, diverged: 0 });
    await gateway.stop();
    await real.remove();
    real = other;
    gateway = await startLiveGateway({ log: switchable.log, clock });
  });

  it('takes no token of a place that this log never had', async () => {
    await append(received('A'), received('B'));
    const wall = wallAt();
    await inStep(wall);
    wall.connection.stop();
    await gateway.stop();
    const other = await temporaryLog(clock);
    const secret = await real.log.secret('resume');
    other.log.secret = () => Promise.resolve(secret);
    await other.log.append([received('X'), received('Y'), received('Z')]);
    await real.remove();
    real = other;
    switchable = switchableLog(other.log);
    gateway = await startLiveGateway({ log: switchable.log, clock, port: gateway.port });
    wall.connection.start();
    await inStep(wall);
    const hello = wall.heard.findLast(({ name }) => name === 'hello')?.message as Hello;
    expect(hello).toMatchObject({ mode: 'snapshot', reason: 'epoch' });
    expect([...wall.replica.collection('case').keys()].sort()).toEqual(['X', 'Y', 'Z']);
  });
});

describe('a wall whose content is not the gateway’s', () => {
  it('finds out by the next heartbeat and takes a snapshot', async () => {
    let twist = true;
    const wall = wallAt({
      openSocket: (origin, auth, handlers) =>
        openSocket(origin, auth, {
          ...handlers,
          frame(frame) {
            const lost = twist ? { ...frame, u: frame.u.filter(([kind]) => kind !== 'case') } : frame;
            handlers.frame(lost as Parameters<ServerToClient['frame']>[0]);
          },
        }),
    });
    await inStep(wall);
    await append(received('A'));
    await eventually(() => expect(wall.connection.counts.diverged).toBe(1));
    twist = false;
    await inStep(wall);
    expect(wall.replica.collection('case').has('A')).toBe(true);
    expect(wall.heard.at(-1)).toMatchObject({ name: 'reset', message: { reason: 'diverged' } });
  });

  it('asks for what it missed when a frame starts elsewhere', async () => {
    let lose = 1;
    const wall = wallAt({
      openSocket: (origin, auth, handlers) =>
        openSocket(origin, auth, {
          ...handlers,
          frame: (frame) => (lose-- > 0 ? undefined : handlers.frame(frame)),
        }),
    });
    await inStep(wall);
    await append(received('LOST'));
    await eventually(() => expect(wall.frames.length).toBe(0));
    await eventually(() => expect(lose).toBe(0));
    await append(received('NEXT'));
    await inStep(wall);
    expect([...wall.replica.collection('case').keys()].sort()).toEqual(['LOST', 'NEXT']);
    expect(wall.connection.counts).toMatchObject({ resyncs: 1, snapshots: 1, diverged: 0 });
  });
});

describe('a full gateway', () => {
  it('lets nobody else in, and the wall goes on trying', async () => {
    const { port } = gateway;
    await gateway.stop();
    gateway = await startLiveGateway({ log: switchable.log, clock, port, maxClients: 1 });
    const first = wallAt();
    await inStep(first);
    const second = wallAt({ random: () => 0 });
    await eventually(() => expect(second.connection.counts.connects).toBeGreaterThan(1));
    expect(second.connection.link.state).toBe('connecting');
    first.stop();
    await inStep(second);
  });
});
