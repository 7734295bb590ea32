import type { LogEntry } from '../../contract/entry.ts';
import type { AlarmRecord, Responses as Instants } from '../alarm.ts';
import { counts } from '../event.ts';
import type { DeskPart, DeskWorld } from './port.ts';

/** When something was done, by which entry, and which other entries it takes to see that (`n`). */
export interface Act {
  readonly at: number;
  readonly entry: Pick<LogEntry, 'n' | 'reality'>;
  readonly leaning: readonly number[];
}

/** Instants of each leg that are kept of an alarm: one for each of its episodes, and few more. */
const KEPT = 64;

/** What people did about a condition: from its acknowledgement on, each leg of the response is counted (domain §4). */
export interface Responses extends DeskPart {
  /** An item was made of the alarm, or it was joined to one. */
  verified(alarm: string, item: string, act: Act): void;
  /** `to` (`kind:id`): a terminal was called there, or the item was dispatched to a unit. */
  sent(to: string, act: Act): void;
  /** A called terminal was there. */
  onSite(to: string, act: Act): void;
}

/** First instants of an episode only: what is done again later is no part of the response. */
export function createResponses({ store, alarms, evidence }: DeskWorld): Responses {
  /** Alarms by item: many alarms may be joined to one. */
  const ofItem = new Map<string, Set<string>>();
  const join = (item: string, alarm: string) => ofItem.set(item, (ofItem.get(item) ?? new Set()).add(alarm));
  const note = (id: string, what: keyof Instants, { at, entry, leaning }: Act) => {
    const alarm = store.get('alarm', id);
    if (alarm === undefined || at < alarm.raisedAt || counts(alarm.reality) !== counts(entry.reality)) return;
    const known = alarms.record(id)?.responses[what] ?? [];
    if (known.some((each) => each >= alarm.raisedAt && each <= at)) return;
    evidence.leaned('alarm', id, [...leaning, entry.n]);
    const instants = [...known, at].sort((a, b) => a - b).slice(-KEPT);
    alarms.adjust(id, (record: AlarmRecord) => ({
      ...record,
      responses: { ...record.responses, [what]: instants },
    }));
  };
  const alarmsAt = (to: string): readonly string[] => {
    const colon = to.indexOf(':');
    const [kind, id] = [to.slice(0, colon), to.slice(colon + 1)];
    if (kind === 'alarm') return [id];
    return kind === 'case' ? [...(ofItem.get(id) ?? [])].sort() : [];
  };
  return {
    verified(alarm, item, act) {
      join(item, alarm);
      note(alarm, 'verifiedAt', act);
    },
    sent(to, act) {
      for (const alarm of alarmsAt(to)) note(alarm, 'sentAt', act);
    },
    onSite(to, act) {
      for (const alarm of alarmsAt(to)) note(alarm, 'onSiteAt', act);
    },
    look() {
      for (const [item, ids] of ofItem) {
        for (const id of ids) if (store.get('alarm', id)?.item !== item) ids.delete(id);
        if (ids.size === 0) ofItem.delete(item);
      }
    },
    image: () => [],
    load() {
      for (const { id, item } of store.all('alarm')) if (item !== null) join(item, id);
    },
  };
}
