import type { TerminalEntity } from '../../gateway/contract/entities.ts';
import { counts, inScope } from './scope.ts';

/** A terminal whose call for help nobody has ended. */
export type Calling = TerminalEntity & { readonly sosAt: number };

/** Terminals that call for help, who waits longest first; off duty too (the number `terminal.sos`). */
export function callingTerminals(
  terminals: ReadonlyMap<string, TerminalEntity>,
  area: string | null,
): Calling[] {
  const calling: Calling[] = [];
  for (const terminal of terminals.values())
    if (isCalling(terminal) && counts(terminal) && inScope({ ...terminal, area: null }, area))
      calling.push(terminal);
  return calling.sort((a, b) => a.sosAt - b.sosAt || a.id.localeCompare(b.id));
}

function isCalling(terminal: TerminalEntity): terminal is Calling {
  return terminal.sosAt !== null;
}
