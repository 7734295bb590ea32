import { GatewayError } from '../contract/errors.ts';
import { INDICATOR_RULES } from '../contract/indicators.ts';
import type { IndicatorKind } from '../contract/vocabulary.ts';
import type { RegionIndex } from './region-index.ts';

/**
 * A number about a place that nobody knows is shown nowhere, and one about too small an area comes down to a person.
 * @throws {GatewayError} `invalid_event`
 */
export function refuseArea(data: Readonly<Record<string, unknown>>, region: RegionIndex): void {
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
