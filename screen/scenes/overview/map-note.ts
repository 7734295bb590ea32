import type { PanelHealth } from '../../composables/usePanelHealth.ts';
import type { Say } from '../../locale/words.ts';
import type { MapNoteLook } from '../../map/MapNote.vue';

/** What the map is for, counted; a number that this viewer is not told is not missed. */
const COUNTED = ['case.open', 'alarm.active', 'video.leads'] as const;

/**
 * What is to be said of the map as a whole: that there are no numbers yet, how old it is, what it does not hear, or that
 * there is nothing; null when all is well.
 */
export function mapNote(
  kpi: (id: string) => number | null,
  { phase, note, neverOnly }: Omit<PanelHealth, 'calm'>,
  say: Say,
): { readonly look: MapNoteLook; readonly text: string } | null {
  if (phase === 'loading') return note === null ? null : { look: 'loading', text: note };
  const counts = COUNTED.map((id) => kpi(id));
  const empty = counts[0] === 0 && counts.every((count) => count === null || count === 0);
  if (phase !== 'live') {
    if (note === null) return null;
    // A hall that never had one of the feeds may say of the others that there is nothing.
    const told = neverOnly === true && empty && counts[1] === 0;
    return { look: phase, text: told ? `${note} · ${say('map.empty')}` : note };
  }
  return empty ? { look: 'empty', text: say('map.empty') } : null;
}
