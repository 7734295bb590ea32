import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Retention } from '../../../../gateway/live/housekeeping.ts';
import { type TrimmingOptions, trimOldEntries } from '../../../../gateway/live/trimming.ts';
import type { EventLog, Lease } from '../../../../gateway/log/port.ts';
import {
  located,
  logWithDuties,
  received,
  START,
  silent,
  standingClock,
  unmeasured,
} from '../../../support/live/gateway.ts';

const DAY = 86_400_000;
const clock = standingClock(START + 3 * DAY);

let log: EventLog;
let removeLog: () => Promise<void>;
let lease: Lease;

beforeEach(async () => {
  ({ log, lease, remove: removeLog } = await logWithDuties(clock));
});
afterEach(() => removeLog());

const NOTHING: Retention = {
  feeds: {},
  feedBytes: {},
  tracksMs: DAY,
  thinning: { toleranceM: 25, fixesAtMost: 30 },
  snapshotsMs: DAY,
  deadLettersMs: DAY,
  deadLetterTextMs: DAY,
  deadLettersAtMost: 10,
};

function trim(changes: Partial<Retention>, on: Partial<TrimmingOptions['site']> = {}) {
  const alerts: string[] = [];
  const logger = { ...silent, warn: (message: string) => void alerts.push(message) };
  const retention = { ...NOTHING, ...changes };
  const site = { reducerVersion: 1, needed: () => [], health: () => ({ rebuilding: false }), ...on };
  const options = { log, clock, retention, site, logger, metrics: unmeasured };
  return trimOldEntries(options, lease).then(() => alerts);
}

const snapshotAt = async (n: number, reducerVersion = 1) => {
  const entry = await log.entryAt(n);
  if (entry === null) throw new Error(`no entry ${n}`);
  const position = { e: entry.e, n: entry.n, h: entry.h };
  await log.saveSnapshot({ position, reducerVersion, stateHash: '', savedAt: START + n }, new Uint8Array(8));
};
const subjects = async () => (await log.read(0, 1_000)).entries.map(({ subject }) => subject);
const places = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => located(`T${from + i}`, 103));

describe('trimming', () => {
  it('stops at the older of the last two states that a start can use', async () => {
    await log.append(places(1, 20));
    await snapshotAt(8);
    expect(await trim({ feeds: { terminal: DAY } })).toEqual([]);
    expect((await log.head()).n).toBe(20);
    expect((await subjects()).length).toBe(20);
    await snapshotAt(15);
    await snapshotAt(18, 9);
    await trim({ feeds: { terminal: DAY } });
    expect((await subjects())[0]).toBe('T9');
    expect((await log.read(0, 10)).horizon).toBe(8);
  });

  it('leaves feeds without an age alone, and what is young', async () => {
    await log.append([received('A'), ...places(1, 3)]);
    await log.append([received('B'), { ...located('young', 103), receivedAt: START + 3 * DAY - 1_000 }]);
    await snapshotAt(5);
    await snapshotAt(6);
    await trim({ feeds: { terminal: DAY } });
    expect(await subjects()).toEqual(['A', 'B', 'young']);
  });

  it('says so before a feed has reached its largest size, and then takes the oldest', async () => {
    for (let i = 0; i < 5; i += 1) await log.append(places(i * 40 + 1, i * 40 + 40));
    await snapshotAt(199);
    await snapshotAt(200);
    const { bytes } = await log.feedSize('terminal');
    expect(await trim({ feedBytes: { terminal: bytes * 2 } })).toEqual([]);
    expect(await trim({ feedBytes: { terminal: bytes * 1.2 } })).toHaveLength(1);
    expect((await subjects()).length).toBe(200);
    expect(await trim({ feedBytes: { terminal: bytes / 2 } })).toHaveLength(2);
    const left = (await subjects()).length;
    expect(left).toBeGreaterThan(90);
    expect(left).toBeLessThan(110);
    expect((await subjects()).at(-1)).toBe('T200');
  });
});
