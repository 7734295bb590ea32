import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import type { SystemConfigured } from '../../../../gateway/contract/events/system.ts';
import { eraseEntries } from '../../../../gateway/live/erasing.ts';
import { configuredDraft, tickDraft } from '../../../../gateway/live/own-entries.ts';
import type { Site } from '../../../../gateway/live/port.ts';
import { trimOldEntries } from '../../../../gateway/live/trimming.ts';
import type { EventLog, Lease } from '../../../../gateway/log/port.ts';
import {
  draft,
  FOLDS,
  located,
  logWithDuties,
  received,
  START,
  silent,
  siteOn,
  standingClock,
  unmeasured,
} from '../../../support/live/gateway.ts';
import { waitFor } from '../../../support/wait.ts';
import { configured, RULES } from '../../../unit/gateway/fold/log.ts';
import { only } from '../../../unit/gateway/fold/warning/support.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const clock = standingClock(START + 3 * DAY);

let log: EventLog;
let removeLog: () => Promise<void>;
let lease: Lease;

beforeEach(async () => {
  ({ log, lease, remove: removeLog } = await logWithDuties(clock));
});
afterEach(() => removeLog());

const KEPT_A_DAY = {
  feeds: { terminal: DAY, system: DAY },
  feedBytes: {},
  tracksMs: DAY,
  thinning: { toleranceM: 25, fixesAtMost: 30 },
  snapshotsMs: DAY,
  deadLettersMs: DAY,
  deadLetterTextMs: DAY,
  deadLettersAtMost: 10,
};

const RULED = configured({ rules: { ...RULES, warnings: only('repeat-village') } });
/** Three days: a warning is found in the first minutes, a terminal is named and calls for help, and then it is quiet. */
const TOLD: readonly DraftEntry[] = [
  configuredDraft(RULED.data as unknown as SystemConfigured, START, 1),
  draft({ type: 'terminal.status_changed', subject: 'T', data: { name: '一组', onDuty: true } }),
  draft({ type: 'terminal.sos_raised', subject: 'T' }),
  ...Array.from({ length: 24 }, (_, i) => ({
    ...received(`D${i}`, { kind: 'DISPUTE', category: '邻里' }),
    area: 'v1',
  })),
  ...Array.from({ length: 30 }, (_, i) => located(`P${i}`, 103)),
  ...Array.from({ length: 144 }, (_, i) => tickDraft(START + MINUTE + i * 30 * MINUTE, 1)),
];

async function tell(drafts: readonly DraftEntry[]): Promise<number> {
  for (let i = 0; i < drafts.length; i += 50) await log.append(drafts.slice(i, i + 50));
  return (await log.head()).n;
}

/** What stands there, whatever the number of times it was heard. */
const shown = ({ view }: Site) =>
  (['warning', 'terminal', 'case'] as const).map((kind) =>
    [...view.all(kind)].map(({ version: _, ...entity }) => entity).sort((a, b) => a.id.localeCompare(b.id)),
  );

/** A gateway's state of three days, whose log was trimmed to one. */
async function trimmedSite() {
  const site = await siteOn(log, clock);
  await site.positionReached(await tell(TOLD), 20_000);
  const [warning] = [...site.view.all('warning')];
  const late = { time: START + 3 * DAY, receivedAt: START + 3 * DAY };
  const confirmed = draft({
    type: 'operation.warning_confirmed',
    subject: `warning:${warning?.id}`,
    source: 'urn:yitu:console:1',
    data: { by: { seat: '1', role: 'duty_officer' } },
    ...late,
  });
  await site.positionReached(await tell([confirmed]), 20_000);
  await site.saveSnapshot(lease);
  await site.saveSnapshot(lease);
  const before = shown(site);
  const full = (await log.feedSize('system')).entries;
  const options = { log, clock, retention: KEPT_A_DAY, site, logger: silent, metrics: unmeasured };
  await trimOldEntries(options, lease);
  expect((await log.feedSize('system')).entries).toBeLessThan(full - 40);
  return { site, before };
}

/** The same log, whose follower begins only when it is told to: a gateway that sleeps meanwhile. */
function sleeping(awake: EventLog) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const follow: EventLog['follow'] = (after, handlers) => {
    const follower = promise.then(() => awake.follow(after, handlers));
    return { stop: async () => (await follower).stop() };
  };
  return { log: Object.assign(Object.create(awake), { follow }) as EventLog, wake: resolve };
}

describe('a gateway that slept past a trim', () => {
  it('has the state of those that went on, not what is left of the log', async () => {
    await tell(TOLD.slice(0, 10));
    const asleep = sleeping(log);
    const late = await siteOn(asleep.log, clock);
    const site = await siteOn(log, clock);
    await site.positionReached(await tell(TOLD.slice(10)), 20_000);
    await site.saveSnapshot(lease);
    await site.saveSnapshot(lease);
    expect(await log.trim('terminal', clock.now(), { lease })).toBeGreaterThan(25);
    asleep.wake();
    const n = await tell([received('after')]);
    const hash = await waitFor('both at the end', () => {
      const there = [site, late].every(({ view }) => view.position.n === n);
      return there && site.view.stateHash();
    });
    expect(late.view.stateHash()).toBe(hash);
    await site.stop();
    await late.stop();
  });
});

describe('a state made anew from a log that was trimmed', () => {
  it('has the same warnings, terminals and items after an erasure', async () => {
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
    await waitFor('the state without the erased item', () => {
      const { view } = site;
      const there = !site.health().rebuilding && view.position.n >= n;
      return there && view.get('case', 'unheard') === undefined;
    });
    expect(shown(site)).toEqual(before);
    await site.stop();
  });

  it('has the same again with reducers of another version', async () => {
    const { site, before } = await trimmedSite();
    await site.stop();
    const next = await siteOn(log, clock, { ...FOLDS, version: FOLDS.version + 1 });
    const { n } = await log.head();
    await next.positionReached(n, 20_000);
    expect(shown(next)).toEqual(before);
    await next.stop();
  });
});
