import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProject } from '../../../../gateway/access/projections.ts';
import { ENTITY_KINDS } from '../../../../gateway/contract/entities.ts';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import type { Hello } from '../../../../gateway/contract/wire.ts';
import { createViewIndex } from '../../../../gateway/live/view-index.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import {
  AREAS,
  type LiveGateway,
  located,
  received,
  standingClock,
  startLiveGateway,
  temporaryLog,
} from '../../../support/live/gateway.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';

const clock = standingClock();
let log: EventLog;
let removeLog: () => Promise<void>;
let gateway: LiveGateway;
let walls: HeadlessWall[];

beforeEach(async () => {
  ({ log, remove: removeLog } = await temporaryLog(clock));
  gateway = await startLiveGateway({ log, clock });
  walls = [];
});

afterEach(async () => {
  for (const wall of walls) wall.stop();
  await gateway.stop();
  await removeLog();
});

const append = (...drafts: DraftEntry[]) => log.append(drafts);
const wallAt = (options: Omit<Parameters<typeof startWall>[0], 'origin'> = {}) => {
  const wall = startWall({ origin: gateway.origin, ...options });
  walls.push(wall);
  return wall;
};
const hellos = (wall: HeadlessWall) =>
  wall.heard.filter(({ name }) => name === 'hello').map(({ message }) => message as Hello);
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 20 });

/** The wall stands at the head of the log and holds exactly what the projection shows. */
async function inStep(wall: HeadlessWall, projection: 'operator' | 'visitor' = 'operator') {
  const { n } = await log.head();
  await eventually(() => {
    expect(wall.replica.place?.n).toBe(n);
    expect(wall.replica.viewHash()).toBe(gateway.live.viewHash(projection));
  });
}

describe('a wall at a gateway', () => {
  it('starts from a snapshot and goes on by frames', async () => {
    await append(received('A'), received('B'));
    const wall = wallAt();
    await inStep(wall);
    expect(hellos(wall)[0]).toMatchObject({ mode: 'snapshot', reason: 'new' });
    await append(received('C'));
    await eventually(() => expect(wall.replica.collection('case').get('C')?.title).toBe('井盖破损 C'));
    await inStep(wall);
    expect(wall.connection.counts).toMatchObject({ connects: 1, snapshots: 1, resyncs: 0, diverged: 0 });
  });

  it('holds the very content of a state that never moved over a wire', async () => {
    await append(
      received('A'),
      received('D', { kind: 'DISPUTE', location: { lng: 103.812345, lat: 25.612345 } }),
    );
    const wall = wallAt();
    await inStep(wall);
    const whole = createViewIndex(createProject(AREAS), 'operator');
    for (const kind of ENTITY_KINDS) {
      for (const entity of gateway.site.view.all(kind)) whole.set(kind, entity.id, entity);
    }
    expect(wall.replica.viewHash()).toBe(whole.hash());
  });

  it('gets only what it missed after its connection was cut', async () => {
    await append(...Array.from({ length: 30 }, (_, i) => received(`A${i}`)));
    const wall = wallAt();
    await inStep(wall);
    wall.connection.stop();
    await append(received('B'));
    wall.connection.start();
    await inStep(wall);
    expect(hellos(wall).at(-1)?.mode).toBe('resume');
    expect(wall.connection.counts.snapshots).toBe(1);
    const told = wall.frames
      .at(-1)
      ?.u.filter(([kind]) => kind === 'case')
      .map(([, { id }]) => id);
    expect(told).toEqual(['B']);
  });

  it('goes on at another gateway of the log with nothing missing and nothing twice', async () => {
    await append(received('A'));
    const wall = wallAt();
    await inStep(wall);
    await gateway.stop();
    await append(received('B'), received('C'));
    gateway = await startLiveGateway({ log, clock, port: gateway.port });
    await inStep(wall);
    expect([...wall.replica.collection('case').keys()].sort()).toEqual(['A', 'B', 'C']);
    expect(hellos(wall).at(-1)?.mode).toBe('resume');
    expect(wall.connection.counts.snapshots).toBe(1);
    const steps = wall.frames.map(({ b, n }) => [b, n]);
    expect(steps.every(([b = 0, n = 0], i) => b < n && (i === 0 || b >= (steps[i - 1]?.[1] ?? 0)))).toBe(
      true,
    );
  });

  it('hears every fact once and in order, over cuts and at another gateway that was not there when it happened', async () => {
    const told: [number, string][] = [];
    const wall = wallAt();
    wall.replica.events.onEvent(([n, , , id]) => told.push([n, id]));
    await inStep(wall);
    await append(received('A'), located('T', 103), received('B'));
    await inStep(wall);
    wall.connection.stop();
    await append(received('C'));
    await gateway.stop();
    await append(located('T', 104), received('D'));
    gateway = await startLiveGateway({ log, clock, port: gateway.port });
    wall.connection.start();
    await inStep(wall);
    await append(received('E'));
    await inStep(wall);
    const { entries } = await log.read(0, 100);
    const facts = entries.filter(({ feed }) => feed === 'case').map(({ n, subject }) => [n, subject]);
    expect(told).toEqual(facts);
    expect(wall.replica.events.counts).toMatchObject({ gaps: 0, repeats: 0 });
    expect(wall.connection.counts).toMatchObject({ snapshots: 1, resyncs: 0 });
  });

  it('is told in one frame what several entries of one turn changed', async () => {
    const wall = wallAt();
    await inStep(wall);
    await append(...Array.from({ length: 40 }, (_, i) => located('T', 103 + i / 1_000)));
    await eventually(() => expect(wall.replica.collection('terminal').get('T')?.location?.lng).toBe(103.039));
    const tellings = wall.frames.flatMap(({ u }) => u.filter(([kind]) => kind === 'terminal'));
    expect(tellings.length).toBeLessThan(5);
  });

  it('is refused with the reason when its key is unknown', async () => {
    const wall = wallAt({ key: 'wrong' });
    await eventually(() => expect(wall.connection.link.state).toBe('refused'));
    expect(wall.connection.link.reason).toContain('unknown or revoked');
  });

  it('hears good-bye before the gateway stops, and stays with what it has', async () => {
    await append(received('A'));
    const wall = wallAt();
    await inStep(wall);
    const { port } = gateway;
    await gateway.stop();
    await eventually(() =>
      expect(wall.heard.at(-1)).toMatchObject({ name: 'bye', message: { code: 'shutdown' } }),
    );
    expect(wall.replica.collection('case').size).toBe(1);
    gateway = await startLiveGateway({ log, clock, port });
  });
});

describe('a visitor', () => {
  it('gets totals and feeds, and of nothing else even an id', async () => {
    await append(
      received('SECRET-A', { title: '张某某家门口', kind: 'DISPUTE' }),
      located('SECRET-T', 103.8),
    );
    const wall = wallAt({ as: 'visitor' });
    await inStep(wall, 'visitor');
    await append(received('SECRET-B', { title: '张某某家门口' }), located('SECRET-T', 103.9));
    await inStep(wall, 'visitor');
    expect(wall.replica.collection('kpi').get('case.open')?.value).toBe(2);
    expect(wall.replica.collection('case').size + wall.replica.collection('terminal').size).toBe(0);
    const sent = JSON.stringify([wall.frames, wall.heard]);
    expect(sent).not.toMatch(/SECRET|张某某/);
    expect(wall.replica.events.counts.told).toBe(0);
  });

  it('may not command', async () => {
    const wall = wallAt({ as: 'visitor' });
    await inStep(wall, 'visitor');
    const command = {
      id: 'c',
      type: 'operation.noted',
      subject: 'case:A',
      by: { seat: '1', role: '值班员' },
      data: {},
    };
    const answer = await wall.connection.send(command as never);
    expect(answer).toMatchObject({ status: 403, code: 'forbidden' });
  });
});
