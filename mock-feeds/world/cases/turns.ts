import type {
  CaseKind,
  Channel,
  HandlingLevel,
  Outcome,
  ResolutionTrack,
  SupportStep,
} from '../../../gateway/contract/index.ts';
import { byWeight, type Draw } from '../rng.ts';
import type { CaseDraft } from './draft.ts';
import type { CaseLife } from './life.ts';
import type { Step } from './steps.ts';

/** How many of the items that may take a turn do take it. */
const LEGAL_SHARE = 0.035;
const SUPPORTED_SHARE = 0.025;
const RAISED_SHARE = 0.05;
const LOWERED_SHARE = 0.3;
const WAIVED_SHARE = 0.05;
const UNSATISFIED_SHARE = 0.6;
const NAMED_SHARE = 0.7;

const LEGAL_TRACKS: readonly (readonly [ResolutionTrack, number])[] = [
  ['ARBITRATION', 45],
  ['LITIGATION', 30],
  ['ADMIN_REVIEW', 15],
  ['ADMIN_ADJUDICATION', 10],
];
/** Where somebody may report without saying who he is. */
const ANONYMOUS: ReadonlySet<Channel> = new Set(['HOTLINE', 'WECHAT', 'MINI_PROGRAM', 'MEDIA', 'GRID_APP']);
const PRIVATE: ReadonlySet<CaseKind> = new Set(['DISPUTE', 'APPEAL']);
/** Rows of the duty catalogue that a seat names for matters that have none of their own. */
const NAMED_ROWS: Readonly<Partial<Record<string, string>>> = { 市容环境: 'QQ-041', 户外广告: 'QQ-014' };
const ABOVE: Readonly<Record<HandlingLevel, HandlingLevel | null>> = {
  VILLAGE: 'TOWNSHIP',
  TOWNSHIP: 'COUNTY',
  COUNTY: null,
};
const BELOW: Readonly<Record<HandlingLevel, HandlingLevel | null>> = {
  VILLAGE: null,
  TOWNSHIP: 'VILLAGE',
  COUNTY: 'TOWNSHIP',
};
/** A supporting unit at work, each step at a share of the handling. */
const SUPPORTING: readonly (readonly [SupportStep, share: number, note: string])[] = [
  ['CALLED', 0.1, '请协办单位配合处置'],
  ['READ', 0.13, '协办单位已阅'],
  ['SIGNED', 0.2, '协办单位已签收'],
  ['REPORTED', 0.3, '协办单位已到场'],
  ['FEDBACK', 0.6, '协办单位已反馈意见'],
  ['RELEASED', 0.65, '协办事项完成'],
];

/** An item with all that is told of it so far. */
interface Told {
  readonly item: CaseDraft;
  readonly life: CaseLife;
  readonly steps: readonly Step[];
  /** Units that may support, by id. */
  readonly departments: readonly string[];
}

/** Between start and feedback, at a share of it. */
function during({ at, closedAt }: CaseLife, share: number): number {
  const [start, feed] = [at.get('start') ?? closedAt, at.get('feed') ?? closedAt];
  return Math.round(start + (feed - start) * share);
}

/** 转法定程序: mediation has failed, and the body before which it is takes it up. */
function legal(draw: Draw, { item: { sort, limit }, life }: Told): Step[] {
  const may = sort.kind === 'DISPUTE' && limit.unit === 'day' && !life.at.has('asked');
  if (!may || !draw.chance(LEGAL_SHARE)) return [];
  const track = byWeight(LEGAL_TRACKS, draw.next(), ([, weight]) => weight)[0];
  const data = { state: 'LEGAL_TRACK', track, note: '调解不成，已引导进入法定程序' };
  return [{ at: during(life, draw.between(0.3, 0.45)), type: 'case.progressed', data }];
}

function supporting(draw: Draw, { item, life, departments }: Told): Step[] {
  const others = departments.filter((id) => id !== item.holder);
  if (others.length === 0 || item.limit.unit === 'hour' || !draw.chance(SUPPORTED_SHARE)) return [];
  const unit = draw.pick(others);
  return SUPPORTING.map(([step, share, note]) => {
    const data = { support: { unit, step }, note };
    return { at: during(life, share), type: 'case.progressed', data };
  });
}

/** 提级 or 下沉. */
function moved(draw: Draw, { item: { sort, handlingLevel }, life }: Told): Step[] {
  if (sort.kind !== 'DISPUTE' || !draw.chance(RAISED_SHARE)) return [];
  const down = draw.chance(LOWERED_SHARE);
  const next = (down ? BELOW : ABOVE)[handlingLevel];
  if (next === null) return [];
  const data = { handlingLevel: next, note: down ? '下沉至下一级就近化解' : '提级办理' };
  return [{ at: during(life, draw.between(0.48, 0.54)), type: 'case.progressed', data }];
}

/** Half of what is done again goes back because who reported it was called and is not satisfied. */
function unsatisfied(draw: Draw, { life: { at }, steps }: Told): Step[] {
  const [feed, rework] = [at.get('feed'), at.get('rework')];
  const failed = steps.some(({ type, data }) => type === 'case.reworked' && data.check === 'FAILED');
  if (feed === undefined || rework === undefined || failed || !draw.chance(UNSATISFIED_SHARE)) return [];
  const part = (share: number) => Math.round(feed + (rework - feed) * share);
  const passed = { state: 'CALLBACK', check: 'PASSED', note: '反馈核查通过，待回访' };
  const called = { state: 'CALLBACK', callback: 'FAILED', note: '已回访，反映问题仍存在' };
  return [
    { at: part(0.4), type: 'case.progressed', data: passed },
    { at: part(0.8), type: 'case.calledback', data: called },
  ];
}

/** Nobody can be called back: who reported it is not known, or was not reached. */
function waived(draw: Draw, { item: { channel }, life, steps }: Told): readonly Step[] {
  const anonymous = ANONYMOUS.has(channel);
  if (life.at.has('fulfilment') || life.at.has('rework') || !draw.chance(WAIVED_SHARE)) return steps;
  const waiver = { callbackWaived: anonymous ? 'anonymous' : 'unreachable' };
  return steps.flatMap((step) => {
    if (step.type === 'case.rated') return [];
    if (step.type === 'case.closed') return [{ ...step, data: { ...step.data, ...waiver } }];
    if (step.type !== 'case.calledback') return [step];
    const data = { state: 'CALLBACK', note: '多次回访未接通' };
    return anonymous ? [] : [{ ...step, data }];
  });
}

function outcomeOf(draw: Draw, { item: { sort, owed } }: Told, toLaw: boolean): Outcome | null {
  const at = draw.next();
  if (toLaw) return 'LEGAL';
  if (!PRIVATE.has(sort.kind) || owed !== null) return null;
  if (at < 0.015) return 'WITHDRAWN';
  return sort.kind === 'DISPUTE' && at < 0.025 ? 'UNRESOLVED' : null;
}

/** What a step says beside, when the row of the catalogue is named, or the matter ended otherwise. */
function besides({ type, data }: Step, row: string | undefined, outcome: Outcome | null): Step['data'] {
  if (type === 'case.dispatched' && row !== undefined) return { ...data, catalogueItem: row };
  return type === 'case.closed' && outcome !== null ? { ...data, outcome } : data;
}

/**
 * The turns that an item's course may take: a legal way, supporting units, another level of handling, a call-back that fails
 * or cannot be made, a named row of the catalogue, an end without a settlement. One that nobody handles takes none.
 */
export function withTurns(draw: Draw, told: Told): readonly Step[] {
  if (told.life.fate !== 'CLOSED') return told.steps;
  const toLaw = legal(draw, told);
  const more = [...toLaw, ...supporting(draw, told), ...moved(draw, told), ...unsatisfied(draw, told)];
  const row = draw.chance(NAMED_SHARE) ? NAMED_ROWS[told.item.sort.category] : undefined;
  const outcome = outcomeOf(draw, told, toLaw.length > 0);
  const usual = waived(draw, told).map((step) => ({ ...step, data: besides(step, row, outcome) }));
  return [...usual, ...more];
}

/** Where somebody is directed to whose matter is not taken on here 导. */
export function guidedTo(draw: Draw): ResolutionTrack {
  return byWeight(LEGAL_TRACKS, draw.next(), ([, weight]) => weight)[0];
}
