import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadRetention } from '../../../../config/runtime/retention.ts';
import { loadRules } from '../../../../config/runtime/rules.ts';
import type { SystemConfigured } from '../../../../gateway/contract/events/system.ts';
import { type Duties, startDuties } from '../../../../gateway/live/duties.ts';
import { retentionOf } from '../../../../gateway/live/housekeeping.ts';
import { erasedDraft } from '../../../../gateway/live/own-entries.ts';
import type { Site } from '../../../../gateway/live/port.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import type { Clock } from '../../../../gateway/ops/port.ts';
import {
  AREAS,
  received,
  START,
  silent,
  siteOn,
  temporaryLog,
  unmeasured,
} from '../../../support/live/gateway.ts';
import { switchableLog } from '../../../support/live/switchable-log.ts';

const CONFIG = new URL('../../../../config/', import.meta.url);
const KEPT = retentionOf(loadRetention(fileURLToPath(new URL('retention.json', CONFIG))));
const rules = loadRules(fileURLToPath(new URL('rules', CONFIG)));
const config: SystemConfigured = {
  hash: 'first',
  rules,
  calendars: [],
  areas: [...AREAS],
  units: [],
  utcOffsetMinutes: 480,
};

/** Every look is a millisecond later. */
const movingClock = (): Clock => {
  let at = START;
  return { now: () => (at += 1), simulated: false, rate: 1 };
};

let clock: Clock;
let log: EventLog;
let removeLog: () => Promise<void>;
let sites: Site[];
let duties: Duties[];

beforeEach(async () => {
  clock = movingClock();
  ({ log, remove: removeLog } = await temporaryLog(clock));
  sites = [];
  duties = [];
});

afterEach(async () => {
  for (const one of duties) await one.stop();
  for (const site of sites) await site.stop();
  await removeLog();
});

const openSite = async () => {
  const site = await siteOn(log, clock);
  sites.push(site);
  return site;
};
const takeDuties = (site: Site, holder: string, changes: Partial<SystemConfigured> = {}) => {
  const one = startDuties({
    log,
    site,
    clock,
    config: { ...config, ...changes },
    retention: KEPT,
    logger: silent,
    metrics: unmeasured,
    holder,
  });
  duties.push(one);
  return one;
};
function recordedMetrics() {
  const counts = new Map<string, number>();
  const count = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);
  return { counts, metrics: { ...unmeasured, count } };
}
const types = async () => (await log.read(0, 1_000)).entries.map(({ type }) => type);
const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 60_000, interval: 20 });

describe('the state of a site', () => {
  it('is never begun from a snapshot that still holds what was erased', async () => {
    const goes = received('A');
    await log.append([goes, received('B')]);
    await (await openSite()).saveSnapshot();
    const erased = await log.erase([goes]);
    const places = erased.map(({ source, id, n }) => ({ source, id, n }));
    expect(places).toHaveLength(1);
    await sites.pop()?.stop();
    await log.append([erasedDraft({ reason: '误报', entries: places }, clock.now())]);
    const second = await openSite();
    expect([...second.view.all('case')].map(({ id }) => id)).toEqual(['B']);
    expect(await log.listSnapshots()).toEqual([]);
  });

  it('is the same after a restart, from a snapshot and the entries behind it', async () => {
    await log.append([received('A'), received('B')]);
    const first = await openSite();
    await first.saveSnapshot();
    const { position } = await log
      .append([received('C')])
      .then(({ outcomes }) => outcomes[0] ?? expect.fail());
    expect(await first.positionReached(position.n, 60_000)).toBe(true);
    const second = await openSite();
    expect(second.view.position).toEqual(first.view.position);
    expect(second.view.stateHash()).toBe(first.view.stateHash());
    expect([...second.view.all('case')].map(({ id }) => id).sort()).toEqual(['A', 'B', 'C']);
  });

  it('is taken from an older snapshot when the newest is damaged', async () => {
    await log.append([received('A')]);
    const first = await openSite();
    await first.saveSnapshot();
    await first.saveSnapshot();
    const [newest] = await log.listSnapshots();
    const load = log.loadSnapshot.bind(log);
    const loaded: string[] = [];
    log.loadSnapshot = async (id) => {
      loaded.push(id);
      return id === newest?.id ? new Uint8Array([1, 2, 3]) : load(id);
    };
    const second = await openSite();
    expect(loaded.length).toBe(2);
    expect(second.view.stateHash()).toBe(first.view.stateHash());
  });

  it('is replayed from the first entry when no snapshot is of these reducers', async () => {
    await log.append([received('A')]);
    const first = await openSite();
    await log.saveSnapshot(
      { position: first.view.position, reducerVersion: 0, stateHash: '', savedAt: START },
      new Uint8Array([1]),
    );
    const second = await openSite();
    expect(second.view.stateHash()).toBe(first.view.stateHash());
  });

  it('is built anew aside when the log is another one, however often that log fails first', async () => {
    await log.append([received('OLD')]);
    const { log: switched, switchTo } = switchableLog(log);
    const site = await siteOn(switched, clock);
    sites.push(site);
    const reasons: string[] = [];
    site.subscribe({ onReset: (reason) => reasons.push(reason) });
    const other = await temporaryLog(clock);
    await other.log.append([received('NEW')]);
    const read = other.log.read.bind(other.log);
    let failures = 2;
    other.log.read = (...range) => (failures-- > 0 ? Promise.reject(new Error('not yet')) : read(...range));
    switchTo(other.log, 'diverged');
    expect(site.health().rebuilding).toBe(true);
    expect([...site.view.all('case')].map(({ id }) => id)).toEqual(['OLD']);
    await eventually(() => expect([...site.view.all('case')].map(({ id }) => id)).toEqual(['NEW']));
    expect(reasons).toEqual(['diverged']);
    await site.stop();
    await other.remove();
  });

  it('says false when a position does not come in time', async () => {
    const site = await openSite();
    expect(await site.positionReached(1, 20)).toBe(false);
  });
});

describe('the duties of a site', () => {
  it('are done by one gateway, and by the next as soon as it stops', async () => {
    const [a, b] = [await openSite(), await openSite()];
    const first = takeDuties(a, 'first');
    await eventually(() => expect(first.holding).toBe(true));
    const second = takeDuties(b, 'second');
    await eventually(async () => expect(await types()).toEqual(['system.configured', 'system.ticked']));
    expect(second.holding).toBe(false);
    await first.stop();
    await eventually(() => expect(second.holding).toBe(true));
    await eventually(async () =>
      expect(await types()).toEqual(['system.configured', 'system.ticked', 'system.ticked']),
    );
  });

  it('tell the log another configuration once, however often they look', async () => {
    const site = await openSite();
    await takeDuties(site, 'first').stop();
    const [entry] = (await log.read(0, 1)).entries;
    expect(entry?.source).toBe('urn:yitu:gateway');
    await eventually(() => expect(site.configHash).toBe('first'));
    await takeDuties(site, 'second').stop();
    await takeDuties(site, 'third', { hash: 'changed' }).stop();
    const configured = (await types()).filter((type) => type === 'system.configured');
    expect(configured.length).toBe(2);
  });

  it('stop at once when another gateway took them over without being noticed, and write nothing', async () => {
    const site = await openSite();
    const first = takeDuties(site, 'first');
    await eventually(() => expect(first.holding).toBe(true));
    await first.stop();
    const before = await types();
    const old = await log.acquireLease('duties', 'late', 60_000);
    if (old === null) throw new Error('the lease was not free');
    await log.releaseLease(old);
    expect(await log.acquireLease('duties', 'other', 60_000)).not.toBeNull();
    const believing = Object.assign(Object.create(log), { acquireLease: async () => old }) as EventLog;
    const recorded = recordedMetrics();
    const late = startDuties({
      log: believing,
      site,
      clock,
      config,
      retention: KEPT,
      logger: silent,
      metrics: recorded.metrics,
      holder: 'late',
    });
    duties.push(late);
    await eventually(() => expect(recorded.counts.get('duties_overtaken')).toBe(1));
    expect(late.holding).toBe(false);
    expect(await types()).toEqual(before);
  });

  it('let pictures go whose time is over, and no others', async () => {
    const [early, now] = [clock.now() - 60_000, clock.now()];
    const picture = { type: 'image/png', bytes: Uint8Array.of(1), blurred: Uint8Array.of(2), clearBoxes: [] };
    await log.putMedia('kept', { ...picture, storedAt: early, expiresAt: now + 3_600_000 }, early);
    await log.putMedia('over', { ...picture, storedAt: early, expiresAt: now }, early);
    expect(await log.getMedia('over', early)).not.toBeNull();
    takeDuties(await openSite(), 'first');
    await eventually(async () => expect(await log.getMedia('over', early)).toBeNull());
    expect(await log.getMedia('kept', early)).not.toBeNull();
  });

  it('save the state at a stop', async () => {
    const site = await openSite();
    await takeDuties(site, 'first').stop();
    expect((await log.listSnapshots()).length).toBe(1);
  });
});
