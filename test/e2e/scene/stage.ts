import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ENTITY_KINDS } from '../../../gateway/contract/entities.ts';
import { type BuiltPage, startBuiltPage } from '../../support/built-page.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { startWall } from '../../support/live/wall.ts';
import { startStack } from '../../support/stack.ts';
import { waitFor } from '../../support/wait.ts';
import type { SceneData } from './states.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FRIDAY = '2026-11-20T15:42:00+08:00';
const FULL_MS = 120_000;
const PROJECTIONS = ['operator', 'visitor'] as const;
type Seen = (typeof PROJECTIONS)[number];
/** Terminals that are kept: the map is off, and the rest would be most of the file. */
const TERMINALS = 40;

const fileOf = (seen: Seen) => join(HERE, 'data', `${seen}.json.gz`);

/** What a wall of one projection holds once every feed has been heard. */
async function dataOf(origin: string, seen: Seen): Promise<SceneData> {
  const wall = startWall({ origin, ...(seen === 'visitor' ? { as: 'visitor' } : {}) });
  const heard = () =>
    [...wall.replica.collection('feed').values()].filter(
      ({ id, state }) => id !== 'indicator' && state === 'LIVE',
    );
  try {
    await waitFor('all feeds', () => heard().length >= 4, FULL_MS);
    const place = await waitFor('a place', () => wall.replica.place);
    const entities = Object.fromEntries(
      ENTITY_KINDS.map((kind) => [kind, [...wall.replica.collection(kind).values()]]),
    ) as unknown as SceneData['entities'];
    const kept = { ...entities, terminal: entities.terminal?.slice(0, TERMINALS) ?? [] };
    return { place: { n: place.n, at: place.at }, entities: kept };
  } finally {
    wall.stop();
  }
}

/** Records the data of the scenes anew, from the demonstration as it is now. */
export async function recordScene(): Promise<void> {
  const stack = await startStack({ engine: 'sqlite', env: { YITU_CLOCK: FRIDAY } });
  try {
    await waitFor(
      'the pre-played history',
      async () => (await stack.state()).counts.case.open > 250,
      FULL_MS,
    );
    await waitFor('terminals', async () => (await stack.state()).counts.terminal.online > 900, FULL_MS);
    for (const seen of PROJECTIONS)
      writeFileSync(fileOf(seen), gzipSync(JSON.stringify(await dataOf(stack.url, seen)), { level: 9 }));
  } finally {
    await stack.stop();
  }
}

/** The overview in any state, on data that were recorded once: whatever the machine does, the wall holds the same. */
export async function startScene(): Promise<BuiltPage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yitu-scene-'));
  const env = { YITU_ACCESS: 'demo', YITU_CLOCK: FRIDAY };
  const gateway = await startTestGateway({ engine: 'sqlite', env, dataDir });
  const data = new Map(
    PROJECTIONS.map((seen) => [`/data/${seen}.json`, gunzipSync(readFileSync(fileOf(seen))).toString()]),
  );
  const page = await startBuiltPage({ root: HERE, gateway: gateway.url, data });
  return {
    url: page.url,
    async stop() {
      await page.stop();
      await gateway.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
