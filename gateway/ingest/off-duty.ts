import type { DraftEntry } from '../contract/entry.ts';
import { EVENT_TYPES } from '../contract/event-types.ts';

/**
 * A report of a terminal off duty without its position (decisions D10): that it is heard, its battery and its interval
 * are kept. The digest stays that of what was sent, so that the report sent again is known.
 */
export function withoutPosition(draft: DraftEntry): DraftEntry {
  const { battery, intervalS } = draft.data;
  const data = {
    online: true,
    ...(battery === undefined ? {} : { battery }),
    ...(intervalS === undefined ? {} : { intervalS }),
  };
  const type = 'terminal.status_changed';
  return { ...draft, type, v: EVENT_TYPES[type].version, data, area: null, flags: ['position_dropped'] };
}
