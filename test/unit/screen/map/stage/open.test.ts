import { expect, test } from 'vitest';
import type { BrowserFacts } from '../../../../../screen/map/base/choose.ts';
import { openMainStage } from '../../../../../screen/map/stage/open.ts';
import { NoContext, type Stage, type StageOptions } from '../../../../../screen/map/stage/port.ts';

const stage = (engine: Stage['engine']) => ({ engine }) as Stage;

/** A browser whose WebGL comes and goes, and a map that may fail to open. */
function browser(webgl: BrowserFacts['webgl'] = 2) {
  const told: string[] = [];
  const present = { webgl, opens: true };
  const options = { onError: (message: string) => told.push(message) } as unknown as StageOptions;
  const how = {
    facts: () => ({ chrome: 140, webgl: present.webgl }),
    plain: () => stage('plain'),
    gpu: async (engine: Exclude<Stage['engine'], 'plain'>) => {
      if (present.opens) return stage(engine);
      throw new Error('could not be opened', { cause: new Error('shaders') });
    },
  };
  const open = (wish: 'auto' | 'plain', makeshift: boolean) =>
    openMainStage(wish, options, { ...how, makeshift });
  return { open, told, present };
}

test('a plain map that was wished for is what was wished for, and stands in for none', async () => {
  expect(await browser().open('plain', true)).toEqual({ engine: 'plain' });
  expect(await browser(0).open('plain', false)).toEqual({ engine: 'plain' });
});

test('without any graphics context the plain map only stands in: the other is opened once there is one', async () => {
  const { open, told, present } = browser(0);
  expect(await open('auto', true)).toEqual({ engine: 'plain', makeshift: true });
  await expect(open('auto', false)).rejects.toBeInstanceOf(NoContext);
  present.webgl = 2;
  expect(await open('auto', false)).toEqual({ engine: 'maplibre' });
  expect(told).toEqual([]);
});

test('a map that fails to open is told of, and stood in for where that may be', async () => {
  const { open, told, present } = browser();
  present.opens = false;
  expect(await open('auto', true)).toEqual({ engine: 'plain', makeshift: true });
  await expect(open('auto', false)).rejects.not.toBeInstanceOf(NoContext);
  expect(told).toEqual(['could not be opened: shaders', 'could not be opened: shaders']);
});
