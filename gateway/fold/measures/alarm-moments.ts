import { priorityMeasure } from '../../contract/measure-families.ts';
import type { MeasureId } from '../../contract/measures.ts';
import type { AlarmFacts } from '../alarm-facts.ts';
import { type Moment, roundedMinutes } from './moments.ts';

/** What an episode of an alarm adds, on the day it came before the seats; nothing while it was no alarm of its own. */
export function alarmMoments(facts: AlarmFacts): readonly Moment[] {
  const { toldAt, priority, firstAck, ackDue, ackedInTime, fleeting, chattered, staleAt, overShelved } =
    facts;
  if (!facts.announced) return [];
  const list: Moment[] = [
    ['alarmsRaised', toldAt, 1],
    [priorityMeasure(priority), toldAt, 1],
  ];
  if (firstAck !== null) list.push(['alarmsAcked', toldAt, 1]);
  if (ackDue) list.push(['alarmsAckDue', toldAt, 1]);
  if (ackedInTime) list.push(['alarmsAckedInTime', toldAt, 1]);
  if (fleeting) list.push(['alarmsFleeting', toldAt, 1]);
  if (chattered) list.push(['alarmsChattered', toldAt, 1]);
  if (staleAt !== null) list.push(['alarmsStale', staleAt, 1]);
  if (overShelved) list.push(['alarmsOverShelved', toldAt, 1]);
  return [...list, ...legs(facts)];
}

/** The legs of the response (domain §4): one counts when both of its ends are told, in their order. */
function legs({ raisedAt, toldAt, firstAck, response }: AlarmFacts): Moment[] {
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
      : [[measure, toldAt, roundedMinutes(to - from)]],
  );
}
