import type { CaseState, EventType } from '../../gateway/contract/index.ts';
import { dayCache } from './day-cache.ts';
import { findHolders } from './holders.ts';
import type { Link, Links, MadeItem } from './linking.ts';
import { type Draw, draws } from './rng.ts';
import { bySending, eventOf, type Stream, type WorldBasis } from './stream.ts';
import { MINUTE } from './time.ts';

/** Days until such an item is closed, at most. */
const LONGEST_DAYS = 3;
/** Patrols of the street and canteen inspectors are out on every day of the week, minutes of the day. */
const OUT_FROM = 7.5 * 60;
const OUT_UNTIL = 21.5 * 60;

interface Told {
  readonly at: number;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly subject: string;
  readonly sequence: number;
}

/**
 * What the business system tells of the items that officers have made of alarms and leads: small matters, done within hours
 * by those who are out anyway. It is told only where officers work, for without them there are no such items.
 */
export function handlingOf(basis: WorldBasis, links: Links): Stream {
  const { seed, startMs, calendar } = basis;
  const holderOf = findHolders(basis.pack);

  const stepsOf = (link: Link, made: MadeItem): Told[] => {
    const draw = draws(seed, 'handle', link.about);
    const holder = holderOf(made.units, made.cell);
    const level = made.level === null ? {} : { level: made.level };
    const steps: readonly (readonly [EventType, CaseState, Record<string, unknown>])[] = [
      ['case.dispatched', 'DISPATCHED', { holder, ...level }],
      ['case.signed', 'ACCEPTED', {}],
      ['case.started', 'IN_PROGRESS', { note: '承办单位已到场' }],
      ['case.fedback', 'FEEDBACK', { holder: null, note: '处置完成，提交反馈' }],
      ['case.closed', 'CLOSED', { outcome: 'RESOLVED', callbackWaived: 'device' }],
    ];
    const times = instantsOf(draw, link.at, made);
    return steps.map(([type, state, data], i) => {
      const at = Math.round(times[i] ?? link.at);
      return { at, type, data: { state, ...data }, subject: link.subject, sequence: i + 1 };
    });
  };

  /** The instant itself when they are out, else some time in the next hour in which they go out. */
  const nextOut = (draw: Draw, ms: number): number => {
    const minute = calendar.minuteOf(ms);
    if (minute >= OUT_FROM && minute < OUT_UNTIL) return ms;
    const day = calendar.dayOf(ms) + (minute < OUT_FROM ? 0 : 1);
    return calendar.startOf(day) + (OUT_FROM + draw.between(0, 60)) * MINUTE;
  };

  /** Dispatched at once; the rest when they are out, of an urgent one by night, too. */
  const instantsOf = (draw: Draw, linkedAt: number, { urgent, doneAfter }: MadeItem): readonly number[] => {
    const humane = (ms: number) => (urgent ? ms : nextOut(draw, ms));
    const dispatched = linkedAt + draw.between(2, 12) * MINUTE;
    const signed = humane(dispatched + draw.between(4, 40) * MINUTE);
    const started = signed + draw.between(10, 70) * MINUTE;
    const done = Math.max(humane(started + draw.between(20, 150) * MINUTE), doneAfter ?? 0);
    const fedback = done + draw.between(3, 15) * MINUTE;
    return [dispatched, signed, started, fedback, humane(fedback + draw.between(15, 90) * MINUTE)];
  };

  const days = dayCache<Told>(LONGEST_DAYS, (day) =>
    links(day).flatMap((link) => (link.made === null ? [] : stepsOf(link, link.made))),
  );
  return {
    since: startMs,
    events: (from, to) =>
      days
        .between(calendar.dayOf(Math.max(from, startMs)), calendar.dayOf(to), { from, to })
        .map(({ at, type, data, subject, sequence }) => {
          const id = `${subject}-${sequence}`;
          return { at, event: eventOf(basis, { feed: 'case', type, id, subject, at, sequence, data }) };
        })
        .sort(bySending),
  };
}
