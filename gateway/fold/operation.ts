import { COMMAND_TARGETS } from '../contract/commands.ts';
import type { CommandType } from '../contract/event-types.ts';
import type { Heard } from './event.ts';
import type { ModelKind } from './model.ts';

/** What a command is about: its subject `kind:id`, of a kind that a command of this type may be about. */
export function targetOf({ type, entry }: Heard<CommandType>): {
  readonly kind: ModelKind;
  readonly id: string;
} {
  const colon = entry.subject.indexOf(':');
  const kind = COMMAND_TARGETS[type].find((each) => each === entry.subject.slice(0, colon));
  if (kind === undefined) throw new Error(`${type} is not about ${entry.subject}`);
  return { kind, id: entry.subject.slice(colon + 1) };
}
