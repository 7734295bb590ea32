import { beforeEach, describe, expect, it } from 'vitest';
import { createProject } from '../../../../gateway/access/projections.ts';
import type { Projection } from '../../../../gateway/contract/vocabulary.ts';
import { CREDIT_FRAMES, type Frame, type Heartbeat } from '../../../../gateway/contract/wire.ts';
import { Channel } from '../../../../gateway/live/channel.ts';
import { POSITION_BYTES } from '../../../../gateway/live/missed.ts';
import type { Site } from '../../../../gateway/live/port.ts';
import { createTokens } from '../../../../gateway/live/token.ts';
import { bookAck, createViewer, placeAt, unplace, type Viewer } from '../../../../gateway/live/viewer.ts';
import { freeWire, handState } from '../../../support/live/hand-state.ts';

interface Sent {
  readonly to: string[];
  readonly message: Frame | Heartbeat;
}

function channelOver(state: ReturnType<typeof handState>, projection: Projection = 'operator') {
  const frames: Sent[] = [];
  const beats: Sent[] = [];
  const pulses: string[][] = [];
  const tooOld: string[] = [];
  const ids = (viewers: readonly Viewer[]) => viewers.map(({ id }) => id);
  const channel = new Channel({
    projection,
    site: { view: state.view } as Site,
    events: state.ring,
    project: createProject([]),
    tokens: createTokens({ secret: 's', site: 'demo', reducerVersion: 1 }),
    elapsedMs: () => 0,
    port: {
      frame: (viewers, message) => frames.push({ to: ids(viewers), message }),
      heartbeat: (viewers, message) => beats.push({ to: ids(viewers), message }),
      pulse: (viewers) => pulses.push(ids(viewers)),
      tooOld: (viewer) => tooOld.push(viewer.id),
    },
  });
  const join = (id: string, place: number) => {
    const viewer = createViewer(id, freeWire);
    placeAt(viewer, place);
    channel.viewers.add(viewer);
    channel.flush();
    return viewer;
  };
  return { channel, frames, beats, pulses, tooOld, join };
}

const said = { serverNow: 1, clock: { simulated: false, rate: 1 }, logOk: true };
const told = (sent: readonly Sent[]) => {
  const [first] = sent;
  return first === undefined ? expect.fail('nothing was sent') : (first.message as Frame);
};
const steps = (sent: readonly Sent[]) => sent.map(({ to, message }) => [to.join('+'), message.b, message.n]);
const terminal = (id: string, battery = 50) => ({ id, battery });

let state: ReturnType<typeof handState>;
beforeEach(() => {
  state = handState();
});

describe('a channel', () => {
  it('takes all who stand at its place along by one frame', () => {
    const { channel, frames, join } = channelOver(state);
    join('a', 0);
    join('b', 0);
    channel.touch(state.put('terminal', terminal('T')));
    channel.flush();
    expect(steps(frames)).toEqual([['a+b', 0, 1]]);
  });

  it('tells of an entity once, as it is now, alarms before positions', () => {
    const { channel, frames, join } = channelOver(state);
    join('a', 0);
    channel.touch(state.put('terminal', terminal('T', 10)));
    channel.touch(state.put('terminal', terminal('T', 20)));
    channel.touch(state.put('alarm', { id: 'A' }));
    channel.flush();
    expect(told(frames).u).toEqual([
      ['alarm', { id: 'A' }],
      ['terminal', terminal('T', 20)],
    ]);
  });

  it('is silent about a change that its projection does not see, and steps over it by the heartbeat', () => {
    const { channel, frames, beats, join } = channelOver(state, 'visitor');
    const viewer = join('a', 0);
    channel.touch(state.put('case', { id: 'secret' }));
    channel.flush();
    expect(frames).toEqual([]);
    channel.beat(said);
    expect(steps(beats)).toEqual([['a', 0, 1]]);
    expect(viewer.place).toBe(1);
    channel.touch(state.put('kpi', { id: 'case.open', value: 9, area: null }));
    channel.flush();
    expect(steps(frames)).toEqual([['a', 1, 2]]);
  });

  it('takes up a latecomer by one frame of what it missed, together with others of its place', () => {
    const { channel, frames, join } = channelOver(state);
    channel.touch(state.put('terminal', terminal('T1')));
    channel.touch(state.put('terminal', terminal('T2')));
    channel.touch(state.remove('terminal', 'T1'));
    channel.flush();
    const late = createViewer('late', freeWire);
    const later = createViewer('later', freeWire);
    placeAt(late, 1);
    placeAt(later, 1);
    channel.viewers.add(late);
    channel.viewers.add(later);
    channel.flush();
    expect(steps(frames)).toEqual([['late+later', 1, 3]]);
    const { u, x } = told(frames);
    expect([u, x]).toEqual([[['terminal', terminal('T2')]], [['terminal', 'T1']]]);
    join('at the place', 3);
    channel.touch(state.put('terminal', terminal('T3')));
    channel.flush();
    expect(steps(frames).at(-1)).toEqual(['late+later+at the place', 3, 4]);
  });

  it('never names to a visitor what it removed or changed out of sight', () => {
    const { channel, frames } = channelOver(state, 'visitor');
    channel.touch(state.put('case', { id: 'secret' }));
    channel.touch(state.put('kpi', { id: 'case.open', value: 1, area: null }));
    channel.touch(state.remove('case', 'secret'));
    channel.flush();
    const viewer = createViewer('late', freeWire);
    placeAt(viewer, 0);
    channel.viewers.add(viewer);
    channel.flush();
    channel.beat(said);
    expect(JSON.stringify(frames)).not.toContain('secret');
  });

  it('never names to a visitor who comes back a figure that was always hidden from it', () => {
    const { channel, frames, join } = channelOver(state, 'visitor');
    state.put('kpi', { id: 'case.category.secret', value: 7, area: null });
    state.put('kpi', { id: 'case.open@secret-village', value: 7, area: 'secret-village' });
    state.put('series', { id: 'secret', from: 0, stepMs: 1, values: [] });
    state.put('kpi', { id: 'case.open', value: 1, area: null });
    state.remove('kpi', 'case.category.secret');
    state.remove('kpi', 'case.open');
    channel.touch(state.put('feed', { id: 'case' }));
    channel.flush();
    join('late', 0);
    expect(told(frames).x).toEqual([['kpi', 'case.open']]);
    expect(JSON.stringify(frames)).not.toContain('secret');
  });

  it('lets a viewer that stands ahead wait until it has come up', () => {
    const { channel, frames, join } = channelOver(state, 'visitor');
    channel.touch(state.put('case', { id: 'unseen' }));
    join('ahead', 1);
    expect(frames).toEqual([]);
    channel.touch(state.put('kpi', { id: 'case.open', value: 1, area: null }));
    channel.flush();
    expect(steps(frames)).toEqual([['ahead', 1, 2]]);
  });

  it('gives up on a viewer whose place is forgotten', () => {
    state = handState(5);
    const { channel, frames, tooOld, join } = channelOver(state);
    for (let i = 0; i < 8; i += 1) channel.touch(state.put('terminal', terminal('T', i)));
    channel.flush();
    join('old', 3);
    expect([tooOld, frames]).toEqual([['old'], []]);
  });

  it('stops at a viewer’s credit and goes on with one frame after an acknowledgement', () => {
    const { channel, frames, join } = channelOver(state);
    const viewer = join('a', 0);
    const turn = (i: number) => {
      channel.touch(state.put('terminal', terminal('T', i)));
      channel.flush();
    };
    for (let i = 0; i < CREDIT_FRAMES + 5; i += 1) turn(i);
    expect(frames.filter(({ to }) => to.length > 0).length).toBe(CREDIT_FRAMES);
    expect(viewer.stalledAt).toBe(0);
    bookAck(viewer, 2, 0);
    channel.flush();
    expect(steps(frames).at(-1)).toEqual(['a', CREDIT_FRAMES, CREDIT_FRAMES + 5]);
    expect(viewer.unacked.length).toBe(CREDIT_FRAMES - 1);
  });

  it('carries one without credit over what nobody sees too', () => {
    const { channel, beats, frames, join } = channelOver(state);
    const viewer = join('a', 0);
    for (let i = 0; i < CREDIT_FRAMES; i += 1) {
      channel.touch(state.put('terminal', terminal('T', i)));
      channel.flush();
    }
    state.remove('terminal', 'never known');
    channel.beat(said);
    expect(steps(beats)).toEqual([['a', CREDIT_FRAMES, CREDIT_FRAMES + 1]]);
    channel.touch(state.put('terminal', terminal('T', 99)));
    bookAck(viewer, CREDIT_FRAMES, 0);
    channel.flush();
    expect(steps(frames).at(-1)).toEqual(['a', CREDIT_FRAMES + 1, CREDIT_FRAMES + 2]);
  });

  it('tells every distinct fact once, in order, even when nothing else is seen of it', () => {
    const { channel, frames, join } = channelOver(state);
    join('a', 0);
    state.fact('case.progressed', 'C');
    state.fact('alarm.updated', 'A');
    channel.flush();
    channel.flush();
    state.fact('case.progressed', 'D');
    channel.flush();
    expect(
      frames.map(({ message }) => (message as Frame).a?.map(([n, , kind, id]) => [n, kind, id])),
    ).toEqual([
      [
        [1, 'case', 'C'],
        [2, 'alarm', 'A'],
      ],
      [[3, 'case', 'D']],
    ]);
    expect(frames.map(({ message }) => (message as Frame).p)).toEqual([0, 2]);
  });

  it('tells a latecomer every fact since its place, and a visitor none', () => {
    const { frames, join } = channelOver(state);
    for (const id of ['C', 'D', 'E']) state.fact('case.progressed', id);
    join('late', 1);
    expect(told(frames).a?.map(([n]) => n)).toEqual([2, 3]);
    const visitors = channelOver(state, 'visitor');
    visitors.join('v', 0);
    expect(JSON.stringify(visitors.frames)).not.toContain('case.progressed');
  });

  it('gives up on a viewer that missed facts which are forgotten', () => {
    for (let i = 0; i < 10; i += 1) state.fact('case.progressed', 'C');
    state.ring.clear(8);
    const { tooOld, join } = channelOver(state);
    join('old', 7);
    expect(tooOld).toEqual(['old']);
  });

  it('sends no more positions at once than a frame holds, and the rest in the next ones', () => {
    const { channel, frames, join } = channelOver(state);
    const viewer = join('a', 0);
    const filler = 'x'.repeat(1_000);
    for (let i = 0; i < 150; i += 1) channel.touch(state.put('terminal', { id: `T${i}`, filler }));
    channel.touch(state.put('alarm', { id: 'A' }));
    channel.flush();
    expect(JSON.stringify(told(frames)).length).toBeLessThan(POSITION_BYTES + 2_000);
    expect(told(frames).u[0]).toEqual(['alarm', { id: 'A' }]);
    expect(told(frames).l).toBe(0);
    for (let i = 0; i < 5; i += 1) {
      bookAck(viewer, 151, 0);
      channel.flush();
    }
    const ids = frames.flatMap(({ message }) => (message as Frame).u.map(([, { id }]) => id));
    expect(new Set(ids).size).toBe(151);
    expect(frames.at(-1)?.message).not.toHaveProperty('l');
    expect(channel.busy).toBe(false);
  });

  it('keeps back what may be conflated while enough is on its way, and tells a fact all the same', () => {
    const { channel, frames, join } = channelOver(state);
    const viewer = join('a', 0);
    const filler = 'x'.repeat(1_200);
    const burst = (turn: number) => {
      for (let i = 0; i < 12; i += 1) channel.touch(state.put('kpi', { id: `K${i}`, turn, filler }));
      channel.touch(state.put('terminal', { id: 'T', turn, filler }));
      channel.flush();
    };
    for (let turn = 0; turn < 5; turn += 1) burst(turn);
    expect(steps(frames)).toEqual([['a', 0, 13]]);
    expect(channel.busy).toBe(false);
    state.fact('alarm.updated', 'A');
    channel.flush();
    expect(steps(frames).at(-1)).toEqual(['a', 13, 66]);
    const urgent = frames.at(-1)?.message as Frame;
    expect([urgent.a?.length, urgent.u.filter(([kind]) => kind === 'terminal').length]).toEqual([1, 0]);
    burst(5);
    expect(frames.length).toBe(2);
    bookAck(viewer, 66, 0);
    channel.flush();
    expect(steps(frames).at(-1)).toEqual(['a', 66, 79]);
    expect(told(frames.slice(-1)).u).toContainEqual(['terminal', { id: 'T', turn: 5, filler }]);
  });

  it('tells who loads a snapshot or waits to be caught up that the gateway lives, and nothing of a place', () => {
    const { channel, beats, pulses, join } = channelOver(state);
    join('here', 0);
    placeAt(join('ahead', 0), 9);
    unplace(join('loading', 0));
    channel.beat(said);
    expect(beats.map(({ to }) => to)).toEqual([['here']]);
    expect(pulses).toEqual([['ahead', 'loading']]);
  });

  it('tells in the heartbeat the hash of the state, however it came about', () => {
    const { channel } = channelOver(state);
    channel.touch(state.put('terminal', terminal('T', 1)));
    channel.touch(state.put('terminal', terminal('U', 1)));
    channel.touch(state.remove('terminal', 'U'));
    const grown = channel.viewHash();
    expect(channelOver(state).channel.viewHash()).toBe(grown);
    channel.reset();
    expect(channel.viewHash()).toBe(grown);
  });
});
