import type { CaseDecision, CaseLetter, CaseRequest, RequestKind } from '../../contract/decisions.ts';
import { REQUEST_KINDS } from '../../contract/decisions.ts';
import type { CaseLife } from '../../contract/life.ts';
import type { Setting } from '../context.ts';
import { type ActOf, actsOf, type CourseAct, instantOf } from './acts.ts';
import { rungWord } from './ladder.ts';
import type { LifeStep } from './steps.ts';
import { holderBy, unitIdOf } from './units.ts';

/** What was asked, decided and issued about an item. */
export type Papers = Pick<CaseLife, 'requests' | 'decisions' | 'letters'>;

const LETTERS_TOLD = 8;
const NOTHING: Papers = { requests: [], decisions: [], letters: [] };

interface PapersSetting {
  readonly open: boolean;
  readonly now: number;
  readonly setting: Pick<Setting, 'units' | 'unitIds' | 'rules'>;
}

/** `steps`: as the source told them, with units by their ids; of an item that is over nothing is waited for. */
export function papersOf(
  { steps, acts }: { readonly steps: readonly LifeStep[]; readonly acts: readonly CourseAct[] },
  { open, now, setting }: PapersSetting,
): Papers {
  const asked = steps.some(({ request }) => request !== undefined);
  if (acts.length === 0 && !asked) return NOTHING;
  const made = acts.flatMap(decided);
  const last = (kind: RequestKind) => made.findLast((each) => each.kind === kind);
  return {
    requests: open ? REQUEST_KINDS.flatMap((kind) => pending(kind, steps, last(kind)?.n ?? 0)) : [],
    decisions: REQUEST_KINDS.flatMap((kind) => {
      const found = last(kind);
      return found === undefined ? [] : [found.decision];
    }),
    letters: lettersOf(acts, steps, { now: open ? now : 0, setting })
      .slice(-LETTERS_TOLD)
      .map(({ to, ...letter }) => ({
        ...letter,
        to: holderBy(to, setting).holder ?? to,
        word: rungWord(setting.rules.life.ladder, letter.step),
      })),
  };
}

/** When a letter of an open item becomes overdue; null for never. */
export function papersTurnAt(letters: readonly CaseLetter[], now: number): number | null {
  const ahead = letters.flatMap(({ answerBy, answeredAt }) =>
    answerBy !== null && answeredAt === null && answerBy >= now ? [answerBy + 1] : [],
  );
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** The last request of a kind, unless it was decided since it was heard or the source tells that it has its way. */
function pending(kind: RequestKind, steps: readonly LifeStep[], decidedAt: number): CaseRequest[] {
  const at = steps.findLastIndex(({ request }) => request?.kind === kind);
  const asked = steps[at];
  if (asked?.request === undefined || decidedAt > asked.s[2]) return [];
  const granted = steps
    .slice(at + 1)
    .some(({ type, state }) => (kind === 'EXTENSION' ? type === 'case.extended' : state === 'SUSPENDED'));
  const { reason, extension } = asked.request;
  return granted ? [] : [{ kind, at: asked.at, reason, extension }];
}

function decided(
  act: CourseAct,
): { readonly kind: RequestKind; readonly n: number; readonly decision: CaseDecision }[] {
  if (act.type === 'operation.extension_decided') {
    const { extension = null, ...data } = act.data;
    return [
      {
        kind: 'EXTENSION',
        n: act.n,
        decision: decisionOf('EXTENSION', act, { ...data, extension, until: null }),
      },
    ];
  }
  if (act.type !== 'operation.suspension_decided') return [];
  const { until, ...data } = act.data;
  const said = { ...data, extension: null, until: instantOf(until) };
  return [{ kind: 'SUSPENSION', n: act.n, decision: decisionOf('SUSPENSION', act, said) }];
}

function decisionOf(
  kind: RequestKind,
  { at, by }: Pick<CourseAct, 'at' | 'by'>,
  said: Pick<CaseDecision, 'decision' | 'reason' | 'approver' | 'extension' | 'until'>,
): CaseDecision {
  return { kind, at, by, ...said };
}

/** The letters, each to a unit by its id. Each answer is to one of them: of its rung the first that waits, before others one to the unit that holds the item. */
function lettersOf(
  acts: readonly CourseAct[],
  steps: readonly LifeStep[],
  { now, setting }: Pick<PapersSetting, 'now' | 'setting'>,
): readonly Omit<CaseLetter, 'word'>[] {
  const issued = actsOf(acts, 'operation.letter_issued').map(({ data, ...act }) => ({
    ...act,
    data: { ...data, to: unitIdOf(data.to, setting) },
  }));
  const answered = new Map<number, number>();
  let holder: string | null = null;
  for (const step of steps) {
    holder = step.holder ?? holder;
    const { answers, s, at } = step;
    if (answers === undefined) continue;
    const waiting = issued.filter(({ n, data }) => data.step === answers && n < s[2] && !answered.has(n));
    const letter = waiting.find(({ data }) => data.to === holder) ?? waiting[0];
    if (letter !== undefined) answered.set(letter.n, at);
  }
  return issued.map((act) => letterOf(act, answered.get(act.n) ?? null, now));
}

function letterOf(
  { at, by, data }: ActOf<'operation.letter_issued'>,
  answeredAt: number | null,
  now: number,
): Omit<CaseLetter, 'word'> {
  const { step, to, reason, approver = null } = data;
  const answerBy = instantOf(data.answerBy);
  const overdue = answerBy !== null && answeredAt === null && now > answerBy;
  return { step, to, at, reason, by, approver, answerBy, answeredAt, overdue };
}
