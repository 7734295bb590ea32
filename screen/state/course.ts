import type { CaseLetter } from '../../gateway/contract/decisions.ts';
import type { CaseLife, LadderStep } from '../../gateway/contract/life.ts';
import type { Support } from '../../gateway/contract/life-clocks.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';

/** Supporting units that are named; of more their number is told. */
const UNITS_NAMED = 3;
/** Items that are named. */
const ITEMS_NAMED = 3;

/** What the words of an item's course are told with. */
export interface CourseContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  /** Short names of units by id. */
  readonly units: ReadonlyMap<string, string>;
  readonly say: Say;
}

/**
 * What has come about on the way of an item: steps against the rules 流程异常, steps of the centre that were late 环节曾超时, what was merged into it 并案, supporting units 协办 and where each stands,
 * escalations 问题工单, the last letter 提示函 · 督办函 or the rung that the rules have reached without one.
 */
export function courseLines(life: CaseLife, context: CourseContext): readonly string[] {
  const { say } = context;
  return [
    irregularLine(life, say),
    lateLine(life, say),
    life.into === null ? '' : say('course.into', { id: life.into }),
    joinedLine(life, say),
    supportLine(life.supports, context),
    life.escalationWords.length === 0
      ? ''
      : say('course.escalated', { list: life.escalationWords.map(say.named).join(' · ') }),
    letterLine(life.letters, context),
    ladderLine(life, say),
  ].filter((line) => line !== '');
}

function irregularLine({ irregular, irregularities }: CaseLife, say: Say): string {
  const last = irregularities.at(-1);
  if (irregular === 0 || last === undefined) return '';
  return say('course.irregular', { n: irregular, last: say(`irregular.${last.problem}`) });
}

/** Steps of the centre that were done too late: how many, the last of them, and by how much. */
function lateLine({ lateSteps = [] }: CaseLife, say: Say): string {
  const last = lateSteps.at(-1);
  if (last === undefined) return '';
  const duration = durationWords(last.at - last.dueAt, say);
  return say('course.lateSteps', { n: lateSteps.length, step: say(`falling.${last.clock}`), duration });
}

/** The items that go on under this one, the latest first. */
function joinedLine({ joined }: CaseLife, say: Say): string {
  if (joined.length === 0) return '';
  const named = joined.slice(-ITEMS_NAMED).map(({ id }) => id);
  const rest = joined.length - named.length;
  const more = rest > 0 ? [say('course.joinedMore', { n: rest })] : [];
  return say('course.joined', { n: joined.length, list: [...named.reverse(), ...more].join(' · ') });
}

function supportLine(supports: readonly Support[], context: CourseContext): string {
  const { say } = context;
  if (supports.length === 0) return '';
  const named = supports
    .slice(0, UNITS_NAMED)
    .map((each) => say('course.support', { unit: say.named(each.name), state: supportState(each, context) }));
  const rest = supports.length - named.length;
  const more = rest > 0 ? [say('course.supportsMore', { n: rest })] : [];
  return say('course.supports', { list: [...named, ...more].join(' · ') });
}

/**
 * The furthest step of a supporting unit, or that it is late with the next one; until when, where that is provisional. Of
 * one that was called in 吹哨, how long after that it reported for duty 报到.
 */
function supportState(support: Support, context: CourseContext): string {
  const { now, utcOffsetMinutes, say } = context;
  const { signedAt, reportedAt, fedbackAt, releasedAt, signDueAt, feedbackDueAt } = support;
  const reported = reportedWords(support, say);
  const since = (state: string) => (reported === null ? state : say('support.since', { reported, state }));
  if (releasedAt !== null) return since(say('support.RELEASED'));
  if (fedbackAt !== null) return since(say('support.FEDBACK'));
  const taken = signedAt !== null || reportedAt !== null;
  if (!taken && isPast(signDueAt, now)) return say('support.signLate');
  if (taken && isPast(feedbackDueAt, now)) return since(say('support.feedbackLate'));
  const due = taken ? feedbackDueAt : signDueAt;
  const provisional = taken ? support.feedbackProvisional : support.signProvisional;
  const step = reported ?? say(waitingStep(support));
  if (due === null || !provisional) return step;
  const when = instantWords(due, now, utcOffsetMinutes, say);
  return [step, say('timer.due', { when }), say('timer.provisionalShort')].join(' ');
}

/** How long after its call the unit reported for duty; null where it was not called in, or has not reported. */
function reportedWords({ calledAt, reportedAt }: Support, say: Say): string | null {
  if (calledAt === null || reportedAt === null || reportedAt < calledAt) return null;
  return say('support.reportedAfter', { duration: durationWords(reportedAt - calledAt, say) });
}

function waitingStep({ reportedAt, signedAt, readAt }: Support) {
  if (reportedAt !== null) return 'support.REPORTED';
  if (signedAt !== null) return 'support.SIGNED';
  return readAt === null ? 'support.CALLED' : 'support.READ';
}

function letterLine(letters: readonly CaseLetter[], context: CourseContext): string {
  const last = letters.at(-1);
  if (last === undefined) return '';
  const { say, units } = context;
  const letter = rungWords(last.step, last.word, say);
  const to = units.get(last.to) ?? say.named(last.to);
  const told = say('course.letter', { letter, to, answer: answerWords(last, context) });
  return letters.length === 1 ? told : `${told} · ${say('course.letters', { n: letters.length })}`;
}

function answerWords(letter: CaseLetter, { now, utcOffsetMinutes, say }: CourseContext): string {
  if (letter.answeredAt !== null) return say('letter.answered');
  if (letter.overdue) return say('letter.overdue');
  if (letter.answerBy === null) return say('letter.waits');
  return say('letter.answerBy', { when: instantWords(letter.answerBy, now, utcOffsetMinutes, say) });
}

/** The rung that the rules ask for, while no letter of it was issued. */
function ladderLine({ ladder, ladderWord, letters }: CaseLife, say: Say): string {
  if (ladder === null || letters.some(({ step }) => step === ladder)) return '';
  return say('course.ladder', { rung: rungWords(ladder, ladderWord, say) });
}

/** In Chinese what the rules call it. */
function rungWords(step: LadderStep, word: string | null, say: Say): string {
  return say(`ladder.${step}`, { word: word ?? say('ladder.unnamed') });
}

function isPast(due: number | null, now: number): boolean {
  return due !== null && due < now;
}
