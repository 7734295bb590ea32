import type { IndicatorEntity } from '../contract/entities.ts';
import { INDICATOR_RULES } from '../contract/indicators.ts';
import type { Flag, Reality } from '../contract/vocabulary.ts';
import { DAY_MS } from './context.ts';
import { equal } from './equal.ts';
import { type Heard, millis } from './event.ts';
import { baseAfter, type Model, type RecordBase, trackedBy } from './model.ts';
import { flagsBy, placeFlagsOf } from './place.ts';
import { compareStamps, type Stamp } from './stamp.ts';

type Report = Omit<IndicatorEntity, 'id' | 'source' | 'reality' | 'version' | 'flags'>;

/** The report of one source that holds. */
interface Told {
  readonly source: string;
  readonly reality: Reality;
  readonly s: Stamp;
  /**
   * Up to when it can know, epoch ms: the end of its period, at most when it was said. A period that ends in a hundred years
   * by a slip of the hand must not stand above every later report.
   */
  readonly knows: number;
  /** When it was said, epoch ms. */
  readonly at: number;
  readonly report: Report;
  readonly flags: readonly Flag[];
}

export interface IndicatorRecord extends RecordBase {
  /** One of each source, the one that is shown first: numberings of different sources cannot be compared. */
  readonly told: readonly Told[];
}

const SOURCES_KEPT = 8;

const NO_PERSON_ACTS_ON: ReadonlySet<string> = new Set(['version']);

/**
 * One entity for each kind, area, breakdown and, where told apart, network: of each source the report that knows longest,
 * among those the last by its numbering; of several sources the one that knows longest, then the one that said it last.
 */
export const indicatorModel: Model<'indicator', IndicatorRecord> = {
  kind: 'indicator',
  idOf: ({ data: { kind, area, by, network } }) => {
    const apart = INDICATOR_RULES[kind].byNetwork && network !== undefined;
    return `${kind}@${area}${by === undefined ? '' : `#${by}`}${apart ? `~${network}` : ''}`;
  },
  hear(record, heard) {
    const next = toldBy(heard);
    const before = record?.told ?? [];
    const own = before.find(({ source }) => source === next.source);
    const others = before.filter((each) => each !== own);
    const best = own !== undefined && !isNewer(next, own) ? own : next;
    const told = [...others, best].sort(byWhatIsShown).slice(0, SOURCES_KEPT);
    return { ...baseAfter(record, heard), told };
  },
  build(id, record) {
    const [shown] = record.told;
    if (shown === undefined) return null;
    const { source, reality, report, flags } = shown;
    return { ...trackedBy(id, record, flagsBy(flags, record.skewed)), source, reality, ...report };
  },
  leavesAt: ({ heardAt }, _entity, { setting: { rules } }) => heardAt + rules.live.indicatorsForDays * DAY_MS,
  turnsAt: () => null,
  actedOn: (before, after) => !equal(before, after, NO_PERSON_ACTS_ON),
};

function isNewer(next: Told, present: Told): boolean {
  return (next.knows - present.knows || compareStamps(next.s, present.s)) > 0;
}

function byWhatIsShown(a: Told, b: Told): number {
  return b.knows - a.knows || b.at - a.at || (a.source < b.source ? -1 : 1);
}

function toldBy(heard: Heard<'indicator.reported'>): Told {
  const { entry, stamp } = heard;
  const { source, reality, time, flags } = entry;
  const report = reportOf(heard);
  const knows = Math.min(report.to, time);
  return { source, reality, s: stamp, knows, at: time, report, flags: placeFlagsOf(flags) };
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
