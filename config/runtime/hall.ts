import { z } from 'zod';
import { readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

const hall = z.strictObject({
  /** Name in the header; null: the region's name and 社会治安综合治理中心. */
  title: z.string().min(1).max(40).nullable(),
  titleEn: z.string().min(1).max(80).nullable(),
  /** Post on duty, also in English, and its telephone: a post, never a person. */
  duty: z.strictObject({
    post: z.string().max(20),
    postEn: z.string().min(1).max(40).optional(),
    phone: z.string().max(20),
  }),
  workingHours: z.strictObject({ from: timeOfDay, to: timeOfDay }),
  /** When shifts change 交接班: the timers look ahead to the next of these. Left out: to the end of working hours. */
  handovers: z.array(timeOfDay).min(1).max(12).optional(),
});
export type Hall = z.infer<typeof hall>;

/** Reads `config/hall.json`. @throws {ConfigurationError} */
export function loadHall(file: string): Hall {
  const problems: string[] = [];
  const read = readJson(file, hall, problems);
  if (read === null) throw new ConfigurationError(problems);
  return read;
}
