import { CHANNELS } from '../../../gateway/contract/vocabulary.ts';
import type { Say } from '../../locale/words.ts';
import { byMost, type CountCell } from '../../ui/count-cell.ts';

/** Items received in 30 days by channel, the most first; what brought nothing is left out. */
export function channelRows(kpi: (id: string) => number | null, say: Say): CountCell[] {
  return CHANNELS.map((channel) => {
    const id = `figure.channel.${channel}.D30`;
    return { id, label: say(`channel.${channel}`), value: kpi(id) };
  })
    .filter(({ value }) => (value ?? 0) > 0)
    .sort(byMost);
}
