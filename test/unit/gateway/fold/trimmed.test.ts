import { describe, expect, it, vi } from 'vitest';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { createFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { configured, entry, folded, NOON, RULES, type Said, tick } from './log.ts';
import { command, DAY, SHIPPED } from './warning/support.ts';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const TRIMMED: readonly string[] = ['system', 'terminal'];

/** The log as trimming leaves it behind, of all that is older than two days. */
function trimmedLog(entries: readonly LogEntry[], fold: Fold): LogEntry[] {
  const spared = new Set(TRIMMED.flatMap((feed) => fold.needed(feed as LogEntry['feed'])));
  const youngFrom = (entries.at(-1)?.receivedAt ?? 0) - 2 * DAY;
  return entries.filter(
    ({ n, feed, type, receivedAt }) =>
      receivedAt >= youngFrom || !TRIMMED.includes(feed) || type === 'system.configured' || spared.has(n),
  );
}

/** Everything on the wall but how often a terminal, or a feed, was heard. */
function shown(fold: Fold) {
  const kinds = ['case', 'alarm', 'video', 'warning', 'instruction', 'kpi', 'series'] as const;
  const terminals = [...fold.all('terminal')].map(({ version: _, ...terminal }) => terminal);
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  return [...kinds.map((kind) => [...fold.all(kind)].sort(byId)), terminals.sort(byId)];
}

interface Step {
  readonly minutes: number;
  readonly what: 'item' | 'alarm' | 'located' | 'status' | 'sos' | 'confirm' | 'lift' | 'call';
  readonly id: number;
  readonly village: string;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    minutes: fc.integer({ min: 1, max: 600 }),
    what: fc.constantFrom<Step['what']>(
      'item',
      'item',
      'item',
      'item',
      'alarm',
      'located',
      'located',
      'status',
      'sos',
      'confirm',
      'lift',
      'call',
    ),
    id: fc.integer({ min: 0, max: 6 }),
    village: fc.constantFrom('v1', 'v2'),
  }),
  { minLength: 100, maxLength: 180, size: 'max' },
);

const place = (id: number) => ({ location: { lng: 103 + id / 10_000, lat: 25.6 } });

function saidBy({ what, id, village }: Step, index: number, time: number, fold: Fold): Said | null {
  const common = { time, receivedAt: time, sequence: index, area: village };
  const [first] = [...fold.all('warning')].filter(({ endedAt }) => endedAt === null);
  switch (what) {
    case 'item': {
      const data = { title: '事项', kind: id > 3 ? 'FACILITY' : 'DISPUTE', category: '邻里', ...place(id) };
      return { ...common, type: 'case.received', subject: `c-${index}`, data };
    }
    case 'alarm':
      return {
        ...common,
        type: 'alarm.raised',
        subject: `a-${id}`,
        data: { title: '烟感', type: 'SMOKE', priority: 'P3', device: `探测器-${id}`, ...place(id) },
      };
    case 'located':
      return {
        ...common,
        type: 'terminal.located',
        subject: `t-${id}`,
        data: { battery: 50 + id, ...place(index % 3) },
      };
    case 'status':
      return {
        ...common,
        type: 'terminal.status_changed',
        subject: `t-${id}`,
        data: { name: `${id}组`, onDuty: index % 2 > 0 },
      };
    case 'sos':
      return { ...common, type: 'terminal.sos_raised', subject: `t-${id}`, data: {} };
    case 'call':
      return command('dispatched', `terminal:t-${id}`, { to: `alarm:a-${id}` }, time);
    default:
      if (first === undefined) return null;
      if (what === 'confirm') return command('warning_confirmed', `warning:${first.id}`, {}, time);
      return command('warning_lifted', `warning:${first.id}`, { verdict: 'USEFUL' }, time);
  }
}

/** A log of these steps, with ticks throughout. */
function logOf(list: readonly Step[]) {
  const fold = createFold();
  const entries: LogEntry[] = [];
  const tell = (said: Said) => {
    const next = entry(entries.length + 1, { receivedAt: said.time ?? NOON, ...said });
    entries.push(next);
    fold.apply(next);
  };
  tell(configured({ rules: { ...RULES, warnings: { ...SHIPPED, rules: LOUD } } }));
  let now = NOON;
  for (const [index, step] of list.entries()) {
    const until = now + step.minutes * MINUTE;
    for (; now < until; now += 25 * MINUTE) tell(tick(now));
    const said = saidBy(step, index, now, fold);
    if (said !== null) tell(said);
  }
  tell(tick(now + 5_000));
  return { entries, fold };
}

/** The shipped rules, soon loud again. How often terminals were heard is the one thing that trimming takes from them. */
const LOUD = SHIPPED.rules
  .filter(({ signal }) => signal !== 'SILENT')
  .map((rule) => ({ ...rule, quietDays: 1 }));

describe('a log that was trimmed', () => {
  it('gives the same warnings, terminals, items and numbers again', () => {
    let warnings = 0;
    let gone = 0;
    fc.assert(
      fc.property(steps, (list) => {
        const { entries, fold } = logOf(list);
        const left = trimmedLog(entries, fold);
        warnings += [...fold.all('warning')].filter(
          ({ generatedAt }) => generatedAt < fold.now() - 2 * DAY,
        ).length;
        gone += entries.length - left.length;
        expect(shown(folded(left))).toEqual(shown(fold));
      }),
      { ...numRuns(5), endOnFailure: true },
    );
    expect(warnings).toBeGreaterThan(0);
    expect(gone).toBeGreaterThan(1_000);
  });
});
