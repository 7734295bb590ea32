import type { LogEntry } from '../contract/entry.ts';
import { entityRef } from '../contract/ids.ts';
import type { Heard, TypeOf } from './event.ts';
import type { Parts } from './parts.ts';
import { terminalNs } from './terminal.ts';

/** A terminal was heard; a fix may show that it is where it was called to. */
export function hearTerminal(parts: Parts, heard: Heard<TypeOf<'terminal'>>): void {
  const id = heard.entry.subject;
  const before = parts.terminals.record(id)?.call ?? null;
  parts.trackers.terminal.hear(heard);
  const after = parts.terminals.record(id)?.call ?? null;
  if (after !== null && after.arrivedAt !== before?.arrivedAt) tellArrival(parts, id, heard.entry);
}

/** A command about a terminal: it was called, or is there. */
export function tellCall(parts: Parts, id: string, entry: LogEntry): void {
  const record = parts.terminals.record(id);
  const call = record?.call ?? null;
  if (record === undefined || call === null) return;
  if (entry.type === 'operation.dispatched')
    parts.desk.responses.sent(call.to, { at: call.calledAt, entry, leaning: terminalNs(record) });
  if (entry.type === 'operation.arrived') tellArrival(parts, id, entry);
}

/** The item of an alarm was dispatched to a unit. */
export function itemSent({ desk }: Parts, entry: LogEntry): void {
  desk.responses.sent(entityRef('case', entry.subject), { at: entry.time, entry, leaning: [] });
}

function tellArrival({ terminals, desk }: Parts, id: string, entry: LogEntry): void {
  const record = terminals.record(id);
  const call = record?.call ?? null;
  if (record === undefined || call === null || call.arrivedAt === null) return;
  desk.responses.onSite(call.to, { at: call.arrivedAt, entry, leaning: terminalNs(record) });
}
