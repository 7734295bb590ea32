import type { CaseEntity, EntityOf } from '../contract/entities.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { GatewayError } from '../contract/errors.ts';
import type { EventData, EventType } from '../contract/event-types.ts';
import { FINAL_CASE_STATES } from '../contract/vocabulary.ts';

type Refusal = { readonly path: string; readonly detail: string } | null;
type Check<Type extends EventType> = (data: EventData<Type>, item: CaseEntity, now: number) => Refusal;

const no = (path: string, detail: string): Refusal => ({ path, detail });

const letter: Check<'operation.letter_issued'> = ({ answerBy }, _item, now) =>
  answerBy !== undefined && Date.parse(answerBy) <= now
    ? no('data.answerBy', 'the answer would be due before the letter; name a later instant')
    : null;

const extended: Check<'operation.extension_decided'> = ({ decision }, { dueAt }) =>
  decision === 'GRANTED' && dueAt === null
    ? no(
        'subject',
        'this item has no deadline that could be extended; dispatch it, or let its source tell one',
      )
    : null;

const suspended: Check<'operation.suspension_decided'> = ({ decision, until }, { state }, now) => {
  if (until !== undefined && Date.parse(until) <= now)
    return no('data.until', 'the clock would run again already; name a later instant, or leave it out');
  const stands = state === 'SUSPENDED';
  if (decision === 'GRANTED' && stands)
    return no('data.decision', 'its clock stands still already; send ENDED first');
  if (decision === 'ENDED' && !stands) return no('data.decision', 'its clock is not suspended');
  return null;
};

const reported: Check<'operation.reported_in'> = ({ unit }, { life }) =>
  life.supports.some((each) => each.unit === unit || each.name === unit)
    ? null
    : no('data.unit', `${unit} was not called in to this item; send operation.called_in first`);

const CHECKS = {
  'operation.letter_issued': letter,
  'operation.extension_decided': extended,
  'operation.suspension_decided': suspended,
  'operation.called_in': () => null,
  'operation.reported_in': reported,
} as const satisfies { readonly [Type in EventType]?: Check<Type> };

/** Why a decision about an item cannot be taken as it stands, with the way to mend it; null when it can. */
export function decisionRefused(
  { type, data, time }: DraftEntry,
  entity: EntityOf[keyof EntityOf],
): GatewayError | null {
  if (!Object.hasOwn(CHECKS, type)) return null;
  const item = entity as CaseEntity;
  const over = FINAL_CASE_STATES.includes(item.state);
  const check = CHECKS[type as keyof typeof CHECKS] as Check<EventType>;
  const refusal = over
    ? no('subject', `${item.id} is over (${item.state}); reopen it first`)
    : check(data as never, item, time);
  return refusal === null
    ? null
    : new GatewayError('invalid_command', refusal.detail, { path: refusal.path });
}
