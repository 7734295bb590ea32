import { describe, expect, it } from 'vitest';
import { createProject } from '../../../../gateway/access/projections.ts';
import type { Frame, Heartbeat } from '../../../../gateway/contract/wire.ts';
import { Channel } from '../../../../gateway/live/channel.ts';
import type { Site } from '../../../../gateway/live/port.ts';
import { cutOf, writeSnapshot } from '../../../../gateway/live/snapshot-text.ts';
import { createTokens } from '../../../../gateway/live/token.ts';
import { bookAck, createViewer, placeAt, type Viewer } from '../../../../gateway/live/viewer.ts';
import { createReplica, type Replica } from '../../../../screen/live/replica.ts';
import { freeWire, handState } from '../../../support/live/hand-state.ts';

/** A generator of its own, so that a failure repeats (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const project = createProject([]);
const tokens = createTokens({ secret: 's', site: 'demo', reducerVersion: 1 });
const said = { serverNow: 0, clock: { simulated: false, rate: 1 }, logOk: true };

/** A wall: its replica, and what is on its way to it. `quickness`: messages that it takes per turn. */
interface Wall {
  viewer: Viewer;
  readonly replica: Replica;
  readonly quickness: number;
  inbox: (Frame | Heartbeat)[];
  heard: number[];
  /** Place of its snapshot. */
  since: number;
  mostBytes: number;
}

async function snapshotInto(replica: Replica, state: ReturnType<typeof handState>, channel: Channel) {
  const cut = cutOf(state.view, 'operator', channel.viewHash());
  const text = await writeSnapshot(cut, project, 'operator');
  const token = tokens.sign('operator', cut.position);
  const ref = {
    url: '',
    chunks: text.chunks.length,
    bytes: 0,
    n: cut.position.n,
    at: 0,
    viewHash: text.viewHash,
    token,
  };
  const staging = replica.stage(ref, 'E');
  for (const chunk of text.chunks) staging.add(JSON.parse(chunk));
  expect(staging.commit()).toBe(true);
}

async function world(seed: number) {
  const random = randomOf(seed);
  const state = handState();
  const walls = new Map<string, Wall>();
  const facts: number[] = [];
  let now = 0;
  const send = (viewers: readonly Viewer[], message: Frame | Heartbeat) => {
    for (const { id } of viewers) walls.get(id)?.inbox.push(structuredClone(message));
  };
  const channel = new Channel({
    projection: 'operator',
    site: { view: state.view } as Site,
    events: state.ring,
    project,
    tokens,
    elapsedMs: () => now,
    port: {
      frame: send,
      heartbeat: send,
      pulse: () => undefined,
      tooOld: () => expect.fail('nothing was forgotten'),
    },
  });
  const stand = (wall: Wall) => {
    const place = tokens.read(wall.replica.place?.token) ?? expect.fail('the token is no token');
    placeAt(wall.viewer, place.n, place.l);
    channel.viewers.add(wall.viewer);
  };
  const join = async (id: string, quickness: number) => {
    const replica = createReplica();
    const wall: Wall = {
      viewer: createViewer(id, freeWire),
      replica,
      quickness,
      inbox: [],
      heard: [],
      since: state.view.position.n,
      mostBytes: 0,
    };
    replica.events.onEvent(([n]) => wall.heard.push(n));
    walls.set(id, wall);
    await snapshotInto(replica, state, channel);
    stand(wall);
  };
  /** The connection is lost with all that was on its way; the wall comes back by its token. */
  const cut = (wall: Wall) => {
    channel.viewers.delete(wall.viewer);
    wall.inbox = [];
    wall.viewer = createViewer(wall.viewer.id, freeWire);
    stand(wall);
  };
  const take = (wall: Wall, message: Frame | Heartbeat) => {
    const isFrame = 'u' in message;
    const result = isFrame ? wall.replica.frame(message) : wall.replica.heartbeat(message);
    if (result === 'diverged' || (isFrame && result === 'elsewhere')) expect.fail(`${result}, seed ${seed}`);
    if (!isFrame) return;
    wall.mostBytes = Math.max(wall.mostBytes, JSON.stringify(message).length);
    bookAck(wall.viewer, message.n, now);
  };
  const drain = (wall: Wall, most = wall.quickness) => {
    for (const message of wall.inbox.splice(0, most)) take(wall, message);
  };
  const change = () => {
    const dice = random(100);
    if (dice < 80)
      channel.touch(state.put('terminal', { id: `T${random(400)}`, at: random(1e9), filler: FILLER }));
    else if (dice < 84) channel.touch(state.remove('terminal', `T${random(400)}`));
    else if (dice < 90) channel.touch(state.put('alarm', { id: `A${random(20)}`, at: random(1e9) }));
    else if (dice < 92) channel.touch(state.remove('alarm', `A${random(20)}`));
    else {
      state.fact('case.progressed', `C${random(9)}`);
      facts.push(state.view.position.n);
    }
  };
  const turn = (changes: number) => {
    now += 100;
    for (let i = 0; i < changes; i += 1) change();
    if (random(10) === 0) channel.beat(said);
    else channel.flush();
    for (const wall of walls.values()) {
      drain(wall);
      if (random(60) === 0) cut(wall);
    }
  };
  const settle = () => {
    for (let i = 0; i < 80; i += 1) {
      now += 100;
      channel.flush();
      for (const wall of walls.values()) drain(wall, 100);
    }
    channel.beat(said);
    for (const wall of walls.values()) drain(wall, 100);
  };
  return { channel, walls, join, turn, settle, facts, random, state };
}

const FILLER = 'x'.repeat(900);

describe('whatever happens to walls of any speed under more positions than frames hold', () => {
  it.each([1, 2, 3, 4])(
    'each ends up with the whole state and every fact once, in order (seed %i)',
    async (seed) => {
      const { channel, walls, join, turn, settle, facts, random } = await world(seed);
      for (const [id, quickness] of Object.entries({ quick: 100, middling: 1, second: 2 }))
        await join(id, quickness);
      for (let i = 0; i < 120; i += 1) {
        turn(random(3) === 0 ? 0 : 20 + random(200));
        if (i === 60) await join('latecomer', 3);
      }
      settle();
      for (const wall of walls.values()) {
        expect(wall.replica.viewHash()).toBe(channel.viewHash());
        expect(wall.replica.place?.behind).toBeUndefined();
        expect(wall.heard).toEqual(facts.filter((n) => n > wall.since));
        expect(wall.replica.events.counts).toMatchObject({ gaps: 0, repeats: 0 });
        expect(wall.mostBytes).toBeLessThan(100_000);
      }
      expect([...channel.viewers].every(({ following }) => following)).toBe(true);
    },
    30_000,
  );

  it('nobody’s position starves while there are always too many', async () => {
    const { walls, join, turn, state, channel } = await world(7);
    for (let i = 0; i < 400; i += 1)
      channel.touch(state.put('terminal', { id: `T${i}`, at: 0, filler: FILLER }));
    await join('quick', 100);
    const seen = new Map<string, number>();
    const wall = walls.get('quick') ?? expect.fail('no wall');
    let at = 0;
    let longest = 0;
    wall.replica.onChange(({ touched }) => {
      for (const id of touched.get('terminal') ?? []) {
        longest = Math.max(longest, at - (seen.get(id) ?? 0));
        seen.set(id, at);
      }
    });
    for (at = 1; at < 100; at += 1) {
      for (let i = 0; i < 400; i += 1)
        channel.touch(state.put('terminal', { id: `T${i}`, at, filler: FILLER }));
      turn(0);
    }
    expect(seen.size).toBe(400);
    expect(longest).toBeLessThan(20);
  });
});
