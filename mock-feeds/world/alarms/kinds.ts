import type { AlarmPriority, AlarmType } from '../../../gateway/contract/index.ts';

/** One type of device that may alarm: words, reading and how long its condition stands. Limits are made up. */
export interface AlarmKind {
  readonly type: AlarmType;
  readonly title: string;
  readonly weight: number;
  /** Highest priority that it is ever raised with. */
  readonly gravest: AlarmPriority;
  /** Part of a device number. */
  readonly code: string;
  /** Places it hangs at; empty means roads. */
  readonly places: readonly string[];
  /** Reading: unit, limit, and how far over the limit it goes, least and most. */
  readonly reading: {
    readonly unit: string;
    readonly limit: number;
    readonly over: readonly [number, number];
  } | null;
  /** Minutes that the condition stands. */
  readonly standsMin: readonly [number, number];
}

const kind = (
  type: AlarmType,
  [title, code, weight]: [string, string, number],
  rest: Pick<AlarmKind, 'places' | 'reading' | 'standsMin'> & Partial<AlarmKind>,
): AlarmKind => ({ type, title, code, weight, gravest: 'P1', ...rest });

const HOMES = ['小区', '养老'];
const BUSY = ['市场', '商业', '医院', '学校', '小区'];

/** Conditions that pass within the hour. */
export const FAST: readonly AlarmKind[] = [
  kind('SMOKE', ['烟感报警', 'YG', 5], { places: BUSY, reading: null, standsMin: [4, 25] }),
  kind('GAS', ['燃气浓度报警', 'RQ', 3], {
    places: ['小区', '商业', '学校'],
    reading: { unit: '%LEL', limit: 10, over: [1, 14] },
    standsMin: [6, 40],
  }),
  kind('DOOR_OPEN_TOO_LONG', ['门禁超时未关', 'MJ', 4], {
    places: HOMES,
    reading: null,
    standsMin: [3, 30],
    gravest: 'P3',
  }),
  kind('EBIKE_IN_LIFT', ['电动车入梯', 'DT', 4], {
    places: ['小区'],
    reading: null,
    standsMin: [2, 8],
    gravest: 'P2',
  }),
  kind('ELEVATOR', ['电梯困人', 'TK', 1], {
    places: ['小区', '医院', '商业'],
    reading: null,
    standsMin: [12, 40],
  }),
  kind('TAMPER', ['设备防拆报警', 'FC', 1.5], {
    places: [],
    reading: null,
    standsMin: [5, 40],
    gravest: 'P3',
  }),
  kind('DOOR_FORCED', ['门禁强开', 'MJ', 0.8], {
    places: [...HOMES, '学校'],
    reading: null,
    standsMin: [3, 20],
    gravest: 'P2',
  }),
  kind('SOS', ['一键求助', 'QZ', 1], { places: ['养老', '小区', '车站'], reading: null, standsMin: [5, 25] }),
];

/** Conditions that stand for hours and report their reading all the while. */
export const SLOW: readonly AlarmKind[] = [
  kind('ELECTRIC_FIRE', ['电气线路温度偏高', 'DQ', 3], {
    places: BUSY,
    reading: { unit: '℃', limit: 70, over: [2, 22] },
    standsMin: [40, 150],
  }),
  kind('HYDRANT', ['消火栓压力偏低', 'XH', 3], {
    places: ['小区', '市场', '工业园', '商业'],
    reading: { unit: 'MPa', limit: 0.15, over: [-0.09, -0.01] },
    standsMin: [50, 180],
    gravest: 'P2',
  }),
  kind('WATER_LEVEL', ['水位超警戒', 'SW', 1], {
    places: ['水库', '公园'],
    reading: { unit: 'm', limit: 3.2, over: [0.05, 0.7] },
    standsMin: [60, 200],
    gravest: 'P2',
  }),
  kind('WATERLOGGING', ['路面积水超限', 'JS', 0.7], {
    places: [],
    reading: { unit: 'cm', limit: 15, over: [1, 12] },
    standsMin: [40, 140],
    gravest: 'P2',
  }),
  kind('TEMPERATURE', ['配电间温度偏高', 'WD', 2], {
    places: ['医院', '学校', '工业园', '车站'],
    reading: { unit: '℃', limit: 40, over: [1, 9] },
    standsMin: [40, 150],
    gravest: 'P2',
  }),
  kind('MANHOLE', ['井盖异动', 'JG', 3], {
    places: [],
    reading: { unit: '°', limit: 15, over: [3, 40] },
    standsMin: [25, 110],
    gravest: 'P2',
  }),
  kind('SLOPE', ['边坡位移超限', 'BP', 1], {
    places: [],
    reading: { unit: 'mm', limit: 10, over: [0.5, 6] },
    standsMin: [60, 200],
    gravest: 'P2',
  }),
];

/** The kind of one type, for alarms that a scenario asks for. */
export function kindOf(type: AlarmType): AlarmKind {
  const found = [...FAST, ...SLOW].find((candidate) => candidate.type === type);
  if (found === undefined) throw new RangeError(`no simulated device raises alarms of type ${type}`);
  return found;
}
