import type { CaseEntity, VideoEntity } from '../contract/entities.ts';
import { ALGORITHM_PREFIXES } from '../contract/kpi-video.ts';
import { VIDEO_CLASS_OF } from '../contract/video.ts';
import { one } from './contribution.ts';
import type { Contribution } from './kpi.ts';

/** What one lead adds: waiting for judgement, judged today as what it was, or made an item today. */
export function videoContributions(lead: VideoEntity, today: number): readonly Contribution[] {
  const { state, judgedAt, type, algorithm, linkedAt } = lead;
  const name = VIDEO_CLASS_OF[type];
  if (state === 'LEAD') return [one('video.leads'), one(`video.${name}.leads`)];
  const handled = linkedAt !== undefined && linkedAt >= today ? [one('video.handledToday')] : [];
  if (judgedAt === null || judgedAt < today) return handled;
  if (state === 'DUPLICATE') return [one('video.duplicateToday')];
  const verified = state === 'VERIFIED';
  const what = verified ? 'verifiedToday' : 'falseToday';
  const list = [...handled, one(`video.${what}`), one(`video.${name}.${what}`)];
  if (algorithm !== null) list.push(one(`${ALGORITHM_PREFIXES[verified ? 'TRUE' : 'FALSE']}${algorithm}`));
  return list;
}

/** What an item found by people who patrol by video adds, on the day it was found and on the day it was closed. */
export function patrolContributions(
  { channel, receivedAt, closedAt }: CaseEntity,
  today: number,
): readonly Contribution[] {
  if (channel !== 'VIDEO_PATROL') return [];
  const list = receivedAt >= today ? [one('patrol.foundToday')] : [];
  if (closedAt !== null && closedAt >= today) list.push(one('patrol.handledToday'));
  return list;
}
