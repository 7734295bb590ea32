import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../../gateway/access/port.ts';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { door, EXAMPLE, NOW, producer } from './door.ts';

const reader: Identity = {
  kind: 'read',
  key: 'read-key',
  projection: 'operator',
  producer: null,
  mayCommand: true,
  mayAdminister: false,
};
const by = { seat: '指挥席1', role: '值班员' };

interface Known {
  readonly kind: string;
  readonly id: string;
  readonly version?: number;
  readonly changedAt?: number;
  readonly state?: string;
  readonly life?: { readonly into: string | null };
  readonly facts?: readonly { n: number; type: string }[];
}

/** A state of nothing but the given entities, which knows the whole log. */
const view = (...entities: Known[]) => viewAt(Number.MAX_SAFE_INTEGER, ...entities);

/** The same at a place of the log. */
function viewAt(n: number, ...entities: Known[]): () => StateView {
  const find = (kind: string, id: string) => entities.find((each) => each.kind === kind && each.id === id);
  const state = {
    position: { e: 'memory', n, h: 'h' },
    get(kind: string, id: string) {
      const known = find(kind, id);
      const { state, life } = known ?? {};
      return (
        known && {
          id,
          version: known.version ?? 1,
          reality: 'simulated',
          area: 'village',
          item: null,
          state,
          life,
        }
      );
    },
    changedAt: (kind: string, id: string) => find(kind, id)?.changedAt,
    facts: (id: string) => entities.find((each) => each.id === id)?.facts ?? [],
    producerEpoch: () => null,
  };
  return () => state as unknown as StateView;
}

const ack = (changes: Record<string, unknown> = {}) => ({
  id: 'c1',
  type: 'operation.acknowledged',
  subject: 'alarm:a1',
  by,
  ...changes,
});

describe('a command', () => {
  it('becomes an operation entry of its seat, with the reality and area of its subject', async () => {
    const { ingest, log } = door({ view: view({ kind: 'alarm', id: 'a1' }) });
    const reply = await ingest.command(ack({ data: { note: '见13800138000', other: 1 } }), reader);
    expect(reply).toEqual({ status: 201, position: 'memory:1:h', n: 1, durability: 'memory' });
    expect(log.entries[0]).toMatchObject({
      feed: 'operation',
      type: 'operation.acknowledged',
      id: 'c1',
      source: 'urn:yitu:console:指挥席1',
      subject: 'alarm:a1',
      time: NOW,
      receivedAt: NOW,
      reality: 'simulated',
      area: 'village',
      data: { note: '见［已隐去电话］', by },
    });
  });

  it('sent again is answered with its place, changed it is a conflict', async () => {
    const { ingest } = door({ view: view({ kind: 'alarm', id: 'a1' }) });
    const first = await ingest.command(ack(), reader);
    expect(await ingest.command(ack(), reader)).toEqual({ ...first, status: 200 });
    await expect(ingest.command(ack({ data: { note: 'x' } }), reader)).rejects.toMatchObject({
      code: 'id_conflict',
    });
  });

  it('carries the version that was looked at, for the fold to judge by', async () => {
    const { ingest, log } = door({ view: view({ kind: 'alarm', id: 'a1', version: 3 }) });
    await ingest.command(ack({ seen: 3 }), reader);
    expect(log.entries[0]?.data).toMatchObject({ seen: 3 });
  });

  it('about an alarm that does not say what it saw is written down with the version that it was judged on', async () => {
    const known = { kind: 'alarm', id: 'a1', version: 3 };
    const { ingest, log } = door({ view: view(known) });
    const first = await ingest.command(ack(), reader);
    expect(log.entries[0]?.data).toMatchObject({ seen: 3 });
    known.version = 4;
    expect(await ingest.command(ack(), reader)).toEqual({ ...first, status: 200 });
  });

  it('that makes an item of a warning is written down with its title, and is the same when sent again', async () => {
    const warning = {
      id: 'w-1',
      version: 1,
      reality: 'actual',
      area: 'v1',
      state: 'CONFIRMED',
      ruleName: '村级重复',
      item: null,
      about: { name: '一村' },
    };
    const state = { get: (kind: string) => (kind === 'warning' ? warning : undefined), position: { n: 0 } };
    const { ingest, log } = door({ view: () => state as unknown as StateView });
    const linked = ack({ type: 'operation.linked', subject: 'warning:w-1' });
    const first = await ingest.command(linked, reader);
    expect(log.entries[0]).toMatchObject({ area: 'v1', data: { title: '村级重复：一村' } });
    expect(await ingest.command(linked, reader)).toEqual({ ...first, status: 200 });
    await ingest.command({ ...linked, id: 'c2', data: { title: '一村邻里' } }, reader);
    expect(log.entries[1]?.data).toMatchObject({ title: '一村邻里' });
  });

  it('that joins to an item that is over is refused, and says what to name instead', async () => {
    const known = view(
      { kind: 'alarm', id: 'a1' },
      { kind: 'case', id: 'done', state: 'CLOSED', life: { into: null } },
      { kind: 'case', id: 'twin', state: 'MERGED', life: { into: 'w1' } },
      { kind: 'case', id: 'w1', state: 'IN_PROGRESS', life: { into: null } },
    );
    const { ingest, log } = door({ view: known });
    const linked = (item: string) =>
      ingest.command(ack({ type: 'operation.linked', data: { item } }), reader);
    const refusal = { code: 'invalid_command', path: 'data.item' };
    await expect(linked('done')).rejects.toMatchObject({
      ...refusal,
      message: /CLOSED; leave data\.item out/,
    });
    await expect(linked('twin')).rejects.toMatchObject({ ...refusal, message: /name "w1"/ });
    expect(log.entries).toEqual([]);
    expect(await linked('w1')).toMatchObject({ status: 201 });
  });

  it('that names an item needs one that is on the wall', async () => {
    const known = view({ kind: 'alarm', id: 'a1' }, { kind: 'case', id: 'w1' });
    const { ingest, log } = door({ view: known });
    const removal = (item: string) => ack({ type: 'operation.removed', data: { item } });
    await expect(ingest.command(removal('w2'), reader)).rejects.toMatchObject({
      code: 'unknown_subject',
      path: 'data.item',
    });
    await ingest.command(removal('w1'), reader);
    expect(log.entries).toHaveLength(1);
  });

  it.each([
    ['a visitor', { ...reader, projection: 'visitor', mayCommand: false }],
    ['a producer', producer()],
  ] as [string, Identity][])('is refused from %s', async (_who, identity) => {
    const { ingest, log } = door({ view: view({ kind: 'alarm', id: 'a1' }) });
    await expect(ingest.command(ack(), identity)).rejects.toMatchObject({ code: 'forbidden' });
    expect(log.entries).toHaveLength(0);
  });

  it.each([
    ['no object', null, ''],
    ['a type of a producer', ack({ type: 'alarm.raised' }), 'type'],
    ['no seat', ack({ by: { role: '值班员' } }), 'by.seat'],
    ['a seat of spaces', ack({ by: { seat: '  ', role: '值班员' } }), 'by.seat'],
    ['a note that is too long', ack({ data: { note: 'x'.repeat(301) } }), 'data.note'],
    [
      'a verification without result',
      ack({ type: 'operation.verified', subject: 'video:v1' }),
      'data.result',
    ],
    ['another kind of subject', ack({ subject: 'case:k1' }), 'subject'],
  ])('is invalid with %s', async (_what, command, path) => {
    const state = view({ kind: 'alarm', id: 'a1' }, { kind: 'video', id: 'v1' }, { kind: 'case', id: 'k1' });
    const { ingest } = door({ view: state });
    await expect(ingest.command(command, reader)).rejects.toMatchObject({ code: 'invalid_command', path });
  });

  it('nested without end is refused', async () => {
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i += 1) deep = { deep };
    await expect(door().ingest.command(ack({ data: deep }), reader)).rejects.toMatchObject({
      code: 'too_deep',
    });
  });

  it('waits for the state', async () => {
    await expect(door().ingest.command(ack(), reader)).rejects.toMatchObject({ code: 'starting' });
  });
});

describe('a command that is sent again', () => {
  it('is answered with its place, whatever happened to the entity since', async () => {
    const states = [view({ kind: 'alarm', id: 'a1' }), view({ kind: 'alarm', id: 'a1', version: 9 })];
    const { ingest, log } = door({
      view: () => (states.length > 1 ? states.shift() : states[0])?.() ?? null,
    });
    const first = await ingest.command(ack({ seen: 1 }), reader);
    expect(await ingest.command(ack({ seen: 1 }), reader)).toEqual({ ...first, status: 200 });
    expect(log.entries).toHaveLength(1);
  });
});

describe('a gateway that is a moment behind the log', () => {
  const alarm = { kind: 'alarm', id: 'a1' };
  /** Gives the states in turn, and the last one from then on. */
  const growing = (...states: (() => StateView)[]) => {
    let at = 0;
    return () => {
      const state = states[Math.min(at, states.length - 1)] as () => StateView;
      at += 1;
      return state();
    };
  };
  const facts = [{ n: 1, type: 'operation.acknowledged' }];

  it('answers with the place of a first copy that came by another gateway, whatever it does not know yet', async () => {
    const elsewhere = viewAt(0, alarm);
    const changed = viewAt(0, { ...alarm, version: 2 });
    const newest = viewAt(1, { ...alarm, version: 3, facts });
    const { ingest, log } = door({ view: growing(elsewhere, changed, changed, newest) });
    const first = await ingest.command(ack({ seen: 1 }), reader);
    expect(await ingest.command(ack({ seen: 1 }), reader)).toEqual({ ...first, status: 200 });
    expect(log.entries).toHaveLength(1);
  });

  it('takes a command about what it learns of only now', async () => {
    const { ingest, log } = door({ view: growing(viewAt(0, alarm), viewAt(0), viewAt(1, alarm)) });
    await ingest.command(ack(), reader);
    expect(await ingest.command(ack({ id: 'c2' }), reader)).toMatchObject({ status: 201 });
    expect(log.entries).toHaveLength(2);
  });

  it('refuses by the newest state what that does not allow either', async () => {
    const stale = viewAt(1, { ...alarm, version: 2 });
    const { ingest, log } = door({ view: growing(viewAt(0, alarm), viewAt(0), stale) });
    await ingest.command(ack(), reader);
    const late = ingest.command(ack({ id: 'c2', seen: 1 }), reader);
    await expect(late).rejects.toMatchObject({ code: 'stale_seen' });
    expect(log.entries).toHaveLength(1);
  });
});

describe('the subject', () => {
  const state = view(
    { kind: 'case', id: 'only' },
    { kind: 'case', id: 'both' },
    { kind: 'video', id: 'both' },
    { kind: 'case', id: 'urn:x:1' },
    { kind: 'case', id: 'alarm:7' },
    { kind: 'terminal', id: 't1' },
  );
  const note = (subject: string) => ack({ type: 'operation.noted', subject, data: { note: '已核实' } });

  it.each([
    ['kind and id', 'case:both', 'case:both'],
    ['a bare id', 'only', 'case:only'],
    ['a bare id with colons', 'urn:x:1', 'case:urn:x:1'],
    ['a bare id that looks like another kind’s', 'alarm:7', 'case:alarm:7'],
  ])('is found by %s', async (_how, subject, resolved) => {
    const { ingest, log } = door({ view: state });
    await ingest.command(note(subject), reader);
    expect(log.entries[0]?.subject).toBe(resolved);
  });

  it.each([
    ['nothing is known by it', 'case:none', 'unknown_subject'],
    ['no kind of this command has it', 't1', 'unknown_subject'],
    ['two kinds have it', 'both', 'invalid_command'],
  ])('is refused when %s', async (_why, subject, code) => {
    await expect(door({ view: state }).ingest.command(note(subject), reader)).rejects.toMatchObject({
      code,
      path: 'subject',
    });
  });
});

describe('what the person saw', () => {
  it.each([
    [3, 'the present version'],
    [4, 'a version the gateway has not folded yet'],
    [undefined, 'not told'],
  ] as [number | undefined, string][])('%s is taken: %s', async (seen, _why) => {
    const { ingest } = door({ view: view({ kind: 'alarm', id: 'a1', version: 3 }) });
    expect((await ingest.command(ack({ seen }), reader)).status).toBe(201);
  });

  it('is refused when it is older, and the version is told', async () => {
    const { ingest, log } = door({ view: view({ kind: 'alarm', id: 'a1', version: 3 }) });
    const refusal = ingest.command(ack({ seen: 2 }), reader);
    await expect(refusal).rejects.toMatchObject({ code: 'stale_seen', path: 'seen' });
    await expect(refusal).rejects.toThrow('version 3');
    expect(log.entries).toHaveLength(0);
  });

  it.each([
    ['last change', { changedAt: 1 }],
    ['history', { changedAt: 2, facts: [{ n: 1, type: 'operation.acknowledged' }] }],
  ])('may be outdated by the command’s own first copy in the %s', async (_where, after) => {
    let state = view({ kind: 'alarm', id: 'a1', version: 1 });
    const { ingest, send } = door({ view: () => state() });
    const first = await ingest.command(ack({ seen: 1 }), reader);
    await send(EXAMPLE);
    state = view({ kind: 'alarm', id: 'a1', version: 2, ...after });
    expect(await ingest.command(ack({ seen: 1 }), reader)).toEqual({ ...first, status: 200 });
  });
});
