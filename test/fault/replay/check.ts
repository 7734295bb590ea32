import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createRandom, seedFromEnvironment } from '../core/random.ts';
import { type Trace, trace } from './replay.ts';

const ELSEWHERE = fileURLToPath(new URL('./replay-elsewhere.ts', import.meta.url));
const PLACES = 20;
const RESTORES = 150;

export interface ReplayTraces {
  /** One fold, first entry to last. */
  readonly straight: Trace;
  /** The same log in random pieces, saved and restored in between. */
  readonly pieces: Trace;
  /** The same in a process of another time zone and language, without the optimising compiler. */
  readonly elsewhere: Trace;
}

/** Folds one log three ways and prints what was folded. */
export async function replayThreeWays(entries: number): Promise<ReplayTraces> {
  const seed = seedFromEnvironment();
  process.stdout.write(`fault 27 determinism · ${entries} entries · SEED=${seed}\n`);
  const away = replayElsewhere(seed, entries);
  away.catch(() => {});
  const began = performance.now();
  const straight = trace({ seed, entries, places: PLACES, chance: null });
  const ms = performance.now() - began;
  const pieces = trace({
    seed,
    entries,
    places: PLACES,
    chance: createRandom(seed).fork('pieces'),
    restores: RESTORES,
  });
  const elsewhere = await away;
  process.stdout.write(
    `fault 27 determinism · ${Math.round(entries / (ms / 1_000))} entries/s · restored ${pieces.restored} and ${elsewhere.restored} times · hash ${straight.hashes.at(-1)?.[1]}\n`,
  );
  return { straight, pieces, elsewhere };
}

async function replayElsewhere(seed: number, entries: number): Promise<Trace> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-opt=1', ELSEWHERE, ...[seed, entries, PLACES].map(String)],
    {
      env: { ...process.env, TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      maxBuffer: 16_000_000,
    },
  );
  return JSON.parse(stdout) as Trace;
}
