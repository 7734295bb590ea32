import { describe, expect, it } from 'vitest';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { door, event, NOW, producer, region, withData } from './door.ts';

describe('time', () => {
  const at = (offsetMs: number) => event({ time: new Date(NOW + offsetMs).toISOString() });

  it.each([
    ['long past', -400 * 86_400_000, { status: 201 }],
    ['half a minute ahead', 30_000, { status: 201 }],
    ['four minutes ahead', 240_000, { status: 201, flags: ['clock_skew'] }],
    ['exactly five minutes ahead', 300_000, { status: 201, flags: ['clock_skew'] }],
    ['more than five minutes ahead', 300_001, { status: 422, code: 'future_time', path: 'time' }],
  ])('%s', async (_when, offsetMs, expected) => {
    const result = await door().send(at(offsetMs));
    expect(result).toMatchObject(expected);
    if (!('flags' in expected)) expect(result.flags).toBeUndefined();
  });
});

describe('instants of the data', () => {
  const ahead = (ms: number) => new Date(NOW + ms).toISOString();
  const future = { status: 422, code: 'future_time' };

  it.each([
    ['alarm.raised', { type: 'SMOKE', priority: 'P1', title: '烟感' }, 'raisedAt'],
    ['video.lead_raised', { type: 'PILE', title: '乱堆' }, 'raisedAt'],
    ['case.received', { title: '井盖破损', kind: 'FACILITY' }, 'receivedAt'],
    ['case.closed', {}, 'closedAt'],
  ])('%s cannot tell of what has still to happen', async (type, data, name) => {
    const told = (ms: number) => event({ type, data: { ...data, [name]: ahead(ms) } });
    expect(await door().send(told(300_001))).toMatchObject({ ...future, path: `data.${name}` });
    expect(await door().send(told(300_000))).toMatchObject({ status: 201 });
  });

  it('may name a deadline and an expiry that lie ahead', async () => {
    const raised = { type: 'SMOKE', priority: 'P1', title: '烟感', expiresAt: ahead(86_400_000) };
    expect(await door().send(withData({ dueAt: ahead(86_400_000) }))).toMatchObject({ status: 201 });
    expect(await door().send(event({ type: 'alarm.raised', data: raised }))).toMatchObject({ status: 201 });
  });
});

describe('place', () => {
  it.each([
    ['inside a village', { location: { lng: 103.82, lat: 25.6 } }, 'village', []],
    ['inside the county only', { location: { lng: 103.1, lat: 25.1 } }, 'county', []],
    ['outside', { location: { lng: 10, lat: 10 } }, null, ['outside_region']],
    ['a known area stands as sent', { area: 'county', location: { lng: 103.82, lat: 25.6 } }, 'county', []],
    [
      'an unknown area gives way to the location',
      { area: 'x', location: { lng: 103.82, lat: 25.6 } },
      'village',
      ['unknown_area'],
    ],
    ['an unknown area without location', { area: 'x', location: undefined }, null, ['unknown_area']],
    ['neither', { location: undefined }, null, []],
  ])('%s', async (_where, data, area, flags) => {
    const { send, log } = door();
    const result = await send(withData(data));
    expect(result.status).toBe(201);
    expect(result.flags ?? []).toEqual(flags);
    expect(log.entries[0]).toMatchObject({ area, flags });
  });

  it.each([
    ['of the event', { lng: 103.8213, lat: 25.6006, crs: 'GCJ02' }, 'WGS84' as const, 'GCJ02'],
    ['of the producer', { lng: 103.8213, lat: 25.6006 }, 'GCJ02' as const, 'GCJ02'],
    ['BD-09', { lng: 103.8278, lat: 25.6067, crs: 'BD09' }, 'WGS84' as const, 'BD09'],
  ])('converts once from the CRS %s and notes it', async (_whose, location, crs, srcCrs) => {
    const { send, log } = door();
    await send(withData({ location: { ...location, accuracyM: 5 } }), producer({ crs }));
    const stored = log.entries[0]?.data.location as Record<string, number>;
    expect(stored).toEqual({ lng: expect.any(Number), lat: expect.any(Number), accuracyM: 5, srcCrs });
    expect(location.lng - (stored.lng ?? 0)).toBeGreaterThan(0.0008);
    expect(location.lng - (stored.lng ?? 0)).toBeLessThan(0.012);
    expect(Math.abs(location.lat - (stored.lat ?? 0))).toBeLessThan(0.01);
  });

  it('leaves CGCS2000 as it is', async () => {
    const { send, log } = door();
    await send(withData({ location: { lng: 103.82, lat: 25.6, crs: 'CGCS2000' } }));
    expect(log.entries[0]?.data.location).toEqual({ lng: 103.82, lat: 25.6 });
  });
});

describe('reality', () => {
  it.each([
    ['actual', undefined, 'actual'],
    ['actual', 'actual', 'actual'],
    ['actual', 'exercise', 'exercise'],
    ['simulated', 'test', 'test'],
    ['simulated', 'simulated', 'simulated'],
  ] as const)('registered %s, asked %s, is %s', async (registered, asked, stamped) => {
    const { send, log } = door();
    await send(event({ reality: asked }), producer({ reality: registered }));
    expect(log.entries[0]?.reality).toBe(stamped);
  });

  it.each([
    ['simulated', 'actual'],
    ['exercise', 'actual'],
    ['test', 'simulated'],
    ['actual', 'simulated'],
  ] as const)('registered %s cannot be %s', async (registered, asked) => {
    const result = await door().send(event({ reality: asked }), producer({ reality: registered }));
    expect(result).toMatchObject({ status: 422, code: 'invalid_event', path: 'reality' });
  });
});

const NOON = '2026-11-20T04:00:00Z';
const TOMORROW = '2026-11-21T00:00:00Z';

describe('indicators', () => {
  const report = (data: Record<string, unknown>) =>
    event({
      type: 'indicator.reported',
      sequence: undefined,
      data: {
        kind: 'PATROLS',
        unit: 'COUNT',
        area: 'county',
        period: { from: '2026-11-20T00:00:00+08:00', to: '2026-11-20T12:00:00+08:00' },
        value: 3,
        n: 3,
        ...data,
      },
    });

  it('need no sequence', async () => {
    expect((await door().send(report({}))).status).toBe(201);
  });

  it('of an unknown kind are refused with the list', async () => {
    const result = await door().send(report({ kind: 'PETITIONERS' }));
    expect(result).toMatchObject({ status: 422, code: 'unknown_indicator_kind', path: 'data.kind' });
    expect(result.detail).toContain('PATROLS');
  });

  it.each([
    ['reports by whom', { kind: 'REPORTS', by: '三组' }, 'data.by'],
    ['visits by group of people', { kind: 'SERVICE_VISITS_LATE', by: '重点群体' }, 'data.by'],
    ['the grid ladder by anything but its posts', { kind: 'GRID_STAFF', by: '某员' }, 'data.by'],
    ['staffing by anything but its modes', { kind: 'UNITS_PRESENT', by: '某员' }, 'data.by'],
    ['rows in persons', { kind: 'DATA_SYNC_ROWS', unit: 'PERSON_TIMES' }, 'data.unit'],
    ['reports of a village', { kind: 'REPORTS', area: 'village' }, 'data.area'],
    ['a number about a grid', { area: 'grid' }, 'data.area'],
    ['a period without a length', { period: { from: NOON, to: NOON } }, 'data.period.to'],
    [
      'a period that is upside down',
      { period: { from: NOON, to: '2026-11-20T03:00:00Z' } },
      'data.period.to',
    ],
    [
      'a period that has not begun',
      { period: { from: TOMORROW, to: '2026-11-22T00:00:00Z' } },
      'data.period.from',
    ],
    ['a period of a hundred years', { period: { from: NOON, to: '2126-11-20T00:00:00Z' } }, 'data.period.to'],
    ['a number about what is no area', { area: '某员' }, 'data.area'],
  ])('are refused: %s', async (_what, data, path) => {
    const withGrid = { ...region, levelOf: (id: string) => (id === 'grid' ? 'grid' : region.levelOf(id)) };
    const { send } = door({ region: withGrid });
    expect(await send(report(data))).toMatchObject({ status: 422, code: 'invalid_event', path });
  });

  it.each([
    { kind: 'REPORTS' },
    { kind: 'REPORTS', period: { from: '2026-01-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00' } },
    { kind: 'GRID_STAFF', by: '网格长' },
    { kind: 'UNITS_PRESENT', by: '轮驻' },
    { kind: 'WINDOW_WAITING', unit: 'MINUTES', by: '法律援助', area: 'village' },
    { kind: 'DATA_SYNC_ROWS', unit: 'ROWS', by: '住建局 · 部件', network: 'VIDEO' },
  ])('are taken: %o', async (data) => {
    expect((await door().send(report(data))).status).toBe(201);
  });
});

describe('the numbering of a producer that began anew', () => {
  const epochs = async (...sent: readonly (readonly [id: string, producerepoch: number])[]) => {
    const { send, log, counted } = door();
    const results = [];
    for (const [id, producerepoch] of sent) results.push(await send(event({ id, producerepoch })));
    return { results, log, counted };
  };

  it('flags what is still said in the old one, takes it, and counts it once', async () => {
    const { results, log, counted } = await epochs(
      ['a', 2],
      ['b', 1],
      ['b', 1],
      ['c', 2],
      ['d', 3],
      ['e', 2],
    );
    expect(results.map(({ status, flags }) => [status, flags])).toEqual([
      [201, undefined],
      [201, ['stale_epoch']],
      [200, ['stale_epoch']],
      [201, undefined],
      [201, undefined],
      [201, ['stale_epoch']],
    ]);
    expect(log.entries.map(({ flags }) => flags.length)).toEqual([0, 1, 0, 0, 1]);
    expect(counted.get('ingest_stale_epoch_total p1')).toBe(2);
  });

  it('is known from the state after a restart', async () => {
    const view = { producerEpoch: () => 4 } as unknown as StateView;
    const { send } = door({ view: () => view });
    expect((await send(event({ producerepoch: 3 }))).flags).toEqual(['stale_epoch']);
    expect((await send(event({ id: 'again', producerepoch: 4 }))).flags).toBeUndefined();
  });
});
