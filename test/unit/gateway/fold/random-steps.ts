import { REQUEST_KINDS } from '../../../../gateway/contract/decisions.ts';
import {
  CALLBACK_WAIVERS,
  LADDER_STEPS,
  PASSES,
  RESOLUTION_TRACKS,
  RETURN_REASONS,
  SUPPORT_STEPS,
} from '../../../../gateway/contract/life.ts';
import {
  CASE_KINDS,
  CASE_STATES,
  CHANNELS,
  LEVELS,
  OUTCOMES,
  URGENCIES,
} from '../../../../gateway/contract/vocabulary.ts';
import fc from '../../../support/property.ts';
import { at, type Said } from './log.ts';

export const MIDNIGHT = at('2026-11-21 00:00');
export const DAY = 86_400_000;

export const pick = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
export const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
export const isoNear = fc
  .integer({ min: -2 * DAY, max: 2 * DAY })
  .map((ms) => new Date(MIDNIGHT + ms).toISOString());
const unit = pick('u-housing', '供水公司');

const standing = {
  state: maybe(pick(...CASE_STATES)),
  level: maybe(pick(null, ...LEVELS)),
  holder: maybe(fc.oneof(unit, fc.constant(null))),
  dueAt: maybe(fc.oneof(isoNear, fc.constant(null))),
  note: maybe(pick('一', '二')),
  urgency: maybe(pick(null, ...URGENCIES)),
  overdueReason: maybe(pick(null, '等待配件')),
  tags: maybe(pick(['INSTRUCTED'], ['REPEAT'], [])),
  track: maybe(pick(null, ...RESOLUTION_TRACKS)),
  amount: maybe(pick(null, { owed: 33_000 }, { owed: 33_000, paid: 15_000, promised: 18_000 })),
};

/** An item comes in, or is told anew. */
export const received = fc
  .record({
    kind: pick(...CASE_KINDS),
    channel: maybe(pick(...CHANNELS)),
    category: maybe(pick('井盖', '消防')),
    receivedAt: maybe(isoNear),
    people: maybe(pick(2, 40)),
    ...standing,
  })
  .map((data): Said => ({ type: 'case.received', data: { title: '事项', ...data } }));

/** What a step may say beside where the item stands. */
const told = {
  ...standing,
  extension: maybe(pick({ amount: 1, unit: 'workday' }, { amount: 3, unit: 'hour' })),
  request: maybe(pick(...REQUEST_KINDS)),
  answers: maybe(pick(...LADDER_STEPS)),
  returnReason: maybe(pick(...RETURN_REASONS)),
  check: maybe(pick(...PASSES)),
  callback: maybe(pick(...PASSES)),
  support: maybe(fc.record({ unit, step: pick(...SUPPORT_STEPS) })),
};

const step = fc
  .tuple(
    pick(
      'case.verified',
      'case.dispatched',
      'case.signed',
      'case.returned',
      'case.started',
      'case.progressed',
      'case.suspended',
      'case.resumed',
      'case.extended',
      'case.fedback',
      'case.calledback',
      'case.fulfilment_started',
      'case.reworked',
      'case.reopened',
      'case.voided',
    ),
    fc.record(told),
  )
  .map(([type, data]): Said => ({ type, data }));

const closed = fc
  .record({
    ...standing,
    outcome: maybe(pick(...OUTCOMES)),
    callbackWaived: maybe(pick(...CALLBACK_WAIVERS)),
    closedAt: maybe(isoNear),
  })
  .map((data): Said => ({ type: 'case.closed', data }));

const merged = fc
  .integer({ min: 0, max: 4 })
  .map((into): Said => ({ type: 'case.merged', data: { into: `x-${into}` } }));

const rated = fc.integer({ min: 1, max: 5 }).map((score): Said => ({ type: 'case.rated', data: { score } }));

/** Everything that a producer may say of an item after it came in. */
export const caseStep: fc.Arbitrary<Said> = fc.oneof(
  { weight: 15, arbitrary: step },
  { weight: 2, arbitrary: closed },
  { weight: 1, arbitrary: merged },
  { weight: 1, arbitrary: rated },
);
