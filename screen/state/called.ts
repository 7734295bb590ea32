import type { EntityOf, LngLat, TerminalEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { metresBetween } from '../../gateway/contract/nearest-rule.ts';
import { DISPATCH_STATES, type DispatchState } from '../../gateway/contract/vocabulary.ts';
import { distanceWords } from '../locale/distance.ts';
import { joined } from '../locale/joined.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { type CalloutContext, titleOf } from './card.ts';
import { leadTitle } from './lead-callout.ts';
import type { Collections } from './port.ts';
import { counts } from './scope.ts';
import { type Sheet, type SheetContext, type SheetRow, shortened } from './sheet.ts';

/** A terminal's last call. */
type Call = NonNullable<TerminalEntity['dispatch']>;
/** A terminal that was called. */
type Called = TerminalEntity & { readonly dispatch: Call };

/** Since when a call is in its step, epoch ms. */
function sinceOf({ state, calledAt, departedAt, arrivedAt, doneAt }: Call): number {
  const at = { CALLED: calledAt, ON_THE_WAY: departedAt, ARRIVED: arrivedAt, DONE: doneAt }[state];
  return at ?? calledAt;
}

/** How far a call has come and for how long: `赶赴中 · 已 4分钟`. */
export function callStepWords(call: Call, { now, say }: Pick<SheetContext, 'now' | 'say'>): string {
  const lasted = say('call.lasted', { duration: durationWords(now - sinceOf(call), say) });
  return joined(say(`call.${call.state}`), lasted);
}

/**
 * Where a terminal was called to last and since when it is as far as it is, with the step unless the card tells that
 * already; of one that is done, when, and by what if nobody has said so. `target`: title of the thing, '' once it is gone.
 */
export function callWords(
  { dispatch }: Called,
  { target, stepTold }: { readonly target: string; readonly stepTold: boolean },
  context: SheetContext,
): string {
  const { now, utcOffsetMinutes, say } = context;
  return joined(
    stepTold ? '' : say(`call.${dispatch.state}`),
    target === '' ? '' : say('call.to', { title: target }),
    instantWords(sinceOf(dispatch), now, utcOffsetMinutes, say),
    endedWords(dispatch, say),
  );
}

/** Nobody has said that it is done. */
function endedWords({ endedBy }: Call, say: Say): string {
  return endedBy === undefined ? '' : say(`call.by.${endedBy}`);
}

/** Title of what a terminal was called to, `kind:id`; '' once it has left the wall. */
export function targetTitle(to: string, { alarm, case: items, video }: Collections, say: Say): string {
  const colon = to.indexOf(':');
  const [kind, id] = [to.slice(0, colon), to.slice(colon + 1)];
  const lead = kind === 'video' ? video.value.get(id) : undefined;
  if (lead !== undefined) return titleOf({ ...lead, title: leadTitle(lead, say) }, say);
  const known = kind === 'alarm' ? alarm.value.get(id) : items.value.get(id);
  return known === undefined ? '' : titleOf(known, say);
}

/**
 * Terminals whose last call was to a thing, those still held by it first, then the latest: to an alarm or the item made of
 * it, to an item or what it was made of.
 */
export function calledTo(ref: string, collections: Collections): readonly Called[] {
  const refs = kinOf(ref, collections);
  const its: Called[] = [];
  for (const terminal of collections.terminal.value.values())
    if (terminal.dispatch !== null && refs.has(terminal.dispatch.to) && counts(terminal))
      its.push({ ...terminal, dispatch: terminal.dispatch });
  return its.sort(
    ({ id: idA, dispatch: a }, { id: idB, dispatch: b }) =>
      Number(a.doneAt !== null) - Number(b.doneAt !== null) ||
      b.calledAt - a.calledAt ||
      idA.localeCompare(idB),
  );
}

function kinOf(ref: string, { alarm, video }: Collections): ReadonlySet<string> {
  const refs = new Set([ref]);
  const origins: readonly (readonly [string, Iterable<EntityOf['alarm' | 'video']>])[] = [
    ['alarm', alarm.value.values()],
    ['video', video.value.values()],
  ];
  for (const [kind, entities] of origins)
    for (const { id, item } of entities) {
      if (item === null) continue;
      const [origin, made] = [entityRef(kind, id), entityRef('case', item)];
      if (made === ref) refs.add(origin);
      if (origin === ref) refs.add(made);
    }
  return refs;
}

/** How many are how far, of those that are held by a call: `终端 赶赴中 1 · 已到场 2`; '' when none is. */
export function calledLine(called: readonly Called[], say: Say): string {
  const told = DISPATCH_STATES.filter((step) => step !== 'DONE').flatMap((step) => {
    const n = called.filter(({ dispatch }) => dispatch.state === step).length;
    return n === 0 ? [] : [say('call.count', { step: say(`call.${step}`), n })];
  });
  return told.length === 0 ? '' : say('call.counts', { list: joined(...told) });
}

/** Who was called to a thing and how far each has come; null where nobody was. A device each, never who carries it. */
export function calledSheet(
  called: readonly Called[],
  place: LngLat | null,
  context: CalloutContext,
): Sheet | null {
  if (called.length === 0) return null;
  const rows = called.map((each) => calledRow(each, place, context));
  return { id: 'CALLED', rows: shortened(rows, context.say, 'call.more') };
}

function calledRow(terminal: Called, place: LngLat | null, context: CalloutContext): SheetRow {
  const { now, utcOffsetMinutes, say } = context;
  const { name, dispatch } = terminal;
  const when = instantWords(sinceOf(dispatch), now, utcOffsetMinutes, say);
  const still = dispatch.doneAt === null ? wayWords(terminal, place, context) : endedWords(dispatch, say);
  return { label: say(`call.${dispatch.state}`), text: joined(say.named(name), when, still) };
}

const UNDER_WAY: readonly DispatchState[] = ['CALLED', 'ON_THE_WAY'];

/** How far from the place one is that is not there yet, or why that is not known. */
function wayWords(
  { state, flags, location, dispatch }: Called,
  place: LngLat | null,
  context: CalloutContext,
): string {
  const { heard, say } = context;
  if (state !== 'BUSY') return say(`terminal.${state}`);
  if (flags.includes('stuck_fix')) return say('fix.STUCK');
  if (heard !== 'LIVE' || location === null || place === null || !UNDER_WAY.includes(dispatch.state))
    return '';
  return say('call.away', { distance: distanceWords(metresBetween(place, location), say) });
}
