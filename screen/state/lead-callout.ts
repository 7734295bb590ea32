import type { VideoEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { joined } from '../locale/joined.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { type Callout, type CalloutContext, outsideWords, PLAIN, titleOf } from './card.ts';
import { areaName } from './places.ts';

/** What the card of a video lead tells: a guess that waits, or what became of it. */
export function leadCallout(video: VideoEntity, context: CalloutContext): Callout {
  const { areas, say } = context;
  return {
    ref: entityRef('video', video.id),
    location: video.location,
    priority: undefined,
    level: null,
    tone: 'lead',
    title: titleOf({ ...video, title: leadTitle(video, say) }, say),
    place: areaName(video, areas),
    measured: '',
    state: stateWords(video, context),
    lines: [
      video.state === 'LEAD' ? say('leads.note') : '',
      video.duplicateOf === undefined ? '' : say('leads.duplicateOf', { id: video.duplicateOf }),
      endWords(video, context),
      outsideWords(video, say),
    ].filter((line) => line !== ''),
    ...PLAIN,
    photos: video.media === null || video.state === 'LAPSED' ? [] : [video.media],
  };
}

/** As in its row: nobody's words until a person has found it true (decisions D8). */
export function leadTitle({ state, title, type }: VideoEntity, say: Say): string {
  return state === 'VERIFIED' ? title : say(`lead.${type}`);
}

function stateWords({ state, raisedAt }: VideoEntity, { now, say }: CalloutContext): string {
  if (state === 'LEAD') return say('leads.waited', { duration: durationWords(now - raisedAt, say) });
  return say(`leads.${state}`);
}

/** When it was judged, and at which seat; or when its picture went, with nobody having judged it. */
function endWords(
  { state, judgedAt, judgedBy, lapsedAt }: VideoEntity,
  { now, utcOffsetMinutes, say }: CalloutContext,
): string {
  const told = (instant: number) => instantWords(instant, now, utcOffsetMinutes, say);
  if (state === 'LAPSED') return lapsedAt === undefined ? '' : say('timer.due', { when: told(lapsedAt) });
  if (judgedAt === null) return '';
  return joined(say('leads.judged', { when: told(judgedAt) }), judgedBy ?? '');
}
