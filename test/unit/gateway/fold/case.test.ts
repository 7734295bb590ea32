import { describe, expect, it } from 'vitest';
import type { CaseEntity } from '../../../../gateway/contract/entities.ts';
import { at, configured, entry, folded, iso, kpi, log, RULES, received, type Said, tick } from './log.ts';

const START = at('2026-11-20 15:19');

function item(...steps: Said[]): CaseEntity | undefined {
  return folded(log(configured(), ...steps.map((step) => ({ time: START, ...step })))).get('case', 'x-1');
}

describe('an item', () => {
  it('of the published example keeps its title, kind, urgency and deadline and carries no level', () => {
    const data = {
      title: '井盖破损',
      kind: 'FACILITY',
      channel: 'GRID_APP',
      location: { lng: 103.82, lat: 25.6 },
      urgency: 'U4',
      dueAt: '2026-11-24T18:00:00+08:00',
    };
    const fold = folded(log({ type: 'case.received', subject: 'demo-1', time: START, data }));
    expect(fold.get('case', 'demo-1')).toMatchObject({
      title: '井盖破损',
      kind: 'FACILITY',
      level: null,
      urgency: 'U4',
      dueAt: at('2026-11-24 18:00'),
      originalDueAt: at('2026-11-24 18:00'),
      receivedAt: START,
      state: 'RECEIVED',
      holder: null,
      verdict: 'ONTIME',
      version: 1,
    });
    expect(kpi(fold, 'case.open.NONE')).toBe(1);
  });

  it.each([
    ['case.verified', 'VERIFYING'],
    ['case.dispatched', 'DISPATCHED'],
    ['case.signed', 'ACCEPTED'],
    ['case.returned', 'VERIFYING'],
    ['case.started', 'IN_PROGRESS'],
    ['case.progressed', 'RECEIVED'],
    ['case.suspended', 'SUSPENDED'],
    ['case.resumed', 'IN_PROGRESS'],
    ['case.extended', 'RECEIVED'],
    ['case.fedback', 'FEEDBACK'],
    ['case.calledback', 'CALLBACK'],
    ['case.fulfilment_started', 'FULFILMENT'],
    ['case.reworked', 'REWORK'],
    ['case.closed', 'CLOSED'],
    ['case.reopened', 'IN_PROGRESS'],
    ['case.voided', 'VOID'],
  ])('after %s without a state stands in %s', (type, state) => {
    expect(item(received(), { type })?.state).toBe(state);
  });

  it('takes the state that the event names before the natural one', () => {
    expect(item(received(), { type: 'case.verified', data: { state: 'JOINT_REVIEW' } })?.state).toBe(
      'JOINT_REVIEW',
    );
  });

  it('merged into another needs its name and stands in MERGED', () => {
    expect(item(received(), { type: 'case.merged', data: { into: 'x-2' } })?.state).toBe('MERGED');
    expect(item(received(), { type: 'case.rated', data: { score: 5 } })?.state).toBe('RECEIVED');
  });

  it.each([
    ['DISPUTE', undefined, 'UNDETERMINED'],
    ['DISPUTE', 'HIGH', 'HIGH'],
    ['FACILITY', undefined, null],
    ['FACILITY', 'HIGH', null],
  ])('of kind %s told as level %s shows level %s', (kind, told, level) => {
    expect(item(received({ kind, ...(told === undefined ? {} : { level: told }) }))?.level).toBe(level);
  });

  it('names its holder by the short name of a configured unit, any other as given', () => {
    const unit = item(received(), { type: 'case.dispatched', data: { holder: 'u-housing' } });
    expect(unit).toMatchObject({ holder: '住建局', holderUnit: 'u-housing' });
    const other = item(received(), { type: 'case.dispatched', data: { holder: '供水公司' } });
    expect(other).toMatchObject({ holder: '供水公司', holderUnit: null });
    const back = item(received({ holder: '供水公司' }), { type: 'case.returned', data: { holder: null } });
    expect(back?.holder).toBeNull();
  });

  it('knows village and street of its area, and no area that the configuration does not know', () => {
    expect(item({ ...received(), area: 'g1' })).toMatchObject({ area: 'g1', village: 'v1', street: 's1' });
    expect(item(received({ area: 's2' }))).toMatchObject({ area: 's2', village: null, street: 's2' });
    expect(item(received({ area: 'nowhere' }))).toMatchObject({ area: null, village: null, street: null });
  });

  it('outside the region keeps its location and says so until it gets another place', () => {
    const outside = { ...received({ location: { lng: 1, lat: 2 } }), flags: ['outside_region' as const] };
    expect(item(outside, { type: 'case.verified' })).toMatchObject({
      location: { lng: 1, lat: 2 },
      flags: ['outside_region'],
    });
    const moved = { type: 'case.verified', data: { location: { lng: 3, lat: 4 } }, area: 'v1' };
    expect(item(outside, moved)).toMatchObject({ location: { lng: 3, lat: 4 }, flags: [], area: 'v1' });
  });

  it('keeps its first deadline beside the present one', () => {
    const extended = { type: 'case.extended', data: { dueAt: iso('2026-11-30 18:00') } };
    expect(item(received({ dueAt: iso('2026-11-24 18:00') }), extended)).toMatchObject({
      originalDueAt: at('2026-11-24 18:00'),
      dueAt: at('2026-11-30 18:00'),
    });
  });

  it('closed, reopened and closed again has the closing and outcome of the last time only', () => {
    const closing = { outcome: 'RESOLVED', closedAt: iso('2026-11-21 10:00') };
    const closed = { type: 'case.closed', time: at('2026-11-21 10:05'), data: closing };
    expect(item(received(), closed)).toMatchObject({ closedAt: at('2026-11-21 10:00'), outcome: 'RESOLVED' });
    const reopened = item(received(), closed, { type: 'case.reopened' });
    expect(reopened).toMatchObject({ closedAt: null, outcome: null, state: 'IN_PROGRESS' });
    const again = { type: 'case.closed', time: at('2026-11-22 09:00') };
    expect(item(received(), closed, { type: 'case.reopened' }, again)).toMatchObject({
      closedAt: at('2026-11-22 09:00'),
      outcome: null,
    });
  });

  it('knows since when it is in its state, whatever repeats that state', () => {
    const started = { type: 'case.started', time: at('2026-11-20 16:00') };
    const repeated = {
      type: 'case.progressed',
      time: at('2026-11-20 17:00'),
      data: { state: 'IN_PROGRESS' },
    };
    expect(item(received(), started, repeated)?.stateSince).toBe(at('2026-11-20 16:00'));
    const suspended = { type: 'case.suspended', time: at('2026-11-20 18:00') };
    expect(item(received(), started, suspended)?.pausedAt).toBe(at('2026-11-20 18:00'));
    expect(item(received(), started, suspended, { type: 'case.resumed' })?.pausedAt).toBeNull();
  });

  it('is not shown and in no count before it was received, and has every earlier step afterwards', () => {
    const early = [configured(), { type: 'case.dispatched', sequence: 2, data: { holder: '供水公司' } }];
    const before = folded(log(...early));
    expect(before.get('case', 'x-1')).toBeUndefined();
    expect(kpi(before, 'case.open')).toBe(0);
    const after = folded(log(...early, received({}, { sequence: 1 })));
    expect(after.get('case', 'x-1')).toMatchObject({ state: 'DISPATCHED', holder: '供水公司' });
    expect(after.facts('x-1').map(({ type, reordered }) => [type, reordered])).toEqual([
      ['case.dispatched', undefined],
      ['case.received', true],
    ]);
  });

  it('counts a person’s look as the start of verifying, and as a fact by the seat', () => {
    const entries = log(configured(), received(), {
      type: 'operation.verified',
      subject: 'case:x-1',
      sequence: null,
      time: at('2026-11-20 15:30'),
      data: { result: 'TRUE', note: '属实', by: { seat: '1号席', role: 'operator' } },
    });
    const fold = folded(entries);
    expect(fold.get('case', 'x-1')).toMatchObject({
      state: 'VERIFYING',
      stateSince: at('2026-11-20 15:30'),
      version: 2,
    });
    expect(fold.facts('x-1').at(-1)).toEqual({
      n: 3,
      type: 'operation.verified',
      at: at('2026-11-20 15:30'),
      by: '1号席',
      note: '属实',
    });
    const dispatched = folded([
      ...entries,
      ...log(received(), received(), received(), { type: 'case.dispatched' }).slice(3),
    ]);
    expect(dispatched.get('case', 'x-1')?.state).toBe('DISPATCHED');
  });

  it('keeps its last 100 facts', () => {
    const notes = Array.from({ length: 120 }, (_, i) => ({
      type: 'case.progressed',
      data: { note: `${i}` },
    }));
    const facts = folded(log(received(), ...notes)).facts('x-1');
    expect(facts).toHaveLength(100);
    expect(facts.at(-1)?.note).toBe('119');
  });
});

describe('an item against its deadline', () => {
  const due = { dueAt: iso('2026-11-20 22:00'), startAt: iso('2026-11-20 12:00') };
  const on = (now: string, ...steps: Said[]) => {
    const entry = { ...received(due), time: at('2026-11-20 12:00') };
    return folded(log(configured(), entry, ...steps, tick(now))).get('case', 'x-1');
  };

  it.each([
    ['2026-11-20 19:59', 'NORMAL', 'ONTIME'],
    ['2026-11-20 20:00', 'DUE_SOON', 'ONTIME'],
    ['2026-11-20 22:00', 'DUE_SOON', 'ONTIME'],
    ['2026-11-20 22:00:00.001', 'OVERDUE', 'OVERDUE'],
  ])('at %s is %s and %s', (now, sla, verdict) => {
    expect(on(now)).toMatchObject({ sla, verdict, warnAt: at('2026-11-20 20:00') });
  });

  it.each([
    ['2026-11-20 22:00', 'DONE_ON_TIME', 'ONTIME'],
    ['2026-11-20 22:01', 'DONE_LATE', 'OVERDUE'],
  ])('closed at %s is %s for ever', (closedAt, sla, verdict) => {
    const closed = { type: 'case.closed', time: at(closedAt) };
    expect(on('2026-11-22 00:00', closed)).toMatchObject({ sla, verdict });
  });

  it('stands still while suspended, has no standing without a deadline or when merged', () => {
    const suspended = { type: 'case.suspended', time: at('2026-11-20 13:00') };
    expect(on('2026-11-21 00:00', suspended)).toMatchObject({ sla: 'PAUSED', verdict: 'OVERDUE' });
    const open = { type: 'case.progressed', data: { dueAt: null } };
    expect(on('2026-11-21 00:00', open)).toMatchObject({ sla: 'NONE', verdict: null, warnAt: null });
    const merged = { type: 'case.merged', data: { into: 'x-2' } };
    expect(on('2026-11-21 00:00', merged)).toMatchObject({ sla: 'NONE', verdict: null });
  });

  it('grows no version by the passing of time, and one by each step that changes it', () => {
    expect(on('2026-11-21 00:00')?.version).toBe(1);
    expect(on('2026-11-21 00:00', { type: 'case.verified' }, { type: 'case.verified' })?.version).toBe(2);
  });
});

describe('an item that was closed', () => {
  const closed = (steps: Said[]) =>
    folded(log(configured(), { ...received(), time: START }, { type: 'case.closed', time: START }, ...steps));

  it('leaves the live state the configured time after its closing was received', () => {
    expect(closed([tick('2026-11-27 15:18:59')]).get('case', 'x-1')).toBeDefined();
    const later = closed([tick('2026-11-27 15:19')]);
    expect(later.get('case', 'x-1')).toBeUndefined();
    expect(later.facts('x-1')).toEqual([]);
    expect(later.since(4)).toMatchObject({ removed: [], changed: [] });
    expect(later.since(3)?.removed).toEqual([{ kind: 'case', id: 'x-1' }]);
  });

  it('leaves after the closing, not after an archiving that follows', () => {
    const archived = { type: 'case.progressed', time: at('2026-11-25 00:00'), data: { state: 'ARCHIVED' } };
    expect(closed([archived, tick('2026-11-27 15:19')]).get('case', 'x-1')).toBeUndefined();
  });

  it('that left on its own day stays in the numbers of that day and of no other', () => {
    const live = { ...RULES.live, closedItemsForS: 3_600 };
    const said = [configured({ rules: { ...RULES, live } }), { ...received(), time: START }];
    const fold = folded(log(...said, { type: 'case.closed', time: START }, tick('2026-11-20 18:00')));
    expect(fold.get('case', 'x-1')).toBeUndefined();
    expect([kpi(fold, 'today.received'), kpi(fold, 'today.closed'), kpi(fold, 'case.open')]).toEqual([
      1, 1, 0,
    ]);
    folded([entry(9, tick('2026-11-21 00:00'))], fold);
    expect([kpi(fold, 'today.received'), kpi(fold, 'today.closed')]).toEqual([0, 0]);
    expect(fold.get('series', 'case.closed')?.values.some((value) => value === 1)).toBe(true);
  });

  it('steps of an item that never comes are forgotten, and never stand in its way', () => {
    const early = { type: 'case.verified', sequence: 2, time: START };
    const late = received({}, { sequence: 1, time: at('2026-12-20 00:00') });
    const fold = folded(log(configured(), early, tick('2026-12-10 00:00'), late));
    expect(fold.get('case', 'x-1')).toMatchObject({ state: 'RECEIVED' });
  });
});
