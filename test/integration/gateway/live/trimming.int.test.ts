import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import type { SystemConfigured } from '../../../../gateway/contract/events/system.ts';
import { eraseEntries } from '../../../../gateway/live/erasing.ts';
import type { Retention } from '../../../../gateway/live/housekeeping.ts';
import { configuredDraft, tickDraft } from '../../../../gateway/live/own-entries.ts';
import type { Site } from '../../../../gateway/live/port.ts';
import { type TrimmingOptions, trimOldEntries } from '../../../../gateway/live/trimming.ts';
import type { EventLog, Lease } from '../../../../gateway/log/port.ts';
import {
  draft,
  FOLDS,
  located,
  received,
  START,
  silent,
  siteOn,
  standingClock,
  temporaryLog,
  unmeasured,
} from '../../../support/live/gateway.ts';
import { waitFor } from '../../../support/wait.ts';
import { configured, RULES } from '../../../unit/gateway/fold/log.ts';
import { SHIPPED } from '../../../unit/gateway/fold/warning/support.ts';

const DAY = 86_400_000;
const clock = standingClock(START + 3 * DAY);

let log: EventLog;
let removeLog: () => Promise<void>;
let lease: Lease;

beforeEach(async () => {
  ({ log, remove: removeLog } = await temporaryLog(clock));
  const taken = await log.acquireLease('duties', 'test', 60_000);
  if (taken === null) throw new Error('the lease was not free');
  lease = taken;
});
afterEach(() => removeLog());

const NOTHING: Retention = {
  feeds: {},
  feedBytes: {},
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

describe('a log that was trimmed', () => {
  const CONFIG = configured({ rules: { ...RULES, warnings: SHIPPED } }).data as unknown as SystemConfigured;
  const MINUTE = 60_000;
  const disputes = Array.from({ length: 24 }, (_, i) => ({
    ...received(`D${i}`, { kind: 'DISPUTE', category: '邻里' }),
    area: 'v1',
  }));
  const ticks = Array.from({ length: 144 }, (_, i) => tickDraft(START + MINUTE + i * 30 * MINUTE, 1));
  const told = [
    configuredDraft(CONFIG, START, 1),
    draft({ type: 'terminal.status_changed', subject: 'T', data: { name: '一组', onDuty: true } }),
    draft({ type: 'terminal.sos_raised', subject: 'T' }),
    ...disputes,
    ...places(1, 30),
    ...ticks,
  ];

  async function tell(drafts: readonly DraftEntry[]) {
    for (let i = 0; i < drafts.length; i += 50) await log.append(drafts.slice(i, i + 50));
    return (await log.head()).n;
  }
  const shown = ({ view }: Site) =>
    (['warning', 'terminal', 'case'] as const).map((kind) =>
      [...view.all(kind)].map(({ version: _, ...entity }) => entity),
    );

  /** A state of three days, trimmed to one; a warning was found and confirmed in its first minutes. */
  async function trimmedSite() {
    const site = await siteOn(log, clock);
    await site.positionReached(await tell(told), 20_000);
    const [warning] = [...site.view.all('warning')];
    const by = { seat: '1', role: 'duty_officer' };
    const about = { subject: `warning:${warning?.id}`, source: 'urn:yitu:console:1', data: { by } };
    const late = { time: START + 3 * DAY, receivedAt: START + 3 * DAY };
    const act = draft({ type: 'operation.warning_confirmed', ...about, ...late });
    await site.positionReached(await tell([act]), 20_000);
    await site.saveSnapshot(lease);
    await site.saveSnapshot(lease);
    const before = shown(site);
    const full = (await log.feedSize('system')).entries;
    await trim(
      { feeds: { terminal: DAY, system: DAY } },
      { reducerVersion: site.reducerVersion, needed: (feed) => site.needed(feed) },
    );
    expect((await log.feedSize('system')).entries).toBeLessThan(full - 40);
    return { site, before };
  }

  it('gives the same warnings, terminals and items after an erasure', async () => {
    const { site, before } = await trimmedSite();
    expect(before[0]).toMatchObject([{ rule: 'repeat-village', state: 'CONFIRMED' }]);
    expect(before[1]).toContainEqual(expect.objectContaining({ id: 'T', name: '一组', state: 'SOS' }));
    const mistaken = received('unheard');
    await tell([mistaken]);
    const entries = [{ source: mistaken.source, id: mistaken.id }];
    const { position } = await eraseEntries(
      { log, clock, logger: silent, scrub: (text) => text },
      { entries, reason: '误传' },
    );
    expect(position).not.toBeNull();
    const { n } = await log.head();
    await waitFor(
      'the state without the erased item',
      () =>
        !site.health().rebuilding &&
        site.view.position.n >= n &&
        site.view.get('case', 'unheard') === undefined,
    );
    expect(shown(site)).toEqual(before);
    await site.stop();
  });

  it('gives the same again to reducers of another version', async () => {
    const { site, before } = await trimmedSite();
    await site.stop();
    const next = await siteOn(log, clock, { ...FOLDS, version: FOLDS.version + 1 });
    expect(shown(next)).toEqual(before);
    await next.stop();
  });
});
