import type { IndicatorEntity } from '../contract/entities.ts';
import { INDICATOR_RULES } from '../contract/indicators.ts';
import type { Flag } from '../contract/vocabulary.ts';
import { DAY_MS } from './context.ts';
import { equal } from './equal.ts';
import { type Heard, millis } from './event.ts';
import { baseAfter, type Model, type RecordBase, trackedBy } from './model.ts';
import { flagsBy, placeFlagsOf } from './place.ts';
import { compareStamps, type Stamp } from './stamp.ts';

type Report = Omit<IndicatorEntity, 'id' | 'source' | 'reality' | 'version' | 'flags'>;

export interface IndicatorRecord extends RecordBase {
  readonly s: Stamp;
  readonly report: Report;
  readonly flags: readonly Flag[];
}

const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set(['version']);

/** One entity for each kind, area, breakdown and, where told apart, network: the report of the latest period, within it the last said. */
export const indicatorModel: Model<'indicator', IndicatorRecord> = {
  kind: 'indicator',
  idOf: ({ data: { kind, area, by, network } }) => {
    const apart = INDICATOR_RULES[kind].byNetwork && network !== undefined;
    return `${kind}@${area}${by === undefined ? '' : `#${by}`}${apart ? `~${network}` : ''}`;
  },
  hear(record, heard) {
    const report = reportOf(heard);
    const newer = record === undefined || isNewer(report, heard.stamp, record);
    return {
      ...baseAfter(record, heard),
      ...(newer
        ? { s: heard.stamp, report, flags: placeFlagsOf(heard.entry.flags) }
        : { s: record.s, report: record.report, flags: record.flags }),
    };
  },
  build: (id, record) => ({
    ...trackedBy(id, record, flagsBy(record.flags, record.skewed)),
    ...record.report,
  }),
  leavesAt: ({ heardAt }, _entity, { setting: { rules } }) => heardAt + rules.live.indicatorsForDays * DAY_MS,
  turnsAt: () => null,
  actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
};

function isNewer(report: Report, stamp: Stamp, present: IndicatorRecord): boolean {
  return report.to === present.report.to
    ? compareStamps(stamp, present.s) > 0
    : report.to > present.report.to;
}

function reportOf({ data, entry }: Heard<'indicator.reported'>): Report {
  const { kind, unit, area, period, value, n } = data;
  return {
    kind,
    unit,
    area,
    by: data.by ?? null,
    network: data.network ?? null,
    from: millis(period.from, entry.time),
    to: millis(period.to, entry.time),
    value,
    of: data.of ?? null,
    n,
  };
}
