import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../../../mock-feeds/runner/ledger.ts';
import { openWorld } from '../../../../mock-feeds/runner/open-world.ts';
import { readState } from '../../../../mock-feeds/runner/state.ts';
import { readSettings, UsageError } from '../../../../mock-feeds/settings.ts';
import { FRIDAY } from '../worlds.ts';

const stateDir = () => mkdtempSync(join(tmpdir(), 'yitu-feeds-'));
const settingsOf = (state: string, ...args: string[]) =>
  readSettings(['--state', state, '--terminals', '5', ...args], {});
const head = (n: number) => ({ head: async () => n });

describe('the saved world', () => {
  it('begins at the gateway’s present, to the second', async () => {
    const dir = stateDir();
    const { how, state } = await openWorld(settingsOf(dir, '--seed', '4'), head(0), FRIDAY + 321);
    expect([how, state.startMs, state.seed]).toEqual(['new', FRIDAY, 4]);
    expect(readState(dir)).toEqual(state);
  });

  it('goes on where it was', async () => {
    const dir = stateDir();
    const { state } = await openWorld(settingsOf(dir), head(0), FRIDAY);
    const ledger = openLedger(dir, state, () => undefined);
    const feed = {
      name: 'case',
      title: '事项',
      since: 0,
      pull: () => [],
      deliver: async () => ({ accepted: 0, duplicates: 0, rejected: [] }),
    };
    ledger.count(feed, { accepted: 90, duplicates: 0, rejected: [] });
    ledger.advance(feed, FRIDAY + 5_000);
    ledger.save();
    const again = await openWorld(settingsOf(dir), head(100), FRIDAY + 900_000);
    expect([again.how, again.state.startMs, again.state.cursors]).toEqual([
      'resumed',
      FRIDAY,
      { case: FRIDAY + 5_000 },
    ]);
  });

  it('begins anew when the gateway’s log is another one', async () => {
    const dir = stateDir();
    const { state } = await openWorld(settingsOf(dir), head(0), FRIDAY);
    writeFileSync(
      join(dir, 'world.json'),
      JSON.stringify({ ...state, sent: 15_000, cursors: { case: FRIDAY } }),
    );
    const again = await openWorld(settingsOf(dir), head(12), FRIDAY + 60_000);
    expect([again.how, again.state.startMs, again.state.cursors]).toEqual(['restarted', FRIDAY + 60_000, {}]);
  });

  it('refuses another seed, saying what to do', async () => {
    const dir = stateDir();
    await openWorld(settingsOf(dir, '--seed', '1'), head(0), FRIDAY);
    await expect(openWorld(settingsOf(dir, '--seed', '2'), head(0), FRIDAY)).rejects.toThrow(
      /--seed 2 与已保存的世界不符（1）.*YITU_DATA_DIR/,
    );
  });

  it('goes on with its own scenario unless another is asked for', async () => {
    const dir = stateDir();
    await openWorld(settingsOf(dir, '--scenario', 'flood'), head(0), FRIDAY);
    expect((await openWorld(settingsOf(dir), head(0), FRIDAY)).state.scenario).toBe('flood');
    await expect(openWorld(settingsOf(dir, '--scenario', 'market'), head(0), FRIDAY)).rejects.toThrow(
      /--scenario market 与已保存的世界不符（flood）/,
    );
  });

  it('that is damaged is named, and not tried again', async () => {
    const dir = stateDir();
    writeFileSync(join(dir, 'world.json'), '{"version":1');
    const opening = openWorld(settingsOf(dir), head(0), FRIDAY);
    await expect(opening).rejects.toThrow(/world\.json 无法读取/);
    await expect(opening).rejects.toBeInstanceOf(UsageError);
  });

  it('is never half written: the file is replaced as a whole', async () => {
    const dir = stateDir();
    await openWorld(settingsOf(dir), head(0), FRIDAY);
    expect(JSON.parse(readFileSync(join(dir, 'world.json'), 'utf8')).version).toBe(1);
    expect(() => readFileSync(join(dir, 'world.json.new'))).toThrow();
  });
});

describe('the settings of the feeds', () => {
  it('come from arguments and environment', () => {
    const env = { PORT: '9001', YITU_PRODUCER_KEY: 'p', YITU_DATA_DIR: '/data' };
    expect(readSettings(['--no-operators'], env)).toMatchObject({
      gateway: 'http://127.0.0.1:9001',
      scenario: null,
      operators: false,
      producerKey: 'p',
      readKey: null,
      stateDir: '/data/world',
    });
  });

  it('name what is wrong', () => {
    expect(() => readSettings(['--seed', 'x'], {})).toThrow(/--seed: 应为整数/);
    expect(() => readSettings(['--gateway', 'nowhere'], {})).toThrow(/--gateway: 应为地址/);
    expect(() => readSettings(['--region', 'atlantis'], {})).toThrow(/--region atlantis/);
    expect(() => readSettings(['--loud'], {})).toThrow(/--loud/);
  });
});
