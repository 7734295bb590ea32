import { type Settings, UsageError } from '../settings.ts';
import type { Gateway } from '../ways/gateway.ts';
import { loadScenario } from '../world/load-scenario.ts';
import { loadPack } from '../world/pack.ts';
import type { Scenario } from '../world/scenario.ts';
import { SECOND } from '../world/time.ts';
import { createWorld, type World } from '../world/world.ts';
import { readState, type WorldState, writeState } from './state.ts';

const DEFAULT_SEED = 1;
const DEFAULT_SCENARIO = 'weekday';

export interface OpenedWorld {
  readonly world: World;
  readonly state: WorldState;
  /** `new`: nothing was there · `resumed`: goes on where it was · `restarted`: the log is another one than the world's. */
  readonly how: 'new' | 'resumed' | 'restarted';
  /** What the scenario says about itself. */
  readonly note: string | undefined;
}

/** The world's own values cannot change under it: says which option contradicts the saved world. */
function contradiction(
  state: WorldState,
  wanted: Readonly<Record<string, string | number | null>>,
): string | null {
  const saved: Readonly<Record<string, string | number>> = {
    '--seed': state.seed,
    '--region': state.region,
    '--scenario': state.scenario,
    '--terminals': state.terminals,
  };
  const bad = Object.entries(wanted).find(([name, value]) => value !== null && saved[name] !== value);
  if (bad === undefined) return null;
  const [option, value] = bad;
  return (
    `${option} ${value} 与已保存的世界不符（${saved[option]}）：去掉该选项，或另用一个目录 YITU_DATA_DIR=.yitu-2（只运行 npm run feeds 时用 --state） · ` +
    `the saved world is another one (${saved[option]}): leave the option out, or use a data folder of its own`
  );
}

/** A scenario that cannot be read is a wrong command line: starting again would not mend it. */
function scenarioOrUsage(name: string): Scenario {
  try {
    return loadScenario(name);
  } catch (error) {
    throw new UsageError(`--scenario ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Opens the saved world of the state folder, or begins a new one at the gateway's present. */
export async function openWorld(
  settings: Settings,
  gateway: Pick<Gateway, 'head'>,
  now: number,
): Promise<OpenedWorld> {
  const pack = loadPack(settings.regionDir);
  const saved = readState(settings.stateDir);
  const scenario = scenarioOrUsage(settings.scenario ?? saved?.scenario ?? DEFAULT_SCENARIO);
  const wanted = {
    '--seed': settings.seed,
    '--region': pack.id,
    '--scenario': scenario.id,
    '--terminals': settings.terminals,
  };
  const against = saved === null ? null : contradiction(saved, wanted);
  if (against !== null) throw new UsageError(against);
  const lost = saved !== null && (await gateway.head()) < saved.sent / 2;
  const state: WorldState =
    saved !== null && !lost
      ? saved
      : {
          version: 1,
          seed: settings.seed ?? saved?.seed ?? DEFAULT_SEED,
          startMs: Math.floor(now / SECOND) * SECOND,
          region: pack.id,
          scenario: scenario.id,
          terminals: settings.terminals ?? saved?.terminals ?? scenario.terminals.count,
          sent: 0,
          cursors: {},
        };
  if (state !== saved) writeState(settings.stateDir, state);
  const terminals = { ...scenario.terminals, count: state.terminals };
  const world = createWorld({
    seed: state.seed,
    startMs: state.startMs,
    pack,
    scenario: { ...scenario, terminals },
  });
  const { note } = scenario;
  if (saved === null) return { world, state, note, how: 'new' };
  return { world, state, note, how: lost ? 'restarted' : 'resumed' };
}
