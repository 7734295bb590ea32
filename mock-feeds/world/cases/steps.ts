import type { CaseState, EventType, Level, Outcome } from '../../../gateway/contract/index.ts';
import { rounded } from '../geo.ts';
import type { Draw } from '../rng.ts';
import type { Calendar } from '../time.ts';
import { EXTENSION_DAYS } from './bounds.ts';
import type { CaseDraft } from './draft.ts';
import type { StepName } from './itinerary.ts';
import type { CaseLife } from './life.ts';
import { guidedTo } from './turns.ts';

/** One event of an item before it is numbered. */
export interface Step {
  readonly at: number;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
}

const NOT_MY_DUTY = { reason: '权属不在本单位，建议重新核定', returnReason: 'NOT_MY_DUTY' };
const RETURNS = [
  { reason: '点位不在辖区，请核实位置', returnReason: 'WRONG_AREA' },
  { reason: '信息不足，请补充现场情况', returnReason: 'INSUFFICIENT_INFO' },
  { reason: '疑与已办事项重复，请核对', returnReason: 'DUPLICATE' },
] as const;
const REWORK_REASONS = ['现场核查未达到整改要求', '回访反映问题仍存在', '佐证材料不完整'];
const PAUSE_REASONS = [
  '材料采购周期，经批准停表',
  '汛期不具备施工条件，经批准停表',
  '等待第三方鉴定，经批准停表',
];
/** What an item's deadline is extended by. */
const EXTENSION = { amount: EXTENSION_DAYS, unit: 'day' };
/** The post that the shipped limits name for it. */
const APPROVED_BY = '值班长岗';
const EXTEND_REASONS = ['情况复杂，经批准延期10日', '双方申请继续协商，经批准延期10日'];
/** What a unit asks the centre for; the decision is an officer's command. */
const ASKS_SUSPENSION = { request: 'SUSPENSION', reason: '施工条件暂不具备，申请停表' };
const ASKS_EXTENSION = {
  request: 'EXTENSION',
  extension: EXTENSION,
  reason: '情况复杂，申请延期',
};
const OUTCOMES: readonly Outcome[] = [
  'RESOLVED',
  'RESOLVED',
  'RESOLVED',
  'RESOLVED',
  'RESOLVED',
  'RESOLVED',
  'PARTIAL',
  'NOT_FOUND',
];
const NEIGHBOUR: Readonly<Record<Level, readonly Level[]>> = {
  HIGH: ['MEDIUM'],
  MEDIUM: ['LOW', 'LOW', 'HIGH'],
  LOW: ['MEDIUM'],
  UNDETERMINED: ['LOW'],
};

/** Limits that the gateway's shipped rules have, too, as `urgency unit amount`. */
const SHIPPED: ReadonlySet<string> = new Set([
  'U1 hour 2',
  'U2 hour 24',
  'U3 workday 3',
  'U4 workday 2',
  'U5 day 20',
]);

/**
 * Half of the sending systems know no deadlines and leave them to the gateway; told apart by the item's number.
 * Those that suspend tell their own; those that extend say by how much.
 */
export function leftToRules({ id, limit: { urgency, unit, n } }: CaseDraft, { at }: CaseLife): boolean {
  const odd = id.charCodeAt(id.length - 1) % 2 === 1;
  return odd && !at.has('suspend') && SHIPPED.has(`${urgency} ${unit} ${n}`);
}

function received(calendar: Calendar, draw: Draw, item: CaseDraft, life: CaseLife): Step {
  const { sort, limit, site } = item;
  const data = {
    title: item.title,
    kind: sort.kind,
    channel: item.channel,
    category: sort.category,
    location: rounded(site.at),
    address: site.address,
    state: 'RECEIVED',
    level: life.firstLevel,
    urgency: limit.urgency,
    handlingLevel: item.handlingLevel,
    holder: null,
    ...(leftToRules(item, life)
      ? {}
      : { dueAt: calendar.iso(item.dueAt), basis: { kind: 'EXAMPLE', text: limit.text } }),
    firstUnit: `${site.cell.name}综治中心`,
    ...(item.people === null ? {} : { people: item.people }),
    ...(item.owed === null ? {} : { amount: { owed: item.owed } }),
    note: draw.pick(['已登记受理', '座席已受理', '信息已录入平台']),
  };
  return { at: item.receivedAt, type: 'case.received', data };
}

/** Tells a step when the item's life has it; `state` null leaves the state as it is. */
type Move = (
  step: StepName | 'close',
  type: EventType,
  state: CaseState | null,
  data?: Record<string, unknown>,
) => void;

function intake(move: Move, draw: Draw, { holder, level }: CaseDraft, life: CaseLife): void {
  const determined = life.levelledAtDispatch ? { level } : {};
  move('verify', 'case.verified', 'VERIFYING', { note: '座席已核实位置与历史记录' });
  move('joint', 'case.verified', 'JOINT_REVIEW', { note: '权属待定，提交联合研判' });
  move('dispatch', 'case.dispatched', 'DISPATCHED', { holder, ...determined });
  const usual = draw.pick(RETURNS);
  const why = life.contested ? NOT_MY_DUTY : usual;
  const reviewed = life.contested ? 'JOINT_REVIEW' : 'VERIFYING';
  move('returned', 'case.returned', reviewed, { holder: null, ...why });
  move('again', 'case.dispatched', 'DISPATCHED', { holder });
  move('sign', 'case.signed', 'ACCEPTED');
  move('start', 'case.started', 'IN_PROGRESS', { note: '承办单位已到场' });
}

function handling(
  move: Move,
  draw: Draw,
  item: CaseDraft,
  { life, calendar }: { readonly life: CaseLife; readonly calendar: Calendar },
): void {
  const { level, sort } = item;
  const dueAt = life.newDueAt === null ? null : calendar.iso(life.newDueAt);
  const byHow = leftToRules(item, life) ? { extension: EXTENSION, approver: APPROVED_BY } : { dueAt };
  const next = level === null ? null : draw.pick(NEIGHBOUR[level]);
  move('note1', 'case.progressed', null, { note: draw.pick(sort.notes) });
  move('note2', 'case.progressed', null, { note: draw.pick(sort.notes) });
  move('levelled', 'case.progressed', null, { level, note: '风险等级研判完成' });
  move('relevelled', 'case.progressed', null, { level: next, note: '动态评估，风险等级调整' });
  move('asked', 'case.progressed', null, life.at.has('suspend') ? ASKS_SUSPENSION : ASKS_EXTENSION);
  move('suspend', 'case.suspended', 'SUSPENDED', {
    reason: draw.pick(PAUSE_REASONS),
    approver: APPROVED_BY,
  });
  move('resume', 'case.resumed', 'IN_PROGRESS', { dueAt, note: '恢复计时' });
  move('extended', 'case.extended', null, { ...byHow, reason: draw.pick(EXTEND_REASONS) });
}

function ending(move: Move, draw: Draw, { holder, owed }: CaseDraft): void {
  const half = owed === null ? 0 : Math.round(owed * 0.45);
  const paid = owed === null ? {} : { amount: { owed, paid: half, promised: owed - half } };
  const settled = owed === null ? {} : { amount: { owed, paid: owed, promised: 0 } };
  move('feed', 'case.fedback', 'FEEDBACK', { holder: null, note: '处置完成，提交反馈', ...paid });
  move('rework', 'case.reworked', 'REWORK', { holder, reason: draw.pick(REWORK_REASONS) });
  move('refeed', 'case.fedback', 'FEEDBACK', { holder: null, note: '重办完成，再次反馈' });
  move('check', 'case.progressed', 'CALLBACK', { note: '反馈核查通过，待回访' });
  move('called', 'case.calledback', 'CALLBACK', { callback: 'PASSED', note: '已回访，认可处置结果' });
  move('fulfilment', 'case.fulfilment_started', 'FULFILMENT', { note: '约定履行期，跟踪到位', ...paid });
  move('close', 'case.closed', 'CLOSED', { outcome: draw.pick(OUTCOMES), ...settled });
}

const GUIDED_NOTE = '不属本中心受理范围，已告知法定途径并引导办理';

/** The end of an item that nobody had to handle. */
function early(move: Move, draw: Draw, { twin }: CaseDraft, { fate }: CaseLife): void {
  const track = guidedTo(draw);
  if (fate === 'GUIDED') move('close', 'case.verified', 'GUIDED', { holder: null, track, note: GUIDED_NOTE });
  else if (twin === null) move('close', 'case.voided', 'VOID', { reason: '经核实不属实，作废' });
  else move('close', 'case.merged', null, { into: twin, note: '同一事项已有登记，并入办理' });
}

/** The events of one item in order of time, without the notes in between. */
export function stepsOf(draw: Draw, calendar: Calendar, item: CaseDraft, life: CaseLife): Step[] {
  const steps = [received(calendar, draw, item, life)];
  const move: Move = (step, type, state, data = {}) => {
    const at = step === 'close' ? life.closedAt : life.at.get(step);
    if (at !== undefined) steps.push({ at, type, data: state === null ? data : { state, ...data } });
  };
  intake(move, draw, item, life);
  handling(move, draw, item, { life, calendar });
  if (life.fate === 'CLOSED') ending(move, draw, item);
  else early(move, draw, item, life);
  if (life.ratedAt !== null) {
    const score = draw.chance(0.86) ? draw.int(4, 5) : draw.int(2, 3);
    steps.push({ at: life.ratedAt, type: 'case.rated', data: { score } });
  }
  return steps.sort((a, b) => a.at - b.at);
}
