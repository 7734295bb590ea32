import { describe, expect, it } from 'vitest';
import { countDeadlines, deadlines, elapsedShare, openCases } from '../../../../screen/state/deadlines.ts';
import { alarm, HOUR, item, mapOf, NOW } from './entities.ts';

const idOf = (clock: ReturnType<typeof deadlines>[number]) =>
  clock.kind === 'alarm' ? clock.alarm.id : clock.item.id;

describe('deadlines', () => {
  it('stand: unacknowledged P1, most overdue, due soon, the rest, stopped clocks', () => {
    const cases = [
      item({ id: 'rest', sla: 'NORMAL', dueAt: NOW + 9 * HOUR }),
      item({ id: 'stopped', sla: 'PAUSED', dueAt: NOW - HOUR }),
      item({ id: 'soon', sla: 'DUE_SOON', dueAt: NOW + HOUR }),
      item({ id: 'late', sla: 'OVERDUE', dueAt: NOW - HOUR }),
      item({ id: 'latest', sla: 'OVERDUE', dueAt: NOW - 5 * HOUR }),
    ];
    const alarms = [
      alarm({ id: 'p2', priority: 'P2' }),
      alarm({ id: 'seen', acked: true }),
      alarm({ id: 'p1' }),
    ];
    expect(deadlines(alarms, cases).map(idOf)).toEqual(['p1', 'latest', 'late', 'soon', 'rest', 'stopped']);
  });

  it('leave out items without a deadline', () => {
    expect(deadlines([], [item({ sla: 'NONE', dueAt: null })])).toEqual([]);
  });

  it('follow the class the gateway gives, not the clock of the page', () => {
    const [clock] = deadlines([], [item({ sla: 'DUE_SOON', dueAt: NOW - 1_000 })]);
    expect(clock?.rank).toBe(2);
  });

  it('are counted by class', () => {
    const list = deadlines([alarm()], [item({ sla: 'OVERDUE' }), item({ id: 'c2', sla: 'DUE_SOON' })]);
    expect(countDeadlines(list)).toEqual({ overdue: 1, dueSoon: 1 });
  });

  it('are of open items that count', () => {
    const cases = mapOf(
      item({ id: 'open' }),
      item({ id: 'closed', state: 'CLOSED' }),
      item({ id: 'guided', state: 'GUIDED' }),
      item({ id: 'drill', reality: 'exercise' }),
    );
    expect(openCases(cases).map(({ id }) => id)).toEqual(['open']);
  });
});

describe('elapsed share', () => {
  it('runs from reception to the due instant', () => {
    expect(elapsedShare(item(), NOW)).toBe(0.5);
  });
  it('stands where the clock was stopped', () => {
    expect(elapsedShare(item({ pausedAt: NOW - 2 * HOUR }), NOW)).toBe(0.25);
  });
  it('leaves out the time that the clock has stood', () => {
    const [receivedAt, dueAt] = [NOW - 14 * HOUR, NOW + 6 * HOUR];
    expect(elapsedShare(item({ receivedAt, dueAt, pausedMs: 10 * HOUR }), NOW)).toBeCloseTo(0.4);
  });
  it('never leaves 0…1 and is unknown without a deadline', () => {
    expect(elapsedShare(item({ dueAt: NOW - HOUR }), NOW)).toBe(1);
    expect(elapsedShare(item({ receivedAt: NOW + HOUR }), NOW)).toBe(0);
    expect(elapsedShare(item({ dueAt: null }), NOW)).toBeNull();
    expect(elapsedShare(item({ receivedAt: NOW, dueAt: NOW }), NOW)).toBe(1);
  });
});
