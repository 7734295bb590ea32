import type { IndicatorKind, IndicatorUnit, Network } from '../../../gateway/contract/index.ts';
import type { Draw } from '../rng.ts';

/** What a value is drawn from. Reports of one `group` share the draws of one instant, so that they fit together. */
export interface Reading {
  readonly draw: Draw;
  /** The same at every instant: how big this area or service is. */
  readonly size: Draw;
  /** Share of the month that has passed, 0 to 1. */
  readonly month: number;
}

/** One number that a department reports about an area and a period. */
export interface Report {
  readonly kind: IndicatorKind;
  readonly unit: IndicatorUnit;
  readonly by: string | null;
  readonly network: Network;
  readonly group: string;
  /** Local hours at which it is reported. */
  readonly hours: readonly number[];
  /** The hour before · the day before · the month until the day before. */
  readonly period: 'hour' | 'day' | 'month';
  /** Only about working days. */
  readonly workdays: boolean;
  value(reading: Reading): { readonly value: number; readonly n: number; readonly of?: number };
}

const ALL_HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const OPEN_HOURS = [9, 10, 11, 12, 14, 15, 16, 17, 18];
const MORNING = [8];

type Rest = Partial<Report> & Pick<Report, 'value'>;

const report = (kind: IndicatorKind, by: string | null, rest: Rest): Report => ({
  kind,
  by,
  unit: 'COUNT',
  network: 'GOVERNMENT',
  group: `${kind}|${by ?? ''}`,
  hours: MORNING,
  period: 'day',
  workdays: false,
  ...rest,
});

const told = (value: number) => ({ value, n: value });
const ofAll = (value: number, of: number) => ({ value, n: of, of });
/** One field of what was drawn together, of another. */
const part = <Name extends string>(drawn: Readonly<Record<Name, number>>, value: Name, of: Name) =>
  ofAll(drawn[value], drawn[of]);
const counted =
  (least: number, most: number): Report['value'] =>
  ({ draw }) =>
    told(draw.int(least, most));

const WINDOW = { unit: 'PERSON_TIMES', hours: OPEN_HOURS, period: 'hour', workdays: true } as const;
const windows = (['接待', '调解', '法律援助', '诉讼服务'] as const).flatMap((by, i) => [
  report('WINDOW_RECEPTIONS', by, { ...WINDOW, value: counted(0, 9 - 2 * i) }),
  report('WINDOW_WAITING', by, { ...WINDOW, value: counted(0, 4 - i) }),
]);

/** Made, kept and missed of one day: what was neither kept nor missed was called off in time. */
function bookingsOf({ draw }: Reading) {
  const made = draw.int(4, 14);
  const missed = Math.min(made, draw.int(0, 2));
  return { made, missed, kept: made - missed - (draw.chance(0.3) ? Math.min(1, made - missed) : 0) };
}

const bookings = (['调解', '法律援助', '心理辅导'] as const).flatMap((by) => {
  const rest = {
    unit: 'PERSON_TIMES',
    group: `bookings|${by}`,
    network: 'INTERNET',
    workdays: true,
  } as const;
  return [
    report('BOOKINGS_MADE', by, { ...rest, value: (reading) => told(bookingsOf(reading).made) }),
    report('BOOKINGS_KEPT', by, {
      ...rest,
      value: (reading) => part(bookingsOf(reading), 'kept', 'made'),
    }),
    report('BOOKINGS_MISSED', by, {
      ...rest,
      value: (reading) => part(bookingsOf(reading), 'missed', 'made'),
    }),
  ];
});

/** Departments of each mode that are there in the morning, of those on the roster. */
const present = (
  [
    ['常驻', 8],
    ['轮驻', 6],
    ['随驻', 4],
  ] as const
).map(([by, roster]) =>
  report('UNITS_PRESENT', by, {
    hours: [9],
    period: 'hour',
    workdays: true,
    value: ({ draw }) => ofAll(draw.int(roster - 2, roster), roster),
  }),
);

const devices = (
  [
    ['烟感', 860, 'INTERNET'],
    ['门禁', 412, 'INTERNET'],
    ['消火栓', 268, 'INTERNET'],
    ['井盖', 360, 'INTERNET'],
    ['视频点位', 240, 'VIDEO'],
  ] as const
).map(([by, all, network]) =>
  report('DEVICES_ONLINE', by, {
    network,
    hours: ALL_HOURS,
    period: 'hour',
    value: ({ draw }) => ofAll(Math.round(all * draw.between(0.955, 0.99)), all),
  }),
);

const syncs = (
  [
    ['人社局 · 欠薪线索', 'GOVERNMENT', 40],
    ['住建局 · 市政部件', 'GOVERNMENT', 120],
    ['综合执法局 · 市容巡查', 'VIDEO', 260],
    ['基层治理App · 上报', 'INTERNET', 90],
  ] as const
).map(([by, network, rows]) =>
  report('DATA_SYNC_ROWS', by, {
    network,
    unit: 'ROWS',
    hours: ALL_HOURS,
    period: 'hour',
    value: counted(Math.round(rows * 0.3), rows),
  }),
);

/** Numbers of the whole county. `estates`: gated estates of the pack. */
export function countyReports(estates: number): readonly Report[] {
  return [
    ...windows,
    ...bookings,
    ...present,
    ...devices,
    ...syncs,
    report('PATROLS', '专职巡防', { value: counted(38, 64) }),
    report('CAMPAIGNS', '平安宣传', {
      period: 'month',
      value: ({ size, month }) => told(Math.round(size.int(9, 14) * month)),
    }),
    report('TRAININGS', '调解员培训', {
      period: 'month',
      value: ({ size, month }) => told(Math.round(size.int(4, 7) * month)),
    }),
    report('ESTATES_PASSED', '14项验收', {
      value: ({ size }) => ofAll(Math.round(estates * size.between(0.3, 0.5)), estates),
    }),
  ];
}

/** Due, done and late of a month so far. Nearly all are done by its end; late ones are a few of those not done. */
function visitsOf({ draw, size, month }: Reading) {
  const due = size.int(40, 160);
  const done = Math.min(due, Math.round(due * month * draw.between(0.88, 0.98)));
  return { due, done, late: Math.min(due - done, Math.round(due * month * draw.between(0.01, 0.05))) };
}

const VISITS = { unit: 'PERSON_TIMES', group: 'visits', period: 'month' } as const;

/** Grid ladder and how many posts of each a town has, least and most. */
const LADDER = [
  ['网格指导员', 2, 4],
  ['网格长', 8, 16],
  ['网格员', 24, 60],
  ['楼栋长', 60, 190],
] as const;

/** Numbers of one town; never of a worker, a person or a group of people. */
export const TOWN_REPORTS: readonly Report[] = [
  report('REPORTS', null, { network: 'INTERNET', value: counted(2, 40) }),
  report('SERVICE_VISITS_DUE', null, { ...VISITS, value: (reading) => told(visitsOf(reading).due) }),
  report('SERVICE_VISITS_DONE', null, {
    ...VISITS,
    value: (reading) => part(visitsOf(reading), 'done', 'due'),
  }),
  report('SERVICE_VISITS_LATE', null, {
    ...VISITS,
    value: (reading) => part(visitsOf(reading), 'late', 'due'),
  }),
  ...LADDER.map(([by, least, most]) =>
    report('GRID_STAFF', by, { value: ({ size }) => told(size.int(least, most)) }),
  ),
];
