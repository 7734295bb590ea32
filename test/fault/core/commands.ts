import type { Command } from '../../../gateway/contract/commands.ts';
import type { Entity, EntityKind, EntityOf } from '../../../gateway/contract/entities.ts';
import type { Replica } from '../../../screen/live/replica.ts';
import type { Sent } from './ledger.ts';
import type { Random } from './random.ts';

/** A command as it is sent, with the name under which the log keeps it. */
export interface SentCommand extends Sent {
  readonly command: Command;
}

/** An officer at a seat: decides about what is on a wall. A command is made once and sent again as it is. */
export interface CommandSource {
  /** Null when the wall has nothing to decide about just now. */
  next(): SentCommand | null;
}

export interface CommandSourceOptions {
  readonly random: Random;
  readonly seat: string;
  readonly look: () => Replica;
  readonly now?: () => number;
}

interface Act {
  readonly type: Command['type'];
  readonly kind: EntityKind;
  readonly entity: Extract<Entity, { readonly version: number }>;
  readonly data?: Record<string, unknown>;
}

/** Source of the entries that the commands of a seat become. */
export const CONSOLE = 'urn:yitu:console:';
const ROLE = 'duty_officer';
const SHELVED_MS = 600_000;
/** How often an officer's console says which version it showed. */
const SAYS_WHAT_IT_SAW = 0.5;

export function createCommandSource(options: CommandSourceOptions): CommandSource {
  const { random, seat, look, now = Date.now } = options;
  let counter = 0;

  function one<Kind extends EntityKind>(kind: Kind, fits: (entity: EntityOf[Kind]) => boolean) {
    const entities = [...look().collection(kind).values()].filter(fits);
    return entities.length === 0 ? null : { kind, entity: random.pick(entities) };
  }

  const acts = [
    ['operation.acknowledged', () => one('alarm', ({ acked }) => !acked)],
    ['operation.silenced', () => one('alarm', ({ acked }) => !acked)],
    ['operation.shelved', () => one('alarm', ({ shelved }) => shelved === null)],
    ['operation.unshelved', () => one('alarm', ({ shelved }) => shelved !== null)],
    ['operation.noted', () => one('case', () => true)],
    ['operation.level_changed', () => one('case', ({ level }) => level !== null && level !== 'HIGH')],
    ['operation.reviewed', () => one('case', ({ level }) => level !== null)],
    ['operation.instruction_sent', () => one('case', () => true)],
    ['operation.instruction_read', () => one('instruction', ({ state }) => state === 'SENT')],
    ['operation.instruction_done', () => one('instruction', ({ state }) => state === 'READ')],
  ] as const;
  const dataOf = (type: (typeof acts)[number][0]): Record<string, unknown> => {
    switch (type) {
      case 'operation.shelved':
        return { reason: 'TESTING', until: new Date(now() + SHELVED_MS).toISOString() };
      case 'operation.noted':
        return { note: `记录 ${counter}` };
      case 'operation.level_changed':
        return { step: 'RAISE', to: 'HIGH', reason: '人数增加' };
      case 'operation.reviewed':
        return { result: 'CONTINUE' };
      case 'operation.instruction_sent':
        return { unit: '第二工作组', text: '到现场查看' };
      default:
        return {};
    }
  };

  const decide = (): Act | null => {
    const [type, choose] = random.pick(acts);
    const chosen = choose();
    return chosen === null ? null : { type, ...chosen, data: dataOf(type) };
  };

  return {
    next() {
      const act = decide();
      if (act === null) return null;
      counter += 1;
      const { type, kind, entity, data = {} } = act;
      const id = `${seat}-${counter}`;
      const seen = random.chance(SAYS_WHAT_IT_SAW) ? { seen: entity.version } : {};
      const by = { seat, role: ROLE };
      const command = { id, type, subject: `${kind}:${entity.id}`, by, data, ...seen };
      return { source: CONSOLE + seat, id, command };
    },
  };
}
