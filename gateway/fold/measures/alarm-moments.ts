import { priorityMeasure } from '../../contract/measure-families.ts';
import type { MeasureId } from '../../contract/measures.ts';
import type { AlarmFacts } from '../alarm-facts.ts';
import { type Moment, roundedMinutes } from './moments.ts';

/** What an episode of an alarm adds, on the day it was raised; nothing while it was no alarm of its own. */
export function alarmMoments(facts: AlarmFacts): readonly Moment[] {
  const { raisedAt, priority, firstAck, ackDue, ackedInTime, fleeting, chattered, staleAt, overShelved } =
    facts;
  if (!facts.announced) return [];
  const list: Moment[] = [
    ['alarmsRaised', raisedAt, 1],
    [priorityMeasure(priority), raisedAt, 1],
  ];
  if (firstAck !== null) list.push(['alarmsAcked', raisedAt, 1]);
  if (ackDue) list.push(['alarmsAckDue', raisedAt, 1]);
  if (ackedInTime) list.push(['alarmsAckedInTime', raisedAt, 1]);
  if (fleeting) list.push(['alarmsFleeting', raisedAt, 1]);
  if (chattered) list.push(['alarmsChattered', raisedAt, 1]);
  if (staleAt !== null) list.push(['alarmsStale', staleAt, 1]);
  if (overShelved) list.push(['alarmsOverShelved', raisedAt, 1]);
  return [...list, ...legs(raisedAt, facts)];
}

/** The legs of the response (domain §4): one counts when both of its ends are told, in their order. */
function legs(raisedAt: number, { firstAck, response }: AlarmFacts): Moment[] {
  const { verifiedAt, sentAt, onSiteAt } = response;
  const ends: readonly (readonly [MeasureId, number | null, number | null])[] = [
    ['ackTime', raisedAt, firstAck?.at ?? null],
    ['alarmVerifyTime', firstAck?.at ?? null, verifiedAt],
    ['alarmDispatchTime', verifiedAt, sentAt],
    ['alarmOnSiteTime', sentAt, onSiteAt],
  ];
  return ends.flatMap(([measure, from, to]): Moment[] =>
    from === null || to === null || from < raisedAt || to < from
      ? []
      : [[measure, raisedAt, roundedMinutes(to - from)]],
  );
}
