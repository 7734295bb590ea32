import { z } from 'zod';
import { calendarYear } from '../calendar.ts';
import { regionArea, unit } from '../region.ts';
import { rules } from '../rules.ts';

/** The gateway's clock as an entry, every 5 s by the lease holder: the only way that time reaches the fold. */
export const systemTicked = z.object({ at: z.number() });

/** What the fold needs of the loaded configuration, appended whenever its hash differs from the log's last. */
export const systemConfigured = z.object({
  hash: z.string(),
  rules,
  /** Years of the working calendar; an older log told none. */
  calendars: z.array(calendarYear).default([]),
  areas: z.array(regionArea),
  units: z.array(unit),
  utcOffsetMinutes: z.int().min(-720).max(840),
  /** Days after which a lead that nobody has judged leaves, as its picture does; an older log told none: it stays. */
  unjudgedLeadDays: z.number().positive().optional(),
});
export type SystemConfigured = z.infer<typeof systemConfigured>;
