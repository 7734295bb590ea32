import { z } from 'zod';
import { ALARM_PRIORITIES, ALARM_TYPES } from './vocabulary.ts';

const seconds = z.number().positive().max(31_536_000);
const byPriority = z.record(z.enum(ALARM_PRIORITIES), seconds);

/** `config/rules/alarms.json`. Shipped values follow ISA-18.2 and EEMUA 191 as domain §5.3 reads them. */
export const alarmRules = z.strictObject({
  /** Within which an alarm of each priority should be acknowledged. */
  acknowledgeWithinS: byPriority,
  /** An acknowledgement of a condition that still stands lapses after this long and must be given again. */
  acknowledgementHoldsS: byPriority,
  /** Longest time for which an alarm of each priority may be shelved. */
  shelveForAtMostS: byPriority,
  /** Times of day of the site at which a shift of the seats ends: a shelving ends then at the latest. None when left out. */
  handoverAt: z
    .array(z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 08:00'))
    .max(12)
    .optional(),
  /** Types that stay after return and acknowledgement until somebody resets them. */
  latched: z.array(z.enum(ALARM_TYPES)),
  /** A condition that stands longer than this is stale: a matter for maintenance. */
  staleAfterS: seconds,
  /** A device of which no word about itself was heard for so many days leaves the lane of the devices. */
  devicesGoneAfterDays: z.number().positive().max(3_650).default(30),
  /** Chattering: `raises` activations within `withinS`; over after `quietS` without another. */
  chattering: z.strictObject({ raises: z.int().min(2).max(20), withinS: seconds, quietS: seconds }),
  /** Fleeting 瞬时: over within this long by itself, before anybody acknowledged it. */
  fleetingWithinS: seconds.default(10),
  /**
   * An alarm that comes to the seats later than this after it was raised is history that is handed in: it counts as of when
   * it was raised, and is no part of a flood of the present. Our proposal.
   */
  historyAfterS: seconds.default(3_600),
  /** Alarms of one device and type raised within this of each other are one alarm on the wall. */
  duplicateWithinS: seconds,
  /** Flood 告警洪泛: begins above `enterAbove` raises in `windowS` for each seat, ends below `exitBelow`. */
  flood: z
    .strictObject({
      windowS: seconds.max(3_600),
      enterAbove: z.number().positive(),
      exitBelow: z.number().positive(),
      seats: z.int().min(1).max(100),
    })
    .refine(({ enterAbove, exitBelow }) => exitBelow <= enterAbove, {
      path: ['exitBelow'],
      error: 'at most enterAbove, or a flood would end as it begins',
    }),
});
export type AlarmRules = z.infer<typeof alarmRules>;
