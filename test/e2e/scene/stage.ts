import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ENTITY_KINDS } from '../../../gateway/contract/entities.ts';
import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import type { Replica } from '../../../screen/live/replica.ts';
import { type BuiltPage, startBuiltPage } from '../../support/built-page.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { startWall } from '../../support/live/wall.ts';
import { startStack } from '../../support/stack.ts';
import { waitFor } from '../../support/wait.ts';
import { type Held, livenAfternoon } from './afternoon.ts';
import type { SceneData } from './states.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FRIDAY = '2026-11-20T15:42:00+08:00';
const FULL_MS = 120_000;
const SETTLED_MS = 15_000;
const PROJECTIONS = ['operator', 'visitor'] as const;
type Seen = (typeof PROJECTIONS)[number];

/** What the page asks for that no wall holds: the forward view to the end of the shift. */
const FORWARD = '/v1/deadlines?until=2026-11-20T10%3A00%3A00.000Z';
const FORWARD_FILE = join(HERE, 'data', 'forward.json.gz');

/** And how the deadlines of the items that run late came about, by the path of the question: the card of one asks. */
const LATE_FILE = join(HERE, 'data', 'late.json.gz');

const fileOf = (seen: Seen) => join(HERE, 'data', `${seen}.json.gz`);

/** Looks at what a wall of one projection holds once every feed has been heard. */
async function lookAt<T>(origin: string, seen: Seen, look: (replica: Replica) => Promise<T>): Promise<T> {
  const wall = startWall({ origin, ...(seen === 'visitor' ? { as: 'visitor' } : {}) });
  const heard = () =>
    [...wall.replica.collection('feed').values()].filter(
      ({ id, state }) => id !== 'indicator' && state === 'LIVE',
    );
  try {
    await waitFor('all feeds', () => heard().length >= 4, FULL_MS);
    return await look(wall.replica);
  } finally {
    wall.stop();
  }
}

const heldBy =
  (replica: Replica): Held =>
  (kind) => [...replica.collection(kind).values()];

/** Until the desks of the demonstration have done what they did in the weeks before today. */
async function settled(replica: Replica): Promise<void> {
  let [known, since] = [Number.NaN, 0];
  await waitFor(
    'the desks',
    () => {
      const value = Number(replica.collection('kpi').get('case.reviewOverdue')?.value);
      if (value !== known) [known, since] = [value, Date.now()];
      return Date.now() - since > SETTLED_MS;
    },
    FULL_MS,
  );
}

async function dataOf(replica: Replica): Promise<SceneData> {
  const place = await waitFor('a place', () => replica.place);
  const held = heldBy(replica);
  const entities = Object.fromEntries(
    ENTITY_KINDS.map((kind) => [kind, held(kind)]),
  ) as SceneData['entities'];
  return { place: { n: place.n, at: place.at }, entities };
}

/** As the gateway answers, by path. */
async function lateAnswers(origin: string, { entities }: SceneData): Promise<Record<string, string>> {
  const late = (entities.case ?? []).filter(
    ({ closedAt, verdict }) => closedAt === null && verdict === 'OVERDUE',
  );
  const paths = late.map(({ id }) => `/v1/cases/${id}`);
  const answers = await Promise.all(
    paths.map(async (path) => [path, await (await fetch(origin + path)).text()] as const),
  );
  return Object.fromEntries(answers);
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
    await lookAt(stack.url, 'operator', async (replica) => {
      await settled(replica);
      await livenAfternoon(stack, heldBy(replica));
      await waitFor(
        'the flood',
        () => replica.collection('kpi').get('alarm.rate.flood')?.value === 1,
        FULL_MS,
      );
      const alarms = (id: string) => Number(replica.collection('kpi').get(`alarm.${id}`)?.value);
      // Figures settle with each tick, the strip with each alarm.
      await waitFor('its figures', () => alarms('today.most10m') >= alarms('rate.window'), FULL_MS);
    });
    const forward = await (await fetch(stack.url + FORWARD)).text();
    writeFileSync(FORWARD_FILE, gzipSync(forward, { level: 9 }));
    for (const seen of PROJECTIONS) {
      const data = await lookAt(stack.url, seen, dataOf);
      if (seen === 'operator')
        writeFileSync(LATE_FILE, gzipSync(JSON.stringify(await lateAnswers(stack.url, data)), { level: 9 }));
      writeFileSync(fileOf(seen), gzipSync(JSON.stringify(data), { level: 9 }));
    }
  } finally {
    await stack.stop();
  }
}

/**
 * The overview in any state, on data that were recorded once: whatever the machine does, the wall holds the same.
 * @param basemap the engine that draws the map
 */
export async function startScene(basemap: PageConfig['basemap'] = 'auto'): Promise<BuiltPage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yitu-scene-'));
  const env = { YITU_ACCESS: 'demo', YITU_CLOCK: FRIDAY, YITU_BASEMAP: basemap };
  const gateway = await startTestGateway({ engine: 'sqlite', env, dataDir });
  const unpacked = (file: string) => gunzipSync(readFileSync(file)).toString();
  const late = JSON.parse(unpacked(LATE_FILE)) as Record<string, string>;
  const data = new Map([
    ...PROJECTIONS.map((seen) => [`/data/${seen}.json`, unpacked(fileOf(seen))] as const),
    [FORWARD, unpacked(FORWARD_FILE)] as const,
    ...Object.entries(late),
  ]);
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
