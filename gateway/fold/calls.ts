import type { LogEntry } from '../contract/entry.ts';
import { entityRef } from '../contract/ids.ts';
import { isRostered } from '../contract/roster.ts';
import { endedByRule, overSince } from './dispatch.ts';
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

/** Ends the calls that nobody ends: of terminals whose unit has gone off duty since, and to what is long over. True when there was one. */
export function endCalls({ store, terminals, timeline }: Parts): boolean {
  const { now, setting } = timeline.context;
  const { roster, terminals: rules } = setting.rules;
  const over: [string, Parameters<typeof endedByRule>[1]][] = [];
  for (const { id, dispatch, onDuty, rostered, unit } of store.all('terminal')) {
    if (dispatch === null || dispatch.doneAt !== null) continue;
    const since = overSince(store, dispatch);
    const at = since === null ? null : Math.max(since, dispatch.calledAt) + rules.callOutlivesS * 1_000;
    const left = !onDuty && !rostered && isRostered(roster, unit, dispatch.calledAt, setting.days);
    if (left) over.push([id, { at: now, endedBy: 'OFF_DUTY', leftBy: null }]);
    else if (at !== null && at <= now) over.push([id, { at, endedBy: 'TARGET_OVER', leftBy: null }]);
  }
  for (const [id, by] of over) {
    terminals.adjust(id, (record) =>
      record.call === null ? record : { ...record, call: endedByRule(record.call, by) },
    );
  }
  return over.length > 0;
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
