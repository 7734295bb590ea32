import type { Extension, LadderStep, RequestKind } from '../../../gateway/contract/index.ts';
import { type Draw, draws } from '../rng.ts';
import { type Calendar, HOUR } from '../time.ts';
import type { CaseDraft } from './draft.ts';
import { nextWorking } from './hours.ts';
import type { CaseLife } from './life.ts';
import { leftToRules, type Step } from './steps.ts';

/** A letter of the supervision ladder, and when its unit answers it; null: it does not. Instants are epoch milliseconds. */
export interface Letter {
  readonly at: number;
  readonly step: LadderStep;
  readonly answeredAt: number | null;
}

/** What a unit asks for and a seat decides, where the business system tells nothing further of it. Instants as above. */
export interface Request {
  readonly kind: RequestKind;
  readonly askedAt: number;
  readonly reason: string;
  readonly decidedAt: number;
  readonly decision: 'GRANTED' | 'REFUSED';
  /** With an EXTENSION. */
  readonly extension: Extension | null;
  /** With a granted SUSPENSION: when the clock runs again, and when a seat ends it before. */
  readonly until: number | null;
  readonly endedAt: number | null;
}

/** What passes between the centre and the unit that handles an item. */
export interface Papers {
  readonly letters: readonly Letter[];
  readonly request: Request | null;
}

/** Rungs above the first: hours after the deadline, and how many of those that are late so long get there. */
const RUNGS: readonly {
  readonly step: LadderStep;
  readonly after: readonly [number, number];
  share: number;
}[] = [
  { step: 'REMIND_LETTER', after: [0.5, 3], share: 1 },
  { step: 'SUPERVISE_LETTER', after: [24, 40], share: 0.9 },
  { step: 'ORDER', after: [60, 75], share: 0.85 },
  { step: 'ACCOUNTABILITY', after: [92, 105], share: 0.85 },
];
/** Share of the items in their last fifth of which somebody asks by telephone 催办. */
const REMINDED_SHARE = 0.3;
const ANSWERED_SHARE = 0.8;
const GRANTED_SHARE = 0.05;
const REFUSED_SHARE = 0.025;
/** What runs in hours is not extended, and is asked for all the same. */
const IN_VAIN_SHARE = 0.12;
const ENDED_SHARE = 0.4;

interface Handled {
  readonly item: CaseDraft;
  readonly life: CaseLife;
}

/** The papers of an item; equal items have equal papers, whoever asks. */
export function papersOf(seed: number, calendar: Calendar, handled: Handled): Papers {
  const { id } = handled.item;
  return {
    letters: lettersOf(draws(seed, 'letter', id), calendar, handled),
    request: requestOf(draws(seed, 'request', id), calendar, handled),
  };
}

/** While a unit handles it: from its start to its feedback. */
function handlingOf({ at, closedAt }: CaseLife): { readonly start: number; readonly feed: number } {
  return { start: at.get('start') ?? closedAt, feed: at.get('feed') ?? closedAt };
}

function lettersOf(draw: Draw, calendar: Calendar, { item, life }: Handled): readonly Letter[] {
  const { start, feed } = handlingOf(life);
  const due = life.newDueAt ?? item.dueAt;
  const letters: Letter[] = [];
  const issue = (step: LadderStep, at: number) => {
    const answer = nextWorking(draw, calendar, at + draw.between(1, 20) * HOUR);
    const answers = draw.chance(ANSWERED_SHARE) && answer < feed;
    letters.push({ at: Math.round(at), step, answeredAt: answers ? Math.round(answer) : null });
  };
  for (const { step, after, share } of RUNGS) {
    const at = due + draw.between(...after) * HOUR;
    const issued = step === 'REMIND_LETTER' ? at : nextWorking(draw, calendar, at);
    if (issued >= feed || !draw.chance(share)) break;
    issue(step, issued);
  }
  const asked = nextWorking(
    draw,
    calendar,
    item.receivedAt + draw.between(0.82, 0.95) * (due - item.receivedAt),
  );
  const reminded = asked > start && asked < Math.min(feed, due) && draw.chance(REMINDED_SHARE);
  if (reminded && !life.at.has('suspend')) issue('REMIND', asked);
  return letters;
}

type Asked = Pick<Request, 'kind' | 'reason' | 'extension' | 'decision'>;

const MORE_WORKDAYS: Asked = {
  kind: 'EXTENSION',
  reason: '配件采购需两日，申请延期',
  extension: { amount: 2, unit: 'workday' },
  decision: 'GRANTED',
};
const WAITING: Asked = {
  kind: 'SUSPENSION',
  reason: '等待第三方测量结果，申请停表',
  extension: null,
  decision: 'GRANTED',
};
const NOT_EXTENDABLE: Asked = {
  kind: 'EXTENSION',
  reason: '人手紧张，申请延期',
  extension: { amount: 12, unit: 'hour' },
  decision: 'REFUSED',
};
const REFUSED: readonly Asked[] = [
  { ...MORE_WORKDAYS, reason: '近期任务较多，申请延期', decision: 'REFUSED' },
  { ...WAITING, reason: '当事人暂时外出，申请停表', decision: 'REFUSED' },
];

/** What is asked for goes by the limit: of what the gateway reckons the request may be granted. */
function askedOf(draw: Draw, { item, life }: Handled): Asked | null {
  const at = draw.next();
  const { unit } = item.limit;
  if (unit === 'hour') return at < IN_VAIN_SHARE ? NOT_EXTENDABLE : null;
  if (at < REFUSED_SHARE) return draw.pick(REFUSED);
  if (at >= REFUSED_SHARE + GRANTED_SHARE || !leftToRules(item, life)) return null;
  return unit === 'workday' ? MORE_WORKDAYS : WAITING;
}

function requestOf(draw: Draw, calendar: Calendar, handled: Handled): Request | null {
  const { start, feed } = handlingOf(handled.life);
  const asked = askedOf(draw, handled);
  if (asked === null || handled.life.at.has('asked') || handled.life.fate !== 'CLOSED') return null;
  const span = feed - start;
  const askedAt = Math.round(start + span * draw.between(0.2, 0.4));
  const decidedAt = Math.round(askedAt + Math.min(span * 0.1, draw.between(0.5, 5) * HOUR));
  const waits = asked.decision === 'GRANTED' && asked.kind === 'SUSPENSION';
  const until = nextWorking(draw, calendar, decidedAt + span * draw.between(0.1, 0.25));
  const ended = decidedAt + (until - decidedAt) * draw.between(0.4, 0.8);
  if (waits && until >= feed) return null;
  return {
    ...asked,
    askedAt,
    decidedAt,
    until: waits ? Math.round(until) : null,
    endedAt: waits && draw.chance(ENDED_SHARE) ? Math.round(ended) : null,
  };
}

/**
 * What the business system tells of the papers: requests and answers. Nothing of what was decided or written before
 * `since`: the seats' commands begin there.
 */
export function paperSteps({ letters, request }: Papers, since: number): Step[] {
  const answers = letters.flatMap(({ at, step, answeredAt }): Step[] => {
    if (answeredAt === null || at <= since) return [];
    const data = { answers: step, note: '已书面回复办理进展' };
    return [{ at: answeredAt, type: 'case.progressed', data }];
  });
  if (request === null || request.decidedAt <= since) return answers;
  const { askedAt, kind, reason, extension } = request;
  const data = { request: kind, reason, ...(extension === null ? {} : { extension }) };
  return [{ at: askedAt, type: 'case.progressed', data }, ...answers];
}
