import { entityRef } from '../../gateway/contract/ids.ts';
import type { WarningEntity } from '../../gateway/contract/warnings.ts';
import { joined } from '../locale/joined.ts';
import { groupDigits } from '../locale/numbers.ts';
import { withProvisional } from '../locale/provisional.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import { isMessageKey, type Say } from '../locale/words.ts';
import { type Callout, PLAIN } from './card.ts';
import { holderWords } from './holder.ts';
import type { AreaNames } from './scope.ts';

/** Entries that are named; the rest is told as a number. */
const ENTRIES_NAMED = 4;
/** So much of a hash tells one configuration from another. */
const HASH_SHOWN = 8;

export interface WarningContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly areas: AreaNames;
  readonly say: Say;
}

/** Rule and what it is about. @param told what stands beside it anyway, and is not told twice */
export function warningTitle(
  { rule, ruleName, about, category }: WarningEntity,
  { areas, say }: WarningContext,
  told: string | null = null,
): string {
  const place = areas.get(about.id)?.name ?? say.named(about.name);
  const kind = category === null ? null : say.named(category);
  const beside = told === null ? null : say.named(told);
  const what = [place, kind === place ? null : kind].filter((part) => part !== null && part !== beside);
  return [warningRuleName({ rule, ruleName }, say), what.join(' ')].filter(Boolean).join(' · ');
}

/** What a rule is called: a shipped one in the language of the screen, a rule of the hall as the hall calls it. */
export function warningRuleName(
  { rule, ruleName }: Pick<WarningEntity, 'rule' | 'ruleName'>,
  say: Say,
): string {
  const key = `warningRule.${rule}`;
  return isMessageKey(key) ? say(key, { name: ruleName }) : say.named(ruleName);
}

/** What is waited for, and since when; that a clock has run out. */
export function warningState({ state, late, ...at }: WarningEntity, { now, say }: WarningContext): string {
  if (state === 'LIFTED' || state === 'CONVERTED') return '';
  const word = say(`warning.${state}`);
  if (late !== null) return say('warning.late', { state: word });
  const since = at.answeredAt ?? at.signedAt ?? at.issuedAt ?? at.confirmedAt ?? at.generatedAt;
  return `${word} ${durationWords(now - since, say)}`;
}

/** What was counted, beside what is usual. */
export function warningFinding({ signal, count, baseline, windowDays }: WarningEntity, say: Say): string {
  if (signal === 'SILENT') return say('warnings.silentFor', { n: count });
  const found = say('warnings.count', { n: count, days: windowDays });
  return baseline === null ? found : `${found} · ${say('warnings.against', { n: baseline })}`;
}

/** When it must be signed or answered; '' without a clock. */
export function warningDue(warning: WarningEntity, { now, utcOffsetMinutes, say }: WarningContext): string {
  const { state, signDueAt, answerDueAt, provisional } = warning;
  const dues = { ISSUED: signDueAt, SIGNED: answerDueAt } as const;
  const due = state === 'ISSUED' || state === 'SIGNED' ? dues[state] : null;
  if (due === null) return '';
  const words = say('timer.due', { when: instantWords(due, now, utcOffsetMinutes, say) });
  return withProvisional(words, provisional, say);
}

/** What the callout tells about a warning: what it rests on, so that anybody can check it (decisions D6). */
export function warningCallout(warning: WarningEntity, context: WarningContext): Callout {
  const { say } = context;
  return {
    ref: entityRef('warning', warning.id),
    location: warning.location,
    priority: undefined,
    level: warning.level,
    tone: 'plain',
    title: warningTitle(warning, context),
    place: holderWords(warning.unit, say),
    measured: '',
    state: warningState(warning, context) || endedWords(warning, say),
    lines: [
      warningFinding(warning, say),
      warningDue(warning, context),
      say('warnings.sample', { n: groupDigits(warning.sample) }),
      say('warnings.rule', { rule: warning.rule, hash: warning.rulesHash.slice(0, HASH_SHOWN) }),
      basisWords(warning, say),
      warning.answer ?? '',
    ].filter((line) => line !== ''),
    ...PLAIN,
    photos: [],
  };
}

/** How it ended: lifted, or made an item, and what a person judged it to have been. */
function endedWords({ state, verdict }: WarningEntity, say: Say): string {
  if (state !== 'LIFTED' && state !== 'CONVERTED') return '';
  return joined(say(`warning.${state}`), verdict === null ? '' : say(`verdict.${verdict}`));
}

function basisWords({ basis }: WarningEntity, say: Say): string {
  if (basis.length === 0) return '';
  const named = basis.slice(-ENTRIES_NAMED).map(({ n }) => groupDigits(n));
  return say(basis.length > named.length ? 'warnings.basisMore' : 'warnings.basis', {
    n: basis.length,
    list: named.join(' · '),
  });
}
