import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { GatewayError } from '../contract/errors.ts';
import { INDICATOR_RULES } from '../contract/indicators.ts';
import type { IndicatorKind } from '../contract/vocabulary.ts';
import type { RegionIndex } from './region-index.ts';

interface Here {
  readonly region: RegionIndex;
  /** The gateway's clock, ms. */
  readonly now: number;
}

/**
 * Refuses a report about an area or a period of which no number is taken.
 * @throws {GatewayError} `invalid_event`
 */
export function refuseReport(data: Readonly<Record<string, unknown>>, { region, now }: Here): void {
  refuseArea(data, region);
  refusePeriod(data, now);
}

/**
 * A number about a place that nobody knows is shown nowhere, and one about too small an area comes down to a person.
 * @throws {GatewayError} `invalid_event`
 */
function refuseArea(data: Readonly<Record<string, unknown>>, region: RegionIndex): void {
  const kind = data.kind as IndicatorKind;
  const { levels } = INDICATOR_RULES[kind];
  const level = region.levelOf(String(data.area));
  if (level !== null && levels.includes(level)) return;
  throw new GatewayError(
    'invalid_event',
    level === null
      ? 'data.area must be an area of the region pack'
      : `data.area is a ${level}; ${kind} is told by ${levels.join(' or ')}`,
    { path: 'data.area' },
  );
}

/** Longest that a period may go on after it is told of: a year that has just begun. */
const LONGEST_AHEAD_MS = 366 * 86_400_000;

/**
 * Of a period that has not begun nothing is known, and one that ends years ahead is a slip.
 * @throws {GatewayError} `invalid_event`
 */
function refusePeriod({ period }: Readonly<Record<string, unknown>>, now: number): void {
  const { from, to } = period as { readonly from: string; readonly to: string };
  if (Date.parse(from) > now + INGEST_LIMITS.futureMs)
    throw new GatewayError(
      'invalid_event',
      `data.period.from: the period has not begun, it is ${new Date(now).toISOString()}`,
      {
        path: 'data.period.from',
      },
    );
  if (Date.parse(to) > now + LONGEST_AHEAD_MS)
    throw new GatewayError(
      'invalid_event',
      'data.period.to is more than a year ahead: tell the period that is under way',
      {
        path: 'data.period.to',
      },
    );
}
