import { COMMAND_TARGETS } from '../contract/commands.ts';
import type { CommandType } from '../contract/event-types.ts';
import type { Heard } from './event.ts';

/** What a command is about: its subject `kind:id`, of a kind that a command of this type may be about. */
export function targetOf<Type extends CommandType>(
  heard: Heard<Type>,
): {
  readonly kind: (typeof COMMAND_TARGETS)[Type][number];
  readonly id: string;
} {
  const { type, entry } = heard as Heard<CommandType>;
  const kinds: readonly (typeof COMMAND_TARGETS)[Type][number][] = COMMAND_TARGETS[type as Type];
  const colon = entry.subject.indexOf(':');
  const kind = kinds.find((each) => each === entry.subject.slice(0, colon));
  if (kind === undefined) throw new Error(`${type} is not about ${entry.subject}`);
  return { kind, id: entry.subject.slice(colon + 1) };
}
