import { isUnseenP1 } from '../../gateway/contract/alarms.ts';
import type { AlarmEntity, VideoEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { durationWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { mostUrgent, tellsSeconds, unfinishedAlarms } from './alarms.ts';
import { alarmsSheet } from './alarms-sheet.ts';
import { calledLine, calledSheet, calledTo, targetTitle } from './called.ts';
import { borderWords, type Callout, type CalloutContext, outsideWords, PLAIN, titleOf } from './card.ts';
import { caseCallout } from './item-callout.ts';
import { nearestLines, passedSheet } from './nearest.ts';
import { ordersSheet } from './orders-sheet.ts';
import { areaName, devicePlace } from './places.ts';
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

/** The callout of what is in focus, with who was called to it and what was ordered about it; null when it is gone or nothing is. */
export function calloutOf(
  collections: Collections,
  focus: Focus | null,
  context: CalloutContext,
): Callout | null {
  const callout = focus === null ? null : cardOf(collections, focus, context);
  if (callout === null) return null;
  const called = calledTo(callout.ref, collections);
  const sheets = [
    calledSheet(called, callout.location, context),
    callout.ref.startsWith('alarm:') ? passedSheet(callout.location, context, called) : null,
    ordersSheet(callout.ref, collections.instruction.value, context),
  ].filter((sheet) => sheet !== null);
  const line = calledLine(called, context.say);
  return {
    ...callout,
    lines: line === '' ? callout.lines : [line, ...callout.lines],
    sheets: [...callout.sheets, ...sheets],
  };
}

function cardOf(collections: Collections, focus: Focus, context: CalloutContext): Callout | null {
  const alarm = focus.kind === 'alarm' ? collections.alarm.value.get(focus.id) : undefined;
  if (alarm !== undefined) return alarmCallout(alarm, context);
  const item = focus.kind === 'case' ? collections.case.value.get(focus.id) : undefined;
  if (item !== undefined) return withAlarms(caseCallout(item, context), item.id, { collections, context });
  const video = focus.kind === 'video' ? collections.video.value.get(focus.id) : undefined;
  if (video !== undefined) return leadCallout(video, context);
  const warning = focus.kind === 'warning' ? collections.warning.value.get(focus.id) : undefined;
  if (warning !== undefined) return warningCallout(warning, context);
  const terminal = focus.kind === 'terminal' ? collections.terminal.value.get(focus.id) : undefined;
  if (terminal === undefined) return null;
  const to = terminal.dispatch?.to;
  return terminalCallout(
    terminal,
    context,
    to === undefined ? '' : targetTitle(to, collections, context.say),
  );
}

function withAlarms(
  callout: Callout,
  item: string,
  { collections, context }: { readonly collections: Collections; readonly context: CalloutContext },
): Callout {
  const alarms = alarmsSheet(item, collections.alarm.value, context);
  return alarms === null ? callout : { ...callout, sheets: [...callout.sheets, alarms] };
}

function alarmCallout(alarm: AlarmEntity, context: CalloutContext): Callout {
  const { now, areas, say } = context;
  const waited = durationWords(now - alarm.waitingSince, say, { seconds: tellsSeconds(alarm) });
  const within = durationWords(alarm.ackBy - alarm.waitingSince, say);
  return {
    ref: entityRef('alarm', alarm.id),
    location: alarm.location,
    priority: alarm.priority,
    level: null,
    tone: alarm.acked ? 'plain' : 'alarm',
    title: titleOf(alarm, say),
    place: devicePlace(alarm, areas),
    measured: readingWords(alarm.reading, say, { limit: true }),
    state: alarm.acked
      ? say('callout.acked')
      : say('callout.pending', { waited: say('timer.waited', { duration: waited }) }),
    lines: [
      alarm.acked ? '' : say('callout.within', { duration: within, holder: say('holder.seats') }),
      ...nearestLines(alarm.location, context),
      isUnseenP1(alarm) ? borderWords(alarm, say) : outsideWords(alarm, say),
    ].filter((line) => line !== ''),
    ...PLAIN,
    photos: [],
  };
}

function leadCallout(video: VideoEntity, { now, areas, say }: CalloutContext): Callout {
  return {
    ref: entityRef('video', video.id),
    location: video.location,
    priority: undefined,
    level: null,
    tone: 'lead',
    title: titleOf({ ...video, title: leadTitle(video, say) }, say),
    place: areaName(video, areas),
    measured: '',
    state: say('leads.waited', { duration: durationWords(now - video.raisedAt, say) }),
    lines: [
      video.duplicateOf === undefined
        ? say('leads.note')
        : say('leads.duplicateOf', { id: video.duplicateOf }),
      outsideWords(video, say),
    ].filter((line) => line !== ''),
    ...PLAIN,
    photos: video.media === null ? [] : [video.media],
  };
}

/** As in its row: nobody's words until a person has judged it (decisions D8). */
function leadTitle({ state, title, type }: VideoEntity, say: Say): string {
  return state === 'LEAD' ? say(`lead.${type}`) : title;
}
