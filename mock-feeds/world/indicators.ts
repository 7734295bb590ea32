import type { IndicatorKind, IndicatorUnit, Network } from '../../gateway/contract/index.ts';
import { type Draw, draws } from './rng.ts';
import { bySending, eventOf, type Stream, type Timed, type WorldBasis } from './stream.ts';
import { HOUR, MINUTE } from './time.ts';

/** One number that a department reports every hour or every day. */
interface Report {
  readonly kind: IndicatorKind;
  readonly unit: IndicatorUnit;
  readonly by: string | null;
  readonly network: Network;
  /** Local hours at which it is reported; the period is the time since the hour before, or the day before. */
  readonly hours: readonly number[];
  readonly daily: boolean;
  value(draw: Draw): { readonly value: number; readonly n: number; readonly of?: number };
}

const ALL_HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const OPEN_HOURS = [9, 10, 11, 12, 14, 15, 16, 17, 18];

const counted = (least: number, most: number) => (draw: Draw) => {
  const value = draw.int(least, most);
  return { value, n: value };
};

const windows = (['接待', '调解', '法律援助', '诉讼服务'] as const).flatMap((by, i): Report[] => [
  {
    kind: 'WINDOW_RECEPTIONS',
    unit: 'PERSON_TIMES',
    by,
    network: 'GOVERNMENT',
    hours: OPEN_HOURS,
    daily: false,
    value: counted(0, 9 - i),
  },
  {
    kind: 'WINDOW_WAITING',
    unit: 'PERSON_TIMES',
    by,
    network: 'GOVERNMENT',
    hours: OPEN_HOURS,
    daily: false,
    value: counted(0, 4),
  },
]);

const syncs = (
  [
    ['人社局 · 欠薪线索', 'GOVERNMENT', 40],
    ['住建局 · 市政部件', 'GOVERNMENT', 120],
    ['综合执法局 · 市容巡查', 'VIDEO', 260],
    ['基层治理App · 上报', 'INTERNET', 90],
  ] as const
).map(
  ([by, network, rows]): Report => ({
    kind: 'DATA_SYNC_ROWS',
    unit: 'ROWS',
    by,
    network,
    hours: ALL_HOURS,
    daily: false,
    value: counted(Math.round(rows * 0.3), rows),
  }),
);

const REPORTS: readonly Report[] = [
  ...windows,
  ...syncs,
  {
    kind: 'DEVICES_ONLINE',
    unit: 'COUNT',
    by: '物联感知设备',
    network: 'INTERNET',
    hours: ALL_HOURS,
    daily: false,
    value: (draw) => ({ value: draw.int(2_084, 2_121), n: 2_140, of: 2_140 }),
  },
  ...(['常驻', '轮驻', '随驻'] as const).map(
    (by, i): Report => ({
      kind: 'UNITS_PRESENT',
      unit: 'COUNT',
      by,
      network: 'GOVERNMENT',
      hours: [9],
      daily: true,
      value: (draw) => ({ value: draw.int(6 - i * 2, 8 - i * 2), n: 8 - i * 2, of: 8 - i * 2 }),
    }),
  ),
  {
    kind: 'PATROLS',
    unit: 'COUNT',
    by: '专职巡防',
    network: 'GOVERNMENT',
    hours: [8],
    daily: true,
    value: counted(38, 64),
  },
];

const TOWN_REPORTS: Report = {
  kind: 'REPORTS',
  unit: 'COUNT',
  by: '网格上报',
  network: 'INTERNET',
  hours: [8],
  daily: true,
  value: counted(2, 40),
};

/** Numbers of departments for the county, and reports per town; never about a person. */
export function indicatorStream(basis: WorldBasis): Stream {
  const { seed, calendar, pack, startMs, scenario } = basis;
  const since = startMs - scenario.history.indicatorHours * HOUR;
  const series = [
    ...REPORTS.map((report, i) => ({ report, area: pack.countyId, slot: i })),
    ...pack.towns.map(({ id }, i) => ({ report: TOWN_REPORTS, area: id, slot: REPORTS.length + i })),
  ];

  const told = ({ report, area, slot }: (typeof series)[number], day: number, hour: number): Timed => {
    const draw = draws(seed, 'indicator', slot, day, hour);
    const { kind, unit, by, network, daily } = report;
    const end = calendar.startOf(day) + (daily ? 0 : hour * HOUR);
    const at = calendar.startOf(day) + hour * HOUR + 2 * MINUTE + (slot % 45) * 11_000 + draw.int(0, 9_000);
    const subject = `${kind}:${area}${by === null ? '' : `:${by}`}`;
    const period = { from: calendar.iso(end - (daily ? 24 : 1) * HOUR), to: calendar.iso(end) };
    const data = { kind, unit, area, period, ...report.value(draw), network, ...(by === null ? {} : { by }) };
    const sequence = Math.round((at - since) / MINUTE) + 1;
    const id = `IN${slot}-${calendar.code(day)}${String(hour).padStart(2, '0')}`;
    return {
      at,
      event: eventOf(basis, {
        feed: 'indicator',
        type: 'indicator.reported',
        id,
        subject,
        at,
        sequence,
        data,
      }),
    };
  };

  return {
    since,
    events: (from, to) => {
      const begin = Math.max(from, since);
      const out: Timed[] = [];
      for (let day = calendar.dayOf(begin - HOUR); day <= calendar.dayOf(to); day += 1) {
        for (const one of series) {
          for (const hour of one.report.hours) {
            const earliest = calendar.startOf(day) + hour * HOUR;
            if (earliest >= to || earliest + HOUR < begin) continue;
            const event = told(one, day, hour);
            if (event.at >= begin && event.at < to) out.push(event);
          }
        }
      }
      return out.sort(bySending);
    },
  };
}
