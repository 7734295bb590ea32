import { CASE_PREFIXES } from '../../../gateway/contract/kpi-case.ts';
import { CHANNELS } from '../../../gateway/contract/vocabulary.ts';
import type { Say } from '../../locale/words.ts';
import { holderWords } from '../../state/holder.ts';
import type { Kpis } from '../../state/kpis.ts';
import { kpiValue } from '../../state/kpis.ts';
import { byMost, type CountCell } from '../../ui/count-cell.ts';

/** Open appeals by the channel they came in, the most first; channels without any are left out. */
export function channelCells(kpis: Kpis, say: Say): CountCell[] {
  return CHANNELS.map((channel) => {
    const id = `case.APPEALS.channel.${channel}`;
    return { id, label: say(`channel.${channel}`), value: kpiValue(kpis, id) };
  })
    .filter(({ value }) => (value ?? 0) > 0)
    .sort(byMost);
}

/** Open appeals by who must act, the most first; the centre's own seats have no name in the numbers. */
export function unitCells(kpis: Kpis, say: Say): CountCell[] {
  return [...kpis.values()]
    .filter(({ id, value }) => id.startsWith(CASE_PREFIXES.APPEAL_UNIT) && value > 0)
    .map(({ id, value }) => ({
      id,
      label: holderWords(id.slice(CASE_PREFIXES.APPEAL_UNIT.length), say),
      value,
    }))
    .sort(byMost);
}
