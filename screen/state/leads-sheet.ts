import type { VideoEntity } from '../../gateway/contract/entities.ts';
import { joined } from '../locale/joined.ts';
import { instantWords } from '../locale/time.ts';
import { leadTitle } from './lead-callout.ts';
import { areaName } from './places.ts';
import { type AreaNames, counts } from './scope.ts';
import { type Sheet, type SheetContext, shortened } from './sheet.ts';

interface LeadsContext extends SheetContext {
  readonly areas: AreaNames;
}

/** The video leads that an item was made of, or that were joined to it, the latest first; null where there are none. */
export function leadsSheet(
  item: string,
  leads: ReadonlyMap<string, VideoEntity>,
  { now, utcOffsetMinutes, areas, say }: LeadsContext,
): Sheet | null {
  const its = [...leads.values()]
    .filter((each) => each.item === item && counts(each))
    .sort((a, b) => b.raisedAt - a.raisedAt || a.id.localeCompare(b.id));
  if (its.length === 0) return null;
  const rows = its.map((each) => ({
    label: say(`leads.${each.state}`),
    text: joined(
      leadTitle(each, say),
      areaName(each, areas),
      instantWords(each.raisedAt, now, utcOffsetMinutes, say),
    ),
  }));
  return { id: 'LEADS', rows: shortened(rows, say) };
}
