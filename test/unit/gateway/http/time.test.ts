import { describe, expect, it } from 'vitest';
import { isoWithOffset, withIsoInstants } from '../../../../gateway/http/time.ts';

describe('instants outside', () => {
  it.each([
    [Date.UTC(2026, 10, 20, 7, 42, 6), 480, '2026-11-20T15:42:06+08:00'],
    [Date.UTC(2026, 10, 20, 7, 42, 6, 250), 0, '2026-11-20T07:42:06.250+00:00'],
    [Date.UTC(2026, 0, 1, 2, 30), -210, '2025-12-31T23:00:00-03:30'],
  ])('%d at %d minutes is %s', (ms, offset, iso) => {
    expect(isoWithOffset(ms, offset)).toBe(iso);
    expect(Date.parse(iso)).toBe(ms);
  });

  it('stand for every instant field of an entity and for nothing else', () => {
    const at = Date.UTC(2026, 10, 20, 7, 42);
    const entity = {
      id: 'x',
      receivedAt: at,
      dueAt: null,
      ackBy: at,
      stateSince: at,
      from: at,
      value: at,
      version: 3,
      level: 'HIGH',
    };
    expect(withIsoInstants(entity, 480)).toEqual({
      ...entity,
      receivedAt: '2026-11-20T15:42:00+08:00',
      ackBy: '2026-11-20T15:42:00+08:00',
      stateSince: '2026-11-20T15:42:00+08:00',
      from: '2026-11-20T15:42:00+08:00',
    });
  });

  it('stand for those inside an entity, too', () => {
    const at = Date.UTC(2026, 10, 20, 7, 42);
    const iso = '2026-11-20T15:42:00+08:00';
    const life = { stage: { dueAt: at }, irregularities: [{ at, problem: 'no_callback' }], values: [at] };
    const risk = { since: at, override: { level: 'HIGH', until: at }, ageDays: 3 };
    expect(withIsoInstants({ risk }, 480)).toEqual({
      risk: { since: iso, override: { level: 'HIGH', until: iso }, ageDays: 3 },
    });
    expect(withIsoInstants({ restsUntil: at, life }, 480)).toEqual({
      restsUntil: iso,
      life: { stage: { dueAt: iso }, irregularities: [{ at: iso, problem: 'no_callback' }], values: [at] },
    });
  });
});
