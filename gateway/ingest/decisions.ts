import type { Allowance, Extension } from '../contract/deadlines.ts';
import type { CaseEntity, EntityOf } from '../contract/entities.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { GatewayError } from '../contract/errors.ts';
import type { EventData, EventType } from '../contract/event-types.ts';
import { FINAL_CASE_STATES } from '../contract/vocabulary.ts';
import type { StateView } from '../fold/port.ts';

type Refusal = { readonly path: string; readonly detail: string } | null;
type Check<Type extends EventType> = (data: EventData<Type>, item: CaseEntity, at: Standing) => Refusal;

/** When it is decided (epoch ms), and on what state. */
interface Standing {
  readonly now: number;
  readonly view: Pick<StateView, 'allowance' | 'deadline' | 'unitId'>;
}

const no = (path: string, detail: string): Refusal => ({ path, detail });

const letter: Check<'operation.letter_issued'> = ({ answerBy }, _item, { now }) =>
  answerBy !== undefined && Date.parse(answerBy) <= now
    ? no('data.answerBy', 'the answer would be due before the letter; name a later instant')
    : null;

const extended: Check<'operation.extension_decided'> = ({ decision, extension }, item, { view }) => {
  if (decision !== 'GRANTED') return null;
  if (item.dueAt === null) {
    return no(
      'subject',
      'this item has no deadline that could be extended; dispatch it, or let its source tell one',
    );
  }
  const allowed = view.allowance(item.id);
  return allowed === null ? null : beyond(allowed, extension);
};

/**
 * What the rule of the limit leaves since it began to run; the same that the fold flags. An extension that comes late is
 * taken: it is on paper already, and the fold tells and counts it.
 */
function beyond(
  { id, unit, extension: rule, used, beside }: Allowance,
  asked: Extension | undefined,
): Refusal {
  const what = `limit "${id}"${beside ? ', which bounds what is added to the deadline of its source,' : ''}`;
  if (rule === null)
    return no('data.decision', `${what} may not be extended; suspend the item, or let it be overdue`);
  const { times, atMost, approver } = rule;
  const says = `${what} may be extended ${times} times by at most ${atMost} ${unit}, approved by ${approver}`;
  if (used >= times) return no('data.decision', `${says}; ${used} of ${times} are used, none is left`);
  if (asked === undefined) return null;
  if (asked.unit !== unit)
    return no(
      'data.extension.unit',
      `${says}; ${asked.unit} cannot be held against that, grant it in ${unit}`,
    );
  if (asked.amount <= atMost) return null;
  return no(
    'data.extension.amount',
    `${says}; ${asked.amount} ${unit} is more than that, ${times - used} of ${times} are left`,
  );
}

const suspended: Check<'operation.suspension_decided'> = (
  { decision, until },
  { id, state },
  { now, view },
) => {
  if (until !== undefined && Date.parse(until) <= now)
    return no('data.until', 'the clock would run again already; name a later instant, or leave it out');
  const stands = state === 'SUSPENDED';
  if (decision === 'GRANTED' && stands)
    return no('data.decision', 'its clock stands still already; send ENDED first');
  if (decision === 'ENDED' && !stands) return no('data.decision', 'its clock is not suspended');
  const limit = decision === 'GRANTED' ? (view.deadline(id)?.limit ?? null) : null;
  if (limit !== null && !limit.pauses.includes('SUSPENDED')) {
    const { amount, unit } = limit;
    const says = `limit "${limit.id}" (${amount} ${unit}) runs on while an item is suspended`;
    return no('data.decision', `${says}; extend the item where its limit may be, or let it be overdue`);
  }
  return null;
};

const reported: Check<'operation.reported_in'> = ({ unit }, { life }, { view }) =>
  life.supports.some((each) => each.unit === view.unitId(unit))
    ? null
    : no('data.unit', `${unit} was not called in to this item; send operation.called_in first`);

const levelled: Check<'operation.level_changed' | 'operation.reviewed'> = (_data, { id, kind }) =>
  kind === 'FACILITY'
    ? no('subject', `${id} is a FACILITY (部件), which carries no level of risk; act on the item itself`)
    : null;

const CHECKS = {
  'operation.letter_issued': letter,
  'operation.extension_decided': extended,
  'operation.suspension_decided': suspended,
  'operation.called_in': () => null,
  'operation.reported_in': reported,
  'operation.level_changed': levelled,
  'operation.reviewed': levelled,
} as const satisfies { readonly [Type in EventType]?: Check<Type> };

/** Why a decision about an item cannot be taken as it stands, with the way to mend it; null when it can. */
export function decisionRefused(
  { type, data, time }: DraftEntry,
  entity: EntityOf[keyof EntityOf],
  view: Pick<StateView, 'allowance' | 'deadline' | 'unitId'>,
): GatewayError | null {
  if (!Object.hasOwn(CHECKS, type)) return null;
  const item = entity as CaseEntity;
  const over = FINAL_CASE_STATES.includes(item.state);
  const check = CHECKS[type as keyof typeof CHECKS] as Check<EventType>;
  const refusal = over
    ? no('subject', `${item.id} is over (${item.state}); reopen it first`)
    : check(data as never, item, { now: time, view });
  return refusal === null
    ? null
    : new GatewayError('invalid_command', refusal.detail, { path: refusal.path });
}
