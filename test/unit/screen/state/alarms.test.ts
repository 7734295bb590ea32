import { describe, expect, it } from 'vitest';
import {
  byUrgency,
  longestWaiting,
  mostUrgent,
  tellsSeconds,
  unfinishedAlarms,
} from '../../../../screen/state/alarms.ts';
import { alarm, mapOf, NOW } from './entities.ts';

describe('alarms of the wall', () => {
  it('leave out what is finished, what is an exercise and what lies in another area', () => {
    const list = mapOf(
      alarm({ id: 'here' }),
      alarm({ id: 'done', finishedAt: NOW }),
      alarm({ id: 'drill', reality: 'exercise' }),
      alarm({ id: 'test', reality: 'test' }),
      alarm({ id: 'elsewhere', area: 'v9', village: 'v9', street: 's9' }),
    );
    expect(unfinishedAlarms(list, 's1').map(({ id }) => id)).toEqual(['here']);
    expect(unfinishedAlarms(list).map(({ id }) => id)).toEqual(['here', 'elsewhere']);
  });

  it('stand unacknowledged first, then by priority, then by who waits longest', () => {
    const list = [
      alarm({ id: 'acked-p1', acked: true, priority: 'P1' }),
      alarm({ id: 'p3', priority: 'P3', raisedAt: NOW - 9_000 }),
      alarm({ id: 'p2-late', priority: 'P2', raisedAt: NOW - 1_000 }),
      alarm({ id: 'p2-early', priority: 'P2', raisedAt: NOW - 5_000 }),
    ];
    expect(list.sort(byUrgency).map(({ id }) => id)).toEqual(['p2-early', 'p2-late', 'p3', 'acked-p1']);
  });

  it('never let an acknowledged alarm stand before an unacknowledged one', () => {
    const list = [alarm({ id: 'a', acked: true }), alarm({ id: 'b', priority: 'P4' })].sort(byUrgency);
    expect(list.map(({ acked }) => acked)).toEqual([false, true]);
  });

  it('know who has waited longest, whatever its priority', () => {
    const list = [
      alarm({ id: 'p1', raisedAt: NOW - 10 }),
      alarm({ id: 'p4', priority: 'P4', raisedAt: NOW - 99 }),
    ];
    expect(longestWaiting(list)?.id).toBe('p4');
    expect(mostUrgent(list)?.id).toBe('p1');
  });

  it('have nothing urgent once all are acknowledged', () => {
    expect(longestWaiting([alarm({ acked: true })])).toBeNull();
    expect(mostUrgent([alarm({ acked: true })])).toBeNull();
  });

  it('tell seconds on an unacknowledged P1 only', () => {
    expect(tellsSeconds(alarm())).toBe(true);
    expect(tellsSeconds(alarm({ acked: true }))).toBe(false);
    expect(tellsSeconds(alarm({ priority: 'P2' }))).toBe(false);
  });
});
