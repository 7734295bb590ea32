import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../support/budgets/tree.ts';
import { approvable } from '../../support/compare.ts';
import { openScenes } from './camera.ts';
import {
  approvedFile,
  BASEMAPS,
  README_SHOT,
  readmeFile,
  type Shot,
  STATE_SHOTS,
  WALL_SHOTS,
} from './matrix.ts';
import { recordScene, startScene } from './stage.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const FOLDER = join(ROOT, '.reports', 'screenshots', 'scenes');

/** Those of the README: the ordinary wall on each base map. */
async function takeReadme(): Promise<void> {
  for (const basemap of BASEMAPS) {
    const scene = await startScene(basemap);
    const scenes = await openScenes(scene.url);
    try {
      for (const shot of STATE_SHOTS.filter(({ name }) => name === README_SHOT)) {
        await scenes.show(shot);
        if ((await scenes.page.locator(`[data-basemap="${basemap}"]`).count()) === 0)
          throw new Error(`the map is not drawn by ${basemap}`);
        writeFileSync(readmeFile(basemap), await approvable(await scenes.page.screenshot()));
        say(readmeFile(basemap));
      }
    } finally {
      await scenes.close();
      await scene.stop();
    }
  }
}

/**
 * Takes every picture of the matrix; `--approve` makes those that are compared the approved ones, and takes those of the
 * README; `--record` takes new data first, `--only` takes those whose name holds a text.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      approve: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  mkdirSync(FOLDER, { recursive: true });
  if (values.record) await recordScene();
  const scene = await startScene();
  const scenes = await openScenes(scene.url);
  try {
    const shots: readonly Shot[] = values.approve ? STATE_SHOTS : [...STATE_SHOTS, ...WALL_SHOTS];
    for (const shot of shots.filter(({ name }) => name.includes(values.only))) {
      await scenes.show(shot);
      const picture = await scenes.page.screenshot();
      writeFileSync(join(FOLDER, `${shot.name}.png`), picture);
      if (values.approve) writeFileSync(approvedFile(shot), await approvable(picture));
      say(shot.name);
    }
  } finally {
    await scenes.close();
    await scene.stop();
  }
  if (values.approve && README_SHOT.includes(values.only)) await takeReadme();
  say(`${FOLDER}${values.approve ? ', and approved' : ''}`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
