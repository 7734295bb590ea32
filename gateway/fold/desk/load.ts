import type { AlarmEntity } from '../../contract/entities.ts';
import { priorityMeasure } from '../../contract/measure-families.ts';
import { ALARM_PRIORITIES } from '../../contract/vocabulary.ts';
import { counts } from '../event.ts';
import { dayOfDesk, loadOf } from '../measures/load.ts';
import type { DeskPart, DeskWorld } from './port.ts';

const RECENT_KEPT = 5_000;

/** One raise of the last minutes. */
interface Raise {
  readonly id: string;
  readonly at: number;
}

export interface Load extends DeskPart {
  /** A new episode of an alarm began, and came before the seats. */
  began(alarm: AlarmEntity): void;
  /** Raises within the window of the flood rule. */
  recent(): readonly Raise[];
}

/**
 * What the desk has to bear (ISA-18.2, EEMUA 191; domain §5.3): raises of the last minutes, flood or not, and the
 * figures of the day. What is kept off the strip, exercise and test are no load.
 */
export function createLoad({ ledger, counters, context, evidence, n }: DeskWorld): Load {
  const recent = ledger.table<readonly Raise[]>('alarm recent');
  const { days, floods, groups } = evidence;
  const raises = () => recent.get('raises') ?? [];
  const rules = () => context().setting.rules.alarms.flood;
  let day: Readonly<Record<string, number>> = {};
  let countedAt = '';

  /** No raise that is kept is earlier. */
  let earliest = Number.POSITIVE_INFINITY;
  const keepRaises = (list: readonly Raise[]) => {
    recent.put('raises', list);
    earliest = list.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  };
  const judge = () => {
    const { now } = context();
    const { windowS, enterAbove, exitBelow, seats } = rules();
    const from = now - windowS * 1_000;
    if (earliest <= from) keepRaises(raises().filter(({ at }) => at > from));
    const present = raises().length;
    if (floods.present() === null && present > enterAbove * seats) floods.begin(now, n());
    else if (floods.present() !== null && present < exitBelow * seats) floods.end(now, n());
    counters.set('alarm.rate.window', present);
    counters.set('alarm.rate.flood', floods.present() === null ? 0 : 1);
    counters.set('alarm.rate.floodSince', floods.present()?.from ?? 0);
  };
  const countDay = (today: number) => {
    const ofPriority = ALARM_PRIORITIES.map((priority) => [
      priority,
      days.sum(priorityMeasure(priority), '', today, today),
    ]);
    day = { ...dayOfDesk(loadOf(groups, evidence, context()), today), ...Object.fromEntries(ofPriority) };
  };
  return {
    began(alarm) {
      if (!counts(alarm.reality)) return;
      const { id, raisedAt: at } = alarm;
      recent.put('raises', [...raises().slice(1 - RECENT_KEPT), { id, at }]);
      earliest = Math.min(earliest, at);
      judge();
    },
    recent: raises,
    look() {
      judge();
      const today = days.dayOf(context().now);
      const counted = `${today} ${groups.changes} ${evidence.changes}`;
      if (counted !== countedAt || floods.present() !== null) countDay(today);
      countedAt = counted;
      for (const [id, value] of Object.entries(day)) counters.set(`alarm.today.${id}`, value);
    },
    image: () => [...recent.entries()],
    load(rows) {
      for (const [, row] of rows) keepRaises(row as readonly Raise[]);
    },
  };
}
