import type { LogEntry } from '../../../gateway/contract/entry.ts';
import { YEARS } from '../../unit/gateway/fold/deadline/support.ts';
import { configured, entry, type Said, tick } from '../../unit/gateway/fold/log.ts';
import { shipped } from '../../unit/gateway/fold/risk/items.ts';
import { createRandom, type Random } from '../core/random.ts';

const BEGIN = Date.parse('2027-03-01T08:00:00+08:00');
const HOUR = 3_600_000;
/** Subjects that are talked about at a time; older ones are left as they are. */
const WINDOW = 300;
const TERMINALS = 250;

const CASE_STEPS = [
  'case.verified',
  'case.dispatched',
  'case.returned',
  'case.started',
  'case.progressed',
  'case.suspended',
  'case.resumed',
  'case.extended',
  'case.fedback',
  'case.closed',
  'case.reopened',
  'case.voided',
] as const;
const ALARM_STEPS = ['alarm.updated', 'alarm.returned', 'alarm.cleared', 'alarm.raised'] as const;
const AREAS = [null, 'v1', 'v2', 'g1', 's2', 'nowhere'] as const;
/** How often rules change, as a share of all entries, and how often at most: each change looks at all that the state holds. */
const CHANGES = { share: 0.0002, atMost: 40 };
const BY = { by: { seat: '1号席', role: 'operator' } };

/**
 * Entries of a lively site, months of them, from the seed alone: late and repeated sequences, another producer's epoch,
 * exercises, changes of rules and of the time zone, commands, ticks, and now and then one that no reducer can apply.
 */
export function* longLog(seed: number, count: number): Generator<LogEntry> {
  const random = createRandom(seed);
  const changes = Math.min(CHANGES.share, CHANGES.atMost / count);
  let now = BEGIN;
  yield entry(1, configured({ rules: shipped, calendars: YEARS }, now));
  for (let n = 2; n <= count; n += 1) {
    now += random.int(0, 12_000);
    const said = one(random, { n, now, changes });
    yield entry(n, { time: now, receivedAt: now, ...said });
  }
}

interface Moment {
  readonly n: number;
  readonly now: number;
  /** Share of entries that change the rules. */
  readonly changes: number;
}

function one(random: Random, { n, now, changes }: Moment): Said {
  const draw = random.next();
  if (draw < changes) return settings(random, now);
  if (draw < 0.012) return tick(now);
  if (draw < 0.013) return { type: 'case.exploded', subject: `c-${n}` };
  if (draw < 0.05) return operation(random, n);
  const common = {
    producerEpoch: random.chance(0.02) ? 1 : 0,
    sequence: n - random.int(0, 40),
    area: random.pick(AREAS),
    reality: random.chance(0.03) ? ('exercise' as const) : ('actual' as const),
    time: now - (random.chance(0.1) ? random.int(0, 30 * HOUR) : 0),
  };
  return { ...common, ...spoken(random, n) };
}

function settings(random: Random, now: number): Said {
  const live = {
    ...shipped.live,
    closedItemsForS: random.pick([3_600, 86_400]),
    finishedAlarmsForS: random.pick([1_800, 7_200]),
  };
  const utcOffsetMinutes = random.pick([480, 480, 345, -210]);
  return configured(
    { hash: `c${random.int(2, 9)}`, rules: { ...shipped, live }, calendars: YEARS, utcOffsetMinutes },
    now,
  );
}

function operation(random: Random, n: number): Said {
  const [type, kind] = random.pick([
    ['operation.acknowledged', 'alarm'],
    ['operation.verified', 'video'],
    ['operation.verified', 'case'],
    ['operation.noted', 'case'],
  ] as const);
  const subject = `${kind}:${kind[0]}-${recent(random, n)}`;
  const result = random.pick(['TRUE', 'FALSE']);
  return {
    type,
    subject,
    sequence: null,
    data: type === 'operation.verified' ? { result, ...BY } : { note: '看过', ...BY },
  };
}

const recent = (random: Random, n: number) => Math.floor(n / 8) - random.int(0, WINDOW);

function spoken(random: Random, n: number): Said {
  const draw = random.next();
  if (draw < 0.4) return terminal(random);
  if (draw < 0.55) return alarm(random, n);
  if (draw < 0.58) {
    return {
      type: 'video.lead_raised',
      subject: `v-${recent(random, n)}`,
      data: { type: 'PILE', title: '乱堆物料' },
    };
  }
  return item(random, n);
}

function terminal(random: Random): Said {
  const subject = `t-${random.int(1, TERMINALS)}`;
  if (random.chance(0.08)) {
    return { type: 'terminal.status_changed', subject, data: { onDuty: random.chance(0.7) } };
  }
  const location = { lng: 103 + random.int(0, 10_000) / 10_000, lat: 25 + random.int(0, 10_000) / 10_000 };
  return { type: 'terminal.located', subject, data: { location, battery: random.int(0, 100) } };
}

function alarm(random: Random, n: number): Said {
  const subject = `a-${recent(random, n)}`;
  const type = random.chance(0.4) ? 'alarm.raised' : random.pick(ALARM_STEPS);
  const priority = random.pick(['P1', 'P2', 'P3', 'P4']);
  if (type === 'alarm.raised') return { type, subject, data: { priority, type: 'SMOKE', title: '烟感' } };
  return { type, subject, data: type === 'alarm.updated' ? { priority } : {} };
}

function item(random: Random, n: number): Said {
  const subject = `c-${recent(random, n)}`;
  if (random.chance(0.3)) {
    const kind = random.pick(['FACILITY', 'DISPUTE', 'HAZARD', 'APPEAL']);
    const level = random.pick(['HIGH', 'MEDIUM', 'LOW', null]);
    const dueAt = new Date(BEGIN + n * 6_000 + random.int(-HOUR, 80 * HOUR)).toISOString();
    return { type: 'case.received', subject, data: { title: `事项 ${n}`, kind, level, dueAt } };
  }
  const holder = random.chance(0.3) ? { holder: random.pick(['u-housing', '供水公司']) } : {};
  return { type: random.pick(CASE_STEPS), subject, data: holder };
}
