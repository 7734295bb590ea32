import { isAnnounced, isUnseenP1 } from '../../gateway/contract/alarms.ts';
import type { AlarmEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { alarmStanding, type StandingContext } from './alarm-standing.ts';
import { mostUrgent, unfinishedAlarms } from './alarms.ts';
import { alarmsSheet } from './alarms-sheet.ts';
import { calledLine, calledSheet, calledTo, targetTitle } from './called.ts';
import {
  borderWords,
  type Callout,
  type CalloutContext,
  flagTags,
  outsideWords,
  PLAIN,
  titleOf,
} from './card.ts';
import { caseCallout } from './item-callout.ts';
import { itemWords } from './item-words.ts';
import { leadCallout } from './lead-callout.ts';
import { leadsSheet } from './leads-sheet.ts';
import { nearestLines, passedSheet } from './nearest.ts';
import { ordersSheet } from './orders-sheet.ts';
import { devicePlace } from './places.ts';
import type { Collections } from './port.ts';
import { readingWords } from './reading.ts';
import { callingTerminals } from './sos.ts';
import { terminalCallout } from './terminal-callout.ts';
import { warningCallout } from './warning.ts';

/** An entity that can stand in focus. */
export interface Focus {
  readonly kind: 'alarm' | 'case' | 'terminal' | 'video' | 'warning';
  readonly id: string;
}

/**
 * What to look at: the picked entity while it is there, else what stands on top of the alarm strip (who has called for help
 * longest, then the most urgent unacknowledged alarm), else nothing.
 */
export function focusOf(collections: Collections, picked: string | null, area: string | null): Focus | null {
  const chosen = picked === null ? null : parseRef(picked);
  if (chosen !== null && collections[chosen.kind].value.has(chosen.id)) return chosen;
  const [calling] = callingTerminals(collections.terminal.value, area);
  if (calling !== undefined) return { kind: 'terminal', id: calling.id };
  const alarm = mostUrgent(unfinishedAlarms(collections.alarm.value, area));
  return alarm === null ? null : { kind: 'alarm', id: alarm.id };
}

const KINDS = ['alarm', 'case', 'terminal', 'video', 'warning'] as const;

function parseRef(ref: string): Focus | null {
  const colon = ref.indexOf(':');
  const kind = ref.slice(0, colon);
  const known = KINDS.find((one) => one === kind);
  return known === undefined ? null : { kind: known, id: ref.slice(colon + 1) };
}

/** The callout of what is in focus, with who was called to it and what was ordered; null when it is gone or nothing is. */
export function calloutOf(
  collections: Collections,
  focus: Focus | null,
  context: CalloutContext,
): Callout | null {
  const callout = focus === null ? null : cardOf(collections, focus, context);
  if (callout === null) return null;
  const { alarm, instruction } = collections;
  const called = calledTo(callout.ref, collections);
  const waiting = focus?.kind === 'alarm' ? alarm.value.get(focus.id) : undefined;
  const passed =
    waiting !== undefined && isAnnounced(waiting) ? passedSheet(waiting.location, context, called) : null;
  const orders = ordersSheet(callout.ref, instruction.value, context);
  const further = [calledSheet(called, callout.location, context), passed, orders];
  return {
    ...callout,
    lines: [calledLine(called, context.say), ...callout.lines].filter((line) => line !== ''),
    sheets: [...callout.sheets, ...further.filter((sheet) => sheet !== null)],
  };
}

function cardOf(collections: Collections, focus: Focus, context: CalloutContext): Callout | null {
  const entity = collections[focus.kind].value.get(focus.id);
  const card = cardOfKind(collections, focus, context);
  if (entity === undefined || card === null) return null;
  return { ...card, tags: [...card.tags, ...flagTags(entity, context.say)] };
}

function cardOfKind(collections: Collections, focus: Focus, context: CalloutContext): Callout | null {
  const told = { ...context, cases: collections.case.value };
  const alarm = focus.kind === 'alarm' ? collections.alarm.value.get(focus.id) : undefined;
  if (alarm !== undefined) return withItem(alarmCallout(alarm, told), alarm, told);
  const item = focus.kind === 'case' ? collections.case.value.get(focus.id) : undefined;
  if (item !== undefined) return withReports(caseCallout(item, context), item.id, { collections, context });
  const video = focus.kind === 'video' ? collections.video.value.get(focus.id) : undefined;
  if (video !== undefined) return withItem(leadCallout(video, context), video, told);
  const warning = focus.kind === 'warning' ? collections.warning.value.get(focus.id) : undefined;
  if (warning !== undefined) return withItem(warningCallout(warning, context), warning, told);
  const terminal = focus.kind === 'terminal' ? collections.terminal.value.get(focus.id) : undefined;
  if (terminal === undefined) return null;
  const to = terminal.dispatch?.to;
  return terminalCallout(
    terminal,
    context,
    to === undefined ? '' : targetTitle(to, collections, context.say),
  );
}

/** With the alarms and the leads that the item was made of, or that were joined to it. */
function withReports(
  callout: Callout,
  item: string,
  { collections, context }: { readonly collections: Collections; readonly context: CalloutContext },
): Callout {
  const sheets = [
    alarmsSheet(item, collections.alarm.value, context),
    leadsSheet(item, collections.video.value, context),
  ].filter((sheet) => sheet !== null);
  return { ...callout, sheets: [...callout.sheets, ...sheets] };
}

/** With the item that was made of it, or that it was joined to, before all other lines: there it goes on. */
function withItem(
  callout: Callout,
  { item }: { readonly item: string | null },
  { cases, say }: StandingContext,
): Callout {
  if (item === null) return callout;
  return {
    ...callout,
    lines: [say('callout.item', { item: itemWords(item, cases, say) }), ...callout.lines],
  };
}

function alarmCallout(alarm: AlarmEntity, context: CalloutContext & StandingContext): Callout {
  const { areas, say } = context;
  const { waits, state, lines, asides } = alarmStanding(alarm, context);
  const announced = isAnnounced(alarm);
  return {
    ref: entityRef('alarm', alarm.id),
    location: alarm.location,
    priority: alarm.priority,
    level: null,
    tone: waits ? 'alarm' : 'plain',
    title: titleOf(alarm, say),
    place: devicePlace(alarm, areas),
    measured: readingWords(alarm.reading, say, { limit: true }),
    state,
    lines: [
      ...lines,
      ...(announced ? nearestLines(alarm.location, context) : []),
      announced && isUnseenP1(alarm) ? borderWords(alarm, say) : outsideWords(alarm, say),
      ...asides,
    ].filter((line) => line !== ''),
    ...PLAIN,
    photos: [],
  };
}
