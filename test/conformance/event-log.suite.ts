import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { EventLog } from '../../gateway/log/port.ts';
import { describeEntries } from './entries.suite.ts';
import { describeErasing } from './erase.suite.ts';
import type { Harness, Scene } from './harness.ts';
import { describeHealing } from './heal.suite.ts';
import { describeRecords } from './records.suite.ts';
import { describeTracks } from './tracks.suite.ts';

/** The behaviour of an `EventLog`, the same for every engine. Each test has a log of its own. */
export function describeEventLog(name: string, start: () => Promise<Harness>): void {
  describe(`event log: ${name}`, () => {
    const scene = {} as { harness: Harness; log: EventLog } satisfies Scene;
    beforeAll(async () => {
      scene.harness = await start();
    });
    afterAll(() => scene.harness.dispose());
    beforeEach(async () => {
      scene.log = await scene.harness.open();
    });
    afterEach(() => scene.log.close());

    describeEntries(scene);
    describeErasing(scene);
    describeHealing(scene);
    describeRecords(scene);
    describeTracks(scene);
  });
}
