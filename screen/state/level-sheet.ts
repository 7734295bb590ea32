import type { CaseTag, Pass } from '../../gateway/contract/life.ts';
import type { CaseRisk, RiskHit, RiskInput, RiskReason } from '../../gateway/contract/risk.ts';
import type { Level } from '../../gateway/contract/vocabulary.ts';
import { joined } from '../locale/joined.ts';
import { groupDigits } from '../locale/numbers.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { type Sheet, type SheetContext, type SheetRow, told } from './sheet.ts';
import { sumWords } from './step.ts';

/** Criteria, measures and changes that are named; of more their number is told. */
const HITS_NAMED = 3;
const MEASURES_NAMED = 3;
const CHANGES_NAMED = 2;
/** So much of a hash tells one configuration from another. */
const HASH_SHOWN = 8;
const PERCENT = 100;

/** Why an item has its level, since when, who answers for it, what waits to be reviewed or approved, what is being done. */
export function levelSheet(level: Level, risk: CaseRisk, context: SheetContext): Sheet {
  const { say } = context;
  return {
    id: 'LEVEL',
    rows: told([
      { label: say('risk.level'), text: sinceWords(level, risk.since, context) },
      ...whyRows(risk.why, say),
      overrideRow(risk, context),
      { label: say('risk.guarantee'), text: guaranteeWords(risk, context) },
      reviewRow(risk, context),
      proposalRow(risk, say),
      { label: say('risk.measures'), text: measureWords(risk, say) },
      ...changeRows(risk, context),
      { label: say('risk.judged'), text: judgedWords(risk.why, context) },
    ]),
  };
}

function at(instant: number, { now, utcOffsetMinutes, say }: SheetContext): string {
  return instantWords(instant, now, utcOffsetMinutes, say);
}

function levelWord(level: Level, say: Say): string {
  return say(`level.${level}`);
}

function sinceWords(level: Level, since: number, context: SheetContext): string {
  const { now, say } = context;
  const duration = durationWords(now - since, say);
  return say('risk.since', { level: levelWord(level, say), when: at(since, context), duration });
}

/** What gave the level, and each criterion that holds with what the item has to show for it. */
function whyRows({ cause, hits, reason, by, approver }: RiskReason, say: Say): readonly SheetRow[] {
  const seats = [
    by === null ? '' : say('risk.by', { by }),
    approver === null ? '' : say('risk.approver', { by: approver }),
  ];
  const given =
    cause === 'RULES' && hits.length > 0 ? '' : joined(say(`risk.cause.${cause}`), reason ?? '', ...seats);
  const more = hits.length - HITS_NAMED;
  const texts = [
    given,
    ...hits.slice(0, HITS_NAMED).map((hit) => hitWords(hit, say)),
    more > 0 ? say('risk.hitsMore', { n: more }) : '',
  ].filter((text) => text !== '');
  return texts.map((text, index) => ({ label: index === 0 ? say('risk.why') : '', text }));
}

function hitWords({ label: told, inputs, asked }: RiskHit, say: Say): string {
  const label = say.named(told);
  const shown = (Object.entries(inputs) as [RiskInput, string | number][])
    .map(([input, value]) => inputWords(input, value, { asked: asked[input], say }))
    .filter((words) => words !== '');
  return shown.length === 0 ? label : say('risk.hit', { label, inputs: joined(...shown) });
}

/** What an item has to show for a condition, and what is asked for at least; its kind stands on the card anyway. */
function inputWords(
  input: RiskInput,
  value: string | number,
  { asked, say }: { readonly asked: number | undefined; readonly say: Say },
): string {
  if (typeof value === 'number') {
    if (!isMeasured(input)) return String(value);
    const told = say(`risk.input.${input}`, { n: amountWords(input, value, say) });
    return asked === undefined
      ? told
      : say('risk.atLeast', { value: told, asked: amountWords(input, asked, say) });
  }
  if (input === 'kinds') return '';
  if (input === 'tags') return say(`tag.${value as CaseTag}`);
  return input === 'check' ? say(`check.${value as Pass}`) : say.named(value);
}

type Measured = Exclude<RiskInput, 'kinds' | 'categories' | 'urgencies' | 'tags' | 'check'>;

function isMeasured(input: RiskInput): input is Measured {
  return !['kinds', 'categories', 'urgencies', 'tags', 'check'].includes(input);
}

function amountWords(input: Measured, value: number, say: Say): string {
  if (input === 'usedShare') return `${Math.round(value * PERCENT)}%`;
  return input === 'owed' ? sumWords(value, say) : groupDigits(value);
}

function overrideRow({ override }: CaseRisk, context: SheetContext): SheetRow {
  const { say } = context;
  const text =
    override === null
      ? ''
      : say('risk.until', { level: levelWord(override.level, say), when: at(override.until, context) });
  return { label: say('risk.override'), text };
}

function guaranteeWords({ guarantee }: CaseRisk, context: SheetContext): string {
  if (guarantee === null) return '';
  const { say } = context;
  const { level, post, assignedAt } = guarantee;
  const since =
    assignedAt === undefined
      ? say('risk.unassigned')
      : say('risk.assigned', { when: at(assignedAt, context) });
  return joined(say(`guarantee.${level}`), say.named(post), since);
}

function reviewRow(risk: CaseRisk, context: SheetContext): SheetRow {
  const { say, now } = context;
  const { reviewDueAt, reviewOverdue, reviewedAt, cleanReviews } = risk;
  const late =
    reviewOverdue && reviewDueAt !== null
      ? say('risk.reviewLate', { duration: durationWords(now - reviewDueAt, say) })
      : '';
  const text = joined(
    late,
    reviewDueAt === null ? '' : say('risk.reviewDue', { when: at(reviewDueAt, context) }),
    reviewedAt === null ? '' : say('risk.reviewed', { when: at(reviewedAt, context) }),
    cleanReviews === 0 ? '' : say('risk.clean', { n: cleanReviews }),
  );
  return { label: say('risk.review'), text, ...(late === '' ? {} : { late: true as const }) };
}

/** A lowering that one seat asked for waits for another. */
function proposalRow({ proposal }: CaseRisk, say: Say): SheetRow {
  const label = say('risk.proposal');
  if (proposal === null) return { label, text: '' };
  const { to, by, reason } = proposal;
  return {
    label,
    text: joined(say('risk.lowering', { level: levelWord(to, say) }), say('risk.by', { by }), reason),
  };
}

function measureWords({ taskforce, measures }: CaseRisk, say: Say): string {
  const more = measures.length - MEASURES_NAMED;
  return joined(
    taskforce ? say('risk.taskforce') : '',
    ...measures.slice(-MEASURES_NAMED),
    more > 0 ? say('risk.measuresMore', { n: more }) : '',
  );
}

/** The last changes, the latest first. */
function changeRows({ history }: CaseRisk, context: SheetContext): readonly SheetRow[] {
  const { say } = context;
  return history
    .slice(-CHANGES_NAMED)
    .reverse()
    .map(({ from, to, at: when, cause }, index) => ({
      label: index === 0 ? say('risk.history') : '',
      text: joined(
        say('risk.change', { from: levelWord(from, say), to: levelWord(to, say) }),
        at(when, context),
        say(`risk.cause.${cause}`),
      ),
    }));
}

function judgedWords({ at: when, ageDays, version }: RiskReason, context: SheetContext): string {
  const { say } = context;
  return joined(
    at(when, context),
    say('risk.age', { n: ageDays }),
    version === null ? '' : say('risk.version', { hash: version.slice(0, HASH_SHOWN) }),
  );
}
