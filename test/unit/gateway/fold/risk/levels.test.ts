import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../../gateway/fold/index.ts';
import { pastItem } from '../../../../../gateway/fold/past.ts';
import { at, entry, folded, iso, kpi, log, received, type Said, tick } from '../log.ts';
import { DAY, dispute, item, run, SITE, step } from './items.ts';

describe('the level of an item that has left', () => {
  it('comes out of its own entries alone as it rose by the passing of time, when it did', () => {
    const due = iso(`${DAY} 12:00`);
    const said = [
      SITE,
      dispute({ dueAt: due }),
      step('dispatched', {}, `${DAY} 10:01`),
      ...[11, 12, 13, 14, 15].map((hour) => tick(`${DAY} ${hour}:00:01`)),
      step('progressed', {}, `${DAY} 16:00`),
      tick('2026-11-16 10:00:01'),
      step('closed', {}, '2026-11-17 16:00'),
    ];
    const entries = log(...said);
    const whole = folded(entries).get('case', 'x-1');
    const told = pastItem(
      entries.filter(({ type }) => type !== 'system.ticked'),
      'x-1',
    )?.item;
    const rises = (one: typeof told) => one?.risk?.history.map(({ from, to, cause }) => [from, to, cause]);
    expect(whole?.risk?.history.length).toBeGreaterThan(0);
    expect(rises(told)).toEqual(rises(whole));
    expect(told?.level).toBe(whole?.level);
    for (const [i, { at: since }] of (told?.risk?.history ?? []).entries()) {
      const after = (whole?.risk?.history[i]?.at ?? 0) - since;
      expect(after).toBeGreaterThanOrEqual(0);
      expect(after).toBeLessThanOrEqual(3_600_000);
    }
  });
});

describe('the level of an item', () => {
  it.each<[string, Said[], string, string[]]>([
    ['to which nothing applies is undetermined until it is verified', [dispute()], 'UNDETERMINED', []],
    ['to which nothing applies is low from its dispatch on', [dispute(), step('dispatched')], 'LOW', []],
    ['of forty people is high', [dispute({ people: 40 })], 'HIGH', ['group', 'several']],
    [
      'of 450,000 yuan unpaid is medium',
      [dispute({ amount: { owed: 600_000, paid: 150_000 } })],
      'MEDIUM',
      ['amount-medium'],
    ],
    ['that a superior has instructed is high', [dispute({ tags: ['INSTRUCTED'] })], 'HIGH', ['instructed']],
    [
      'handed back twice is medium',
      [dispute(), step('dispatched'), step('returned'), step('dispatched'), step('returned')],
      'MEDIUM',
      ['bounced-2'],
    ],
    [
      'past one and a half of its limit is medium',
      [dispute({ dueAt: iso(`${DAY} 12:00`) }), step('dispatched'), tick(`${DAY} 13:01`)],
      'MEDIUM',
      ['overdue'],
    ],
  ])('%s', (_, said, level, hits) => {
    const found = item(...said);
    expect([found?.level, found?.risk?.why.hits.map(({ id }) => id)]).toEqual([level, hits]);
  });

  it('says why: criteria, inputs, age, version of the rules, since when', () => {
    expect(item(dispute({ people: 40 }), tick('2026-11-15 11:00'))?.risk).toMatchObject({
      since: at(`${DAY} 10:00`),
      why: {
        cause: 'RULES',
        ageDays: 2,
        version: 'c1',
        hits: [{ id: 'group', inputs: { people: 30 + 10 } }, {}],
      },
      guarantee: { level: 'COUNTY', post: '县(市、区)领导包保' },
      reviewDueAt: at('2026-11-14 10:00'),
      reviewOverdue: true,
    });
  });

  it('is none for a facility', () => {
    const found = item(received({ kind: 'FACILITY', people: 100 }), tick('2026-11-22 00:00'));
    expect([found?.level, found?.risk]).toEqual([null, undefined]);
  });

  it('told by the source stands where the criteria ask for less', () => {
    expect(item(dispute({ level: 'MEDIUM' }))).toMatchObject({
      level: 'MEDIUM',
      risk: { told: 'MEDIUM', why: { cause: 'SOURCE' } },
    });
  });

  it('rises by itself and never comes down by itself, nor because the source says so', () => {
    const paid = step(
      'progressed',
      { amount: { owed: 600_000, paid: 600_000 }, level: 'LOW' },
      `${DAY} 11:00`,
    );
    const found = item(
      dispute({ amount: { owed: 600_000 } }),
      tick(`${DAY} 10:30`),
      paid,
      tick(`${DAY} 12:00`),
    );
    expect(found).toMatchObject({ level: 'HIGH', risk: { assessed: 'LOW', told: 'LOW' } });
  });

  it('rises at the tick that finds its criterion, and is counted as raised', () => {
    const said = [dispute(), step('dispatched'), tick(`${DAY} 10:30`)];
    const more = step('progressed', { tags: ['INSTRUCTED'] }, `${DAY} 11:00`);
    const fold = run(...said, more, tick(`${DAY} 11:00`));
    const risk = fold.get('case', 'x-1')?.risk;
    expect(risk?.since).toBe(at(`${DAY} 11:00`));
    expect(risk?.history.map(({ from, to, cause }) => [from, to, cause])).toEqual([
      ['UNDETERMINED', 'LOW', 'NONE'],
      ['LOW', 'HIGH', 'RULES'],
    ]);
    expect(kpi(fold, 'today.level.LOW.HIGH')).toBe(1);
    expect(fold.get('series', 'level.raised')?.values.at(-1)).toBe(1);
  });
});

describe('recurrence in a village', () => {
  const like = (id: string, area: string, time = `${DAY} 10:00`): Said => ({
    ...dispute({}, time),
    subject: id,
    area,
  });
  const five = (area: string) => ['x-1', 'b', 'c', 'd', 'e'].map((id) => like(id, area));

  it('raises every open item of the matter and place at the next tick', () => {
    const fold = run(...five('v1'), tick(`${DAY} 10:05`));
    expect(['x-1', 'e'].map((id) => fold.get('case', id)?.level)).toEqual(['MEDIUM', 'MEDIUM']);
    expect(fold.get('case', 'x-1')?.risk?.why.hits).toMatchObject([
      { id: 'recurs-5', inputs: { recurrences: 5 } },
    ]);
    expect(run(...five('v1').slice(1), tick(`${DAY} 10:05`)).get('case', 'b')?.level).toBe('UNDETERMINED');
  });

  it('is of the village: neither the street around it nor the point within it', () => {
    const four = five('g1').slice(1);
    expect(run(like('x-1', 'v1'), ...four, tick(`${DAY} 10:05`)).get('case', 'b')?.level).toBe('MEDIUM');
    expect(run(like('x-1', 's1'), ...four, tick(`${DAY} 10:05`)).get('case', 'b')?.level).toBe(
      'UNDETERMINED',
    );
  });

  it('counts what left the wall, but nothing older than the window', () => {
    const old = (time: string) => ['b', 'c', 'd', 'e'].map((id) => like(id, 'v1', time));
    const level = (time: string) =>
      run(...old(time), like('x-1', 'v1'), tick(`${DAY} 10:05`)).get('case', 'x-1')?.level;
    expect([level('2026-08-20 10:00'), level('2026-08-10 10:00')]).toEqual(['MEDIUM', 'UNDETERMINED']);
  });

  it.each(['exercise', 'test'] as const)('counts nothing that was only %s', (reality) => {
    const played = five('v1')
      .slice(1)
      .map((each) => ({ ...each, reality }));
    expect(run(like('x-1', 'v1'), ...played, tick(`${DAY} 10:05`)).get('case', 'x-1')?.level).toBe(
      'UNDETERMINED',
    );
  });

  it('survives a restore between two ticks', () => {
    const said = [SITE, ...five('v1'), tick(`${DAY} 10:05`)].map((each, index) => entry(index + 1, each));
    const parted = restoreFold(folded(said.slice(0, 4)).serialize());
    expect(folded(said.slice(4), parted).stateHash()).toBe(folded(said).stateHash());
  });
});

describe('the change of a level against yesterday', () => {
  const NEXT = '2026-11-14';
  const changes = (...said: Said[]) => {
    const fold = run(...said);
    return ['HIGH', 'MEDIUM', 'LOW', 'UNDETERMINED'].map((level) => kpi(fold, `case.change.${level}`));
  };
  const carried = [dispute({ people: 12 }), tick(`${DAY} 10:05`), tick(`${NEXT} 08:00`)];
  const raised = [
    ...carried,
    step('progressed', { tags: ['INSTRUCTED'] }, `${NEXT} 09:00`),
    tick(`${NEXT} 09:00`),
  ];
  const closed = step('closed', {}, `${NEXT} 10:00`);

  it('is what was received, closed and changed level today', () => {
    expect(changes(...carried)).toEqual([0, 0, 0, 0]);
    expect(changes(...raised)).toEqual([1, -1, 0, 0]);
    expect(changes(...carried, closed)).toEqual([0, -1, 0, 0]);
    expect(changes(...raised, closed)).toEqual([0, -1, 0, 0]);
  });

  it('of an item of today is its present level, however it came to it', () => {
    const today = [
      dispute({}, `${NEXT} 08:00`),
      step('dispatched', {}, `${NEXT} 08:10`),
      tick(`${NEXT} 09:00`),
    ];
    expect(changes(...today)).toEqual([0, 0, 1, 0]);
  });

  it('is gone with the day', () => {
    expect(changes(...raised, tick('2026-11-15 08:00'))).toEqual([0, 0, 0, 0]);
  });
});

describe('a criterion of the course and the place', () => {
  const hazard = (over: Record<string, unknown> = {}) =>
    dispute({ kind: 'HAZARD', category: '消防', ...over });
  const late = (...said: Said[]) =>
    item(hazard({ dueAt: iso('2026-11-20 12:00') }), step('dispatched'), ...said);

  it('of a limit that nobody gives a reason for missing holds from its hour on', () => {
    expect(late(tick('2026-11-21 11:59'))?.level).toBe('LOW');
    const raised = late(tick('2026-11-21 11:59'), tick('2026-11-21 12:00'));
    expect(raised).toMatchObject({
      level: 'MEDIUM',
      risk: {
        why: { hits: [{ id: 'unreasoned', inputs: { overdueHours: 24 }, asked: { overdueHours: 24 } }] },
      },
    });
    const reasoned = step('progressed', { overdueReason: '等配件' }, '2026-11-21 09:00');
    expect(late(reasoned, tick('2026-11-21 12:00'))?.level).toBe('LOW');
  });

  it('is to be reviewed by an instant that the forward view tells, as long as the item is open', () => {
    const falling = (...said: Said[]) =>
      run(...said)
        .fallingDue(at('2026-12-31 18:00'))
        .filter(({ clock }) => clock === 'ASSESS')
        .map(({ id, dueAt }) => [id, dueAt]);
    const open = [dispute({ people: 40 }), tick(`${DAY} 11:00`)];
    expect(falling(...open)).toEqual([['x-1', at('2026-11-14 10:00')]]);
    expect(falling(...open, step('closed', {}, `${DAY} 12:00`))).toEqual([]);
  });

  it('of a review that is not made holds a week after it was due', () => {
    const plain = [dispute(), step('dispatched'), tick(`${DAY} 10:02`)];
    const due = item(...plain)?.risk?.reviewDueAt ?? 0;
    const week = 7 * 86_400_000;
    expect(item(...plain, tick(due + week - 1))?.level).toBe('LOW');
    expect(item(...plain, tick(due + week))).toMatchObject({
      level: 'MEDIUM',
      risk: { why: { hits: [{ id: 'review-missed', inputs: { missedReviewHours: 168 } }] } },
    });
  });

  it('of the alarms in the village raises its open hazards at the next tick, and tells how many there were', () => {
    const alarms = (count: number): Said[] =>
      Array.from({ length: count }, (_, i) => ({
        type: 'alarm.raised',
        subject: `a-${i}`,
        time: at(`${DAY} 10:01`),
        area: 'v1',
        data: { title: '烟感', type: 'SMOKE', priority: 'P3', device: `d-${i}` },
      }));
    const open = [hazard({ area: 'v1' }), step('dispatched')];
    const level = (...said: Said[]) => item(...open, ...said)?.level;
    expect(level(...alarms(99), tick(`${DAY} 10:05`))).toBe('LOW');
    expect(item(...open, ...alarms(103), tick(`${DAY} 10:05`))).toMatchObject({
      level: 'MEDIUM',
      risk: { why: { hits: [{ id: 'alarms-near', inputs: { alarms: 103 }, asked: { alarms: 100 } }] } },
    });
    expect(level(...alarms(103).map((each) => ({ ...each, area: 'v2' })), tick(`${DAY} 10:05`))).toBe('LOW');
    const played = alarms(103).map((each) => ({ ...each, reality: 'exercise' as const }));
    expect(level(...played, tick(`${DAY} 10:05`))).toBe('LOW');
  });

  it('tells what the item has to show beside what is asked for', () => {
    const hits = (...said: Said[]) => item(...said)?.risk?.why.hits;
    const people = hits(dispute({ people: 44 }), tick(`${DAY} 10:02`));
    expect(people?.[0]).toMatchObject({ id: 'group', inputs: { people: 44 }, asked: { people: 30 } });
    const overdue = dispute({ dueAt: iso(`${DAY} 12:00`) });
    expect(hits(overdue, tick(`${DAY} 13:30`))?.[0]).toMatchObject({
      id: 'overdue',
      inputs: { usedShare: 1.75 },
      asked: { usedShare: 1.5 },
    });
  });
});
