import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { createFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc from '../../../support/property.ts';
import { at, type Said } from './log.ts';

const MIDNIGHT = at('2026-11-21 00:00');
const HALF_A_DAY = 43_200_000;

const pick = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const seat = pick('1号席', '2号席').map((name) => ({ by: { seat: name, role: 'operator' } }));
const approved = { reason: '经核实', approver: '值班长' };
const soon = fc
  .integer({ min: -HALF_A_DAY, max: HALF_A_DAY })
  .map((ms) => new Date(MIDNIGHT + ms).toISOString());
const unit = pick('u-housing', '供水公司');

type Act = readonly [type: string, data: Record<string, unknown>];

/** What the desk does about an item's course: letters, decisions about more time or a standstill, departments called in. */
const act: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(
      pick('REMIND', 'REMIND_LETTER', 'SUPERVISE_LETTER', 'ORDER'),
      unit,
      fc.option(soon, { nil: undefined }),
    )
    .map(([step, to, answerBy]): Act => ['letter_issued', { ...approved, step, to, answerBy }]),
  pick({ amount: 1, unit: 'workday' }, { amount: 6, unit: 'hour' }).map(
    (extension): Act => ['extension_decided', { ...approved, decision: 'GRANTED', extension }],
  ),
  fc.constant<Act>(['extension_decided', { ...approved, decision: 'REFUSED' }]),
  fc
    .tuple(pick('GRANTED', 'REFUSED', 'ENDED'), fc.option(soon, { nil: undefined }))
    .map(([decision, until]): Act => ['suspension_decided', { ...approved, decision, until }]),
  unit.map((name): Act => ['called_in', { unit: name, reason: '会商' }]),
  fc
    .tuple(unit, pick('READ', 'REPORTED', 'RELEASED'))
    .map(([name, step]): Act => ['reported_in', { unit: name, step }]),
  unit.map((name): Act => ['instruction_sent', { unit: name, text: '请到场核实' }]),
);

export const deskSaid: fc.Arbitrary<Said> = fc.tuple(act, fc.integer({ min: 0, max: 4 }), seat).map(
  ([[type, data], id, by]): Said => ({
    type: `operation.${type}`,
    subject: `case:x-${id}`,
    sequence: null,
    data: { ...data, ...by },
  }),
);

/** A step about an instruction; `aboutSent` says about which. */
export const instructionSaid: fc.Arbitrary<Said> = fc
  .tuple(pick('instruction_read', 'instruction_done'), seat)
  .map(
    ([type, by]): Said => ({ type: `operation.${type}`, subject: 'instruction:', sequence: null, data: by }),
  );

/** A step about a warning, or an instruction to the front line about it; `aboutFound` says about which. */
export const warningSaid: fc.Arbitrary<Said> = fc
  .tuple(
    pick<Act>(
      ['warning_confirmed', {}],
      ['warning_confirmed', { level: 'HIGH' }],
      ['warning_issued', { unit: 'u-housing' }],
      ['warning_issued', {}],
      ['warning_signed', {}],
      ['warning_answered', { note: '已核实' }],
      ['warning_lifted', { verdict: 'FALSE' }],
      ['warning_lifted', { verdict: 'USEFUL' }],
      ['linked', { title: '预警转事项', kind: 'DISPUTE' }],
      ['instruction_sent', { unit: '供水公司', text: '请到场核实' }],
    ),
    fc.nat({ max: 9 }),
    seat,
  )
  .map(
    ([[type, data], which, by]): Said => ({
      type: `operation.${type}`,
      subject: `${UNNAMED}${which}`,
      sequence: null,
      data: { ...data, ...by },
    }),
  );

const UNNAMED = 'warning:#';

/** The log with each step about a warning told of one that the rules had found by then, if any. */
export function aboutFound(entries: readonly LogEntry[]): LogEntry[] {
  const fold = createFold();
  return entries.map((each) => {
    const named = each.subject.startsWith(UNNAMED) ? aboutOne(fold, each) : each;
    fold.apply(named);
    return named;
  });
}

/** What follows on each state, so that some warnings come to their end. */
const NEXT: Readonly<Record<string, Act>> = {
  GENERATED: ['warning_confirmed', {}],
  CONFIRMED: ['warning_issued', { unit: 'u-housing' }],
  ISSUED: ['warning_signed', {}],
  SIGNED: ['warning_answered', { note: '已核实' }],
  ANSWERED: ['linked', { title: '预警转事项', kind: 'DISPUTE' }],
};

/** Every second step follows on the state of its warning, the others come as they were drawn. */
function aboutOne(fold: Pick<Fold, 'all'>, each: LogEntry): LogEntry {
  const which = Number(each.subject.slice(UNNAMED.length));
  const warnings = [...fold.all('warning')];
  const warning = warnings[which % warnings.length];
  const next = which % 2 === 0 ? NEXT[warning?.state ?? ''] : undefined;
  const about = { ...each, subject: `warning:${warning?.id ?? 'none'}` };
  if (next === undefined) return about;
  const [type, data] = next;
  return { ...about, type: `operation.${type}` as LogEntry['type'], data: { ...data, by: each.data.by } };
}

/** The log with each step about an instruction told of the last one that was sent before it. */
export function aboutSent(entries: readonly LogEntry[]): LogEntry[] {
  let sent = 'instruction:none';
  return entries.map((each) => {
    if (each.type === 'operation.instruction_sent') {
      const { by } = each.data as { readonly by: { readonly seat: string } };
      sent = `instruction:${by.seat}/${each.id}`;
    }
    return each.subject === 'instruction:' ? { ...each, subject: sent } : each;
  });
}
