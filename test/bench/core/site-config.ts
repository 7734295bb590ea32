import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../../../config/runtime/environment.ts';
import { loadInstallation } from '../../../config/runtime/installation.ts';
import type { LogEntry } from '../../../gateway/contract/entry.ts';
import { configurationOf, configuredDraft } from '../../../gateway/live/own-entries.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The shipped configuration of the demo county as the first entry of a log. */
export function configuredEntry(at: number): LogEntry {
  const { rules, calendars, pack } = loadInstallation(readEnvironment({}), ROOT);
  const { areas, units, utcOffsetMinutes } = pack.info;
  const content = configurationOf({ rules, calendars, areas, units, utcOffsetMinutes });
  return { ...configuredDraft(content, at, 1), e: 'bench', n: 1, h: 'h0' };
}
