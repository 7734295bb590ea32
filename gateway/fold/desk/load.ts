import type { AlarmEntity } from '../../contract/entities.ts';
import type { AlarmFacts } from '../alarm-facts.ts';
import { counts } from '../event.ts';
import { dayOfDesk, loadOf, SUMMED_TODAY } from '../measures/load.ts';
import type { DeskPart, DeskWorld } from './port.ts';

const RECENT_KEPT = 5_000;

/** One raise of the last minutes; epoch ms. */
interface Raise {
  readonly id: string;
  readonly raisedAt: number;
  /** When it came before the seats: the norms count what is announced, and late alarms are announced late. */
  readonly at: number;
}

type Began = Pick<AlarmFacts, 'raisedAt' | 'toldAt'>;

export interface Load extends DeskPart {
  /** An episode of an alarm began, and came before the seats. */
  began(alarm: Pick<AlarmEntity, 'id' | 'reality'>, episode: Began): void;
  /** None began then: another one was told to go on, or to have begun earlier. */
  takeBack(id: string, episode: Began): void;
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

  /** What has grown old goes; a flood ended when the raise went with which they were few enough. */
  const expire = (now: number) => {
    const { windowS, exitBelow, seats } = rules();
    const from = now - windowS * 1_000;
    const list = raises();
    const fresh = list.findIndex(({ at }) => at > from);
    const old = fresh < 0 ? list.length : fresh;
    if (old === 0) return;
    recent.put('raises', list.slice(old));
    const last = list.findIndex((_, i) => list.length - i - 1 < exitBelow * seats);
    const goes = list[last];
    if (floods.present() !== null && goes !== undefined && last < old)
      floods.end(goes.at + windowS * 1_000, n());
  };
  const tellRate = () => {
    const present = raises().length;
    counters.set('alarm.rate.window', present);
    counters.set('alarm.rate.flood', floods.present() === null ? 0 : 1);
    counters.set('alarm.rate.floodSince', floods.present()?.from ?? 0);
  };
  const countDay = (today: number) => {
    const summed = SUMMED_TODAY.map(([id, measure]) => [id, days.sum(measure, '', today, today)]);
    day = { ...dayOfDesk(loadOf(groups, evidence, context()), today), ...Object.fromEntries(summed) };
  };
  return {
    takeBack(id, { raisedAt, toldAt }) {
      const others = raises().filter(
        (raise) => raise.id !== id || raise.raisedAt !== raisedAt || raise.at !== toldAt,
      );
      if (others.length === raises().length) return;
      recent.put('raises', others);
      tellRate();
    },
    began({ id, reality }, { raisedAt, toldAt: at }) {
      if (!counts(reality)) return;
      // By its own time, and not by the last tick's: what is found must not depend on how often the clock was told.
      const now = Math.max(context().now, at);
      expire(now);
      const { windowS, enterAbove, seats } = rules();
      if (at > now - windowS * 1_000) recent.put('raises', inOrder(raises(), { id, raisedAt, at }));
      if (floods.present() === null && raises().length > enterAbove * seats) floods.begin(at, n());
      tellRate();
    },
    recent: raises,
    look() {
      expire(context().now);
      tellRate();
      const today = days.dayOf(context().now);
      const counted = `${today} ${groups.changes} ${evidence.changes}`;
      if (counted !== countedAt || floods.present() !== null) countDay(today);
      countedAt = counted;
      for (const [id, value] of Object.entries(day)) counters.set(`alarm.today.${id}`, value);
    },
    image: () => [...recent.entries()],
    load(rows) {
      for (const [id, row] of rows) recent.put(id, row as readonly Raise[]);
    },
  };
}

/** One more among the raises, in the order of their time. */
function inOrder(raises: readonly Raise[], raise: Raise): readonly Raise[] {
  const kept = raises.length < RECENT_KEPT ? raises : raises.slice(1 - RECENT_KEPT);
  const after = kept.findLastIndex(({ at }) => at <= raise.at);
  return kept.toSpliced(after + 1, 0, raise);
}
