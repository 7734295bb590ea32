import { createHash } from 'node:crypto';
import type { SystemConfigured } from '../../gateway/contract/events/system.ts';
import { canonicalJson } from '../../gateway/contract/hash.ts';
import type { Installation } from './installation.ts';

/** What the fold reads of the configuration, under the hash by which it is known in the log. */
export function configuredOf({ rules, calendars, pack }: Installation): SystemConfigured {
  const { areas, units, utcOffsetMinutes } = pack.info;
  const content = {
    rules,
    calendars: [...calendars],
    areas: [...areas],
    units: [...units],
    utcOffsetMinutes,
  };
  return { hash: createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 16), ...content };
}
