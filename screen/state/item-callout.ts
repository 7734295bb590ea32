import type { CaseEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { FINAL_CASE_STATES, SCREEN_KIND_OF } from '../../gateway/contract/vocabulary.ts';
import { joined } from '../locale/joined.ts';
import { withProvisional } from '../locale/provisional.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { type Callout, type CalloutContext, outsideWords, titleOf } from './card.ts';
import { clockWords, toneOf } from './clock.ts';
import { courseLines } from './course.ts';
import { dutySheet } from './duty-sheet.ts';
import { itemState } from './item-words.ts';
import { levelSheet } from './level-sheet.ts';
import { observationWords } from './observation.ts';
import { casePlace } from './places.ts';
import type { Sheet } from './sheet.ts';
import { amountLines, ownStepWords } from './step.ts';

/** So many characters of a reason are told. */
const REASON_AT_MOST = 40;

/**
 * What the card of an item tells: its marks, who holds it since when and until when; on further pages why it has its level
 * and who answers for it.
 */
export function caseCallout(item: CaseEntity, context: CalloutContext): Callout {
  const { areas, say } = context;
  const tone = toneOf(item);
  return {
    ref: entityRef('case', item.id),
    location: item.location,
    priority: undefined,
    level: item.level,
    tone: 'plain',
    title: titleOf(item, say),
    place: casePlace(item, areas),
    measured: '',
    ...(tone === null ? {} : { clock: { words: clockWords(item, tone, context), tone } }),
    state: itemState(item, say),
    lines: [
      outcomeWords(item, say),
      heldWords(item, context),
      ownStepWords(item, say),
      ...amountLines(item.amount, say),
      dueWords(item, context),
      reasonWords(item, say),
      stageWords(item, context),
      ...courseLines(item.life, context),
      observationWords(item, context),
      outsideWords(item, say) || (isOnMap(item) ? '' : say('callout.noLocation')),
    ].filter((line) => line !== ''),
    tags: tagWords(item, context),
    sheets: sheetsOf(item, context),
    photos: item.photos.slice(-2),
  };
}

function sheetsOf(item: CaseEntity, context: CalloutContext): readonly Sheet[] {
  const { level, risk } = item;
  const why = level === null || risk === undefined ? [] : [levelSheet(level, risk, context)];
  return [...why, dutySheet(item, context)];
}

/** A stopped clock that does not stand in the big words is marked as the flags are: nobody is late while it stands. */
function tagWords(item: CaseEntity, { say }: CalloutContext): readonly string[] {
  const { life, pausedAt } = item;
  const stands = pausedAt !== null && toneOf(item) !== 'paused';
  return [...(stands ? [say('timer.paused')] : []), ...life.tags.map((tag) => say(`tag.${tag}`))];
}

function dueWords({ dueAt, provisional }: CaseEntity, context: CalloutContext): string {
  const { now, utcOffsetMinutes, say } = context;
  if (dueAt === null) return '';
  const due = say('timer.due', { when: instantWords(dueAt, now, utcOffsetMinutes, say) });
  return withProvisional(due, provisional, say);
}

/** How a closed item ended, and how it was rated; nothing of one that is open again. */
function outcomeWords({ closedAt, outcome, life }: CaseEntity, say: Say): string {
  if (closedAt === null) return '';
  return joined(
    outcome === null ? '' : say('item.outcome', { outcome: say(`outcome.${outcome}`) }),
    life.score === null ? '' : say('item.score', { n: life.score }),
  );
}

/** Why it is late, as its unit told; a long reason is cut. */
function reasonWords({ sla, overdueReason }: CaseEntity, say: Say): string {
  if (overdueReason === null || (sla !== 'OVERDUE_REASONED' && sla !== 'DONE_LATE')) return '';
  const characters = [...overdueReason];
  const reason =
    characters.length > REASON_AT_MOST ? `${characters.slice(0, REASON_AT_MOST).join('')}…` : overdueReason;
  return say('item.overdueReason', { reason });
}

/** Since when who must act has held it; nothing of an item that is over. */
function heldWords({ state, life }: CaseEntity, { now, utcOffsetMinutes, say }: CalloutContext): string {
  if (FINAL_CASE_STATES.includes(state) || life.holderSince === 0) return '';
  const when = instantWords(life.holderSince, now, utcOffsetMinutes, say);
  return say('item.heldSince', { when, duration: durationWords(now - life.holderSince, say) });
}

/** The clock of the step that it is in, where that is another than its own. */
function stageWords({ life, dueAt }: CaseEntity, { now, utcOffsetMinutes, say }: CalloutContext): string {
  const stage = life.stage;
  if (stage === null || stage.dueAt === null || stage.dueAt === dueAt) return '';
  if (stage.overdue) return say('item.stageLate', { duration: durationWords(now - stage.dueAt, say) });
  const due = say('item.stageDue', { when: instantWords(stage.dueAt, now, utcOffsetMinutes, say) });
  return withProvisional(due, stage.provisional, say);
}

/** An item of people is drawn in its village, anything else at its point. */
function isOnMap({ kind, location, village, street }: CaseEntity): boolean {
  return location !== null || (SCREEN_KIND_OF[kind] !== 'HAZARDS' && (village ?? street) !== null);
}
