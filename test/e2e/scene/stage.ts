import { fileURLToPath } from 'node:url';
import { ENTITY_KINDS } from '../../../gateway/contract/entities.ts';
import { type BuiltPage, startBuiltPage } from '../../support/built-page.ts';
import { startWall } from '../../support/live/wall.ts';
import { startStack } from '../../support/stack.ts';
import { waitFor } from '../../support/wait.ts';
import type { SceneData } from './states.ts';

/** A Friday afternoon on which time all but stands: whatever the machine does, the wall holds the same. */
const STANDING_STILL = '2026-11-20T15:42:00+08:00,0.001x';
const HISTORY_MS = 90_000;

/** Everything a wall of one projection holds. */
async function dataOf(origin: string, as?: 'visitor'): Promise<SceneData> {
  const wall = startWall({ origin, ...(as === undefined ? {} : { as }) });
  try {
    const place = await waitFor('a wall without a screen', () => wall.replica.place);
    const entities = Object.fromEntries(
      ENTITY_KINDS.map((kind) => [kind, [...wall.replica.collection(kind).values()]]),
    );
    return { place: { n: place.n, at: place.at }, entities };
  } finally {
    wall.stop();
  }
}

/** The overview in any state, on the data of a demonstration at a standstill. */
export async function startScene(): Promise<BuiltPage> {
  const stack = await startStack({ engine: 'sqlite', env: { YITU_CLOCK: STANDING_STILL } });
  try {
    await waitFor(
      'the pre-played history',
      async () => (await stack.state()).counts.case.open > 250,
      HISTORY_MS,
    );
    const data = new Map<string, string>([
      ['/data/operator.json', JSON.stringify(await dataOf(stack.url))],
      ['/data/visitor.json', JSON.stringify(await dataOf(stack.url, 'visitor'))],
    ]);
    const page = await startBuiltPage({
      root: fileURLToPath(new URL('.', import.meta.url)),
      gateway: stack.url,
      data,
    });
    return {
      url: page.url,
      async stop() {
        await page.stop();
        await stack.stop();
      },
    };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
