import type { VideoType } from '../contract/vocabulary.ts';
import type { StateView } from '../fold/port.ts';

/** What of the live state shows a picture. */
export interface Shown {
  /** Types of the leads that show it. */
  readonly leads: readonly VideoType[];
  /** Is it an item's, or of a lead that a person has verified? */
  readonly keeps: boolean;
}

/** What shows a picture now; nothing does while there is no state. */
export function shownBy(view: Pick<StateView, 'all'> | null, media: string): Shown {
  const leads = [...(view?.all('video') ?? [])].filter((lead) => lead.media === media);
  const items = [...(view?.all('case') ?? [])].filter(({ photos }) => photos.includes(media));
  return {
    leads: leads.map(({ type }) => type),
    keeps: items.length > 0 || leads.some(({ state }) => state === 'VERIFIED'),
  };
}
