import { describe, expect, it, vi } from 'vitest';
import { watch } from 'vue';
import { add64, entityHash, hex64 } from '../../../../gateway/contract/hash.ts';
import type { EntityRecord, Frame, Hello } from '../../../../gateway/contract/wire.ts';
import { createCommits } from '../../../../screen/live/commits.ts';
import { createLiveStore } from '../../../../screen/live/useLive.ts';
import { fakeSurroundings } from '../../../support/live/fake-surroundings.ts';

const kpi = (id: string, value: number): EntityRecord => ['kpi', { id, value, area: null }];
const viewHash = (records: readonly EntityRecord[]) => {
  const sum = { hi: 0, lo: 0 };
  for (const [kind, entity] of records) add64(sum, entityHash(kind, entity.id, entity));
  return hex64(sum);
};

async function store() {
  const fake = fakeSurroundings();
  const due: (() => void)[] = [];
  const live = createLiveStore({
    origin: 'http://gateway',
    surroundings: fake.surroundings,
    schedule(commit) {
      due.push(commit);
      return () => due.splice(0);
    },
  });
  const paint = () => {
    for (const commit of due.splice(0)) commit();
  };
  live.start();
  const first = [kpi('a', 1)];
  fake.files.set('/s/0', { chunk: 0, of: 1, n: 1, entities: first });
  const hello = {
    serverNow: 5_000,
    clock: { simulated: true, rate: 2 },
    epoch: 'E',
    snapshot: { url: '/s', chunks: 1, bytes: 0, n: 1, at: 9, viewHash: viewHash(first), token: 't' },
  };
  fake.socket().handlers.hello(hello as unknown as Hello);
  await vi.waitFor(() => expect(due.length).toBe(1));
  const frame = (b: number, n: number, u: readonly EntityRecord[]) =>
    fake.socket().handlers.frame({ b, n, at: n, u, x: [], tk: 't' } satisfies Frame);
  return { live, paint, frame, due };
}

describe('the live store', () => {
  it('shows panels nothing before the first commit, then all kinds and the place together', async () => {
    const { live, paint } = await store();
    expect([live.place.value, live.collections.kpi.value.size]).toEqual([null, 0]);
    paint();
    expect(live.place.value).toMatchObject({ n: 1, at: 9, epoch: 'E' });
    expect(live.collection('kpi').value.get('a')?.value).toBe(1);
  });

  it('gathers frames into one commit and leaves untouched kinds as they are', async () => {
    const { live, paint, frame, due } = await store();
    paint();
    const { kpi: before, case: cases } = live.collections;
    const [oldKpis, oldCases] = [before.value, cases.value];
    frame(1, 2, [kpi('a', 2)]);
    frame(2, 3, [kpi('b', 3)]);
    expect(due.length).toBe(1);
    expect(before.value.get('a')?.value).toBe(1);
    paint();
    expect([...live.collections.kpi.value.values()].map(({ value }) => value)).toEqual([2, 3]);
    expect(oldKpis.get('a')?.value).toBe(1);
    expect(cases.value).toBe(oldCases);
  });

  it('wakes only who watches a kind that changed', async () => {
    const { live, paint, frame } = await store();
    paint();
    const woken: string[] = [];
    watch(live.collections.kpi, () => woken.push('kpi'), { flush: 'sync' });
    watch(live.collections.case, () => woken.push('case'), { flush: 'sync' });
    frame(1, 2, [kpi('a', 2)]);
    paint();
    expect(woken).toEqual(['kpi']);
  });

  it('tells link, clock and server time', async () => {
    const { live } = await store();
    expect(live.link.value.state).toBe('live');
    expect(live.clock.value).toEqual({ simulated: true, rate: 2 });
    expect(live.serverNow()).toBe(5_000);
  });

  it('tells how long the page has been up in the viewer’s own time, whatever the gateway’s clock says', () => {
    const { surroundings, pass } = fakeSurroundings();
    const live = createLiveStore({ origin: 'http://gateway', surroundings, schedule: () => () => undefined });
    pass(4_000);
    expect(live.upMs()).toBe(4_000);
  });

  it('commits nothing after it was stopped', async () => {
    const { live, paint, due } = await store();
    live.stop();
    expect(due.length).toBe(0);
    paint();
    expect(live.place.value).toBeNull();
  });
});

describe('commits', () => {
  it('come by a timer when a hidden page gets no frames', () => {
    vi.useFakeTimers();
    vi.stubGlobal('requestAnimationFrame', () => 1);
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    let committed = 0;
    const commits = createCommits(() => (committed += 1));
    commits.request();
    commits.request();
    vi.advanceTimersByTime(999);
    expect(committed).toBe(0);
    vi.advanceTimersByTime(1);
    expect(committed).toBe(1);
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
});
