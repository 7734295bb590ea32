import type { VideoEntity } from '../../../gateway/contract/entities.ts';
import { entityRef } from '../../../gateway/contract/ids.ts';
import { durationWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { areaName } from '../../state/places.ts';
import { type AreaNames, counts, inScope } from '../../state/scope.ts';

export interface LeadRow {
  readonly ref: string;
  /** What it may be, by its type: words of an algorithm or a camera may name anybody. */
  readonly title: string;
  /** Street or village only: an unverified lead names no estate and no business (decisions D8). */
  readonly place: string;
  readonly waited: string;
  /** Hash of the stored picture. */
  readonly picture: string | null;
}

/** Leads nobody has judged, the longest waiting first. */
export function waitingLeads(videos: ReadonlyMap<string, VideoEntity>, area: string | null): VideoEntity[] {
  return [...videos.values()]
    .filter((video) => video.state === 'LEAD' && counts(video) && inScope(video, area))
    .sort((a, b) => a.raisedAt - b.raisedAt || a.id.localeCompare(b.id));
}

/** One lead in words. */
export function leadRow(
  video: VideoEntity,
  { now, areas, say }: { readonly now: number; readonly areas: AreaNames; readonly say: Say },
): LeadRow {
  return {
    ref: entityRef('video', video.id),
    title: say(`lead.${video.type}`),
    place: areaName(video, areas),
    waited: say('leads.waited', { duration: durationWords(now - video.raisedAt, say) }),
    picture: video.media,
  };
}
