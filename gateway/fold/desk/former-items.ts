import { lifeOf } from '../alarm-episodes.ts';
import { isFinal } from '../case-sla.ts';
import type { DeskWorld } from './port.ts';
import type { Responses } from './responses.ts';

/** Items of earlier times of an alarm. */
export interface FormerItems {
  /** An alarm was heard. */
  heard(id: string): void;
  itemChanged(item: string): void;
}

/**
 * The item of an alarm is one of an episode. While people work on it, it is that of the next one too; when it is over, the
 * alarm that came back is free to become another one, and tells nobody to go on with what is closed.
 */
export function createFormerItems(
  { alarms, store, evidence, context }: DeskWorld,
  { alarmsOf }: Pick<Responses, 'alarmsOf'>,
): FormerItems {
  const isOver = (item: string) => {
    const found = store.get('case', item);
    return found === undefined || isFinal(found.state);
  };
  const settle = (id: string) => {
    const record = alarms.record(id);
    const alarm = store.get('alarm', id);
    if (record?.item == null || record.linked === null || alarm === undefined) return;
    const { at, heardAt } = record.linked;
    const cameBack = at < alarm.raisedAt && heardAt < lifeOf(record, context()).beganHeardAt;
    if (!cameBack || !isOver(record.item)) return;
    // That it is free again is proved by the end of the item.
    evidence.leaned('alarm', id, evidence.entriesOf('case', record.item));
    alarms.adjust(id, (present) => ({ ...present, item: null, linked: null }));
  };
  return {
    heard: settle,
    itemChanged(item) {
      if (isOver(item)) for (const id of alarmsOf(item)) settle(id);
    },
  };
}
