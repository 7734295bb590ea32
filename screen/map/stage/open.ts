import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import { browserFacts, chooseBasemaps } from '../base/choose.ts';
import type { BasemapEngine } from '../base/port.ts';
import { openPlainStage } from './plain.ts';
import { NoContext, type Stage, type StageOptions } from './port.ts';

/** How a map is opened, besides what it shows. */
export interface OpenHow {
  /** Whether a plain one may stand in for the one that was wished for; else the promise rejects. */
  readonly makeshift: boolean;
  /** What this browser can do now: a graphics context that cannot be had may be had a moment later. */
  readonly facts?: typeof browserFacts;
  readonly plain?: (options: StageOptions) => Stage;
  readonly gpu?: (engine: BasemapEngine, options: StageOptions) => Promise<Stage>;
}

/**
 * Opens the map that this browser can draw. If the GPU map cannot be had, a plain one stands in for it, and `onError` is
 * told why where its opening failed.
 * @throws NoContext where no plain one may stand in and there is no graphics context at all
 */
export async function openMainStage(
  wish: PageConfig['basemap'] | 'plain',
  options: StageOptions,
  { makeshift, facts = browserFacts, plain = openPlainStage, gpu = openGpu }: OpenHow,
): Promise<Stage> {
  if (wish === 'plain') return plain(options);
  let failure: unknown = new NoContext('No WebGL context can be had');
  for (const engine of chooseBasemaps(wish, facts()))
    try {
      return await gpu(engine, options);
    } catch (error) {
      failure = error;
      options.onError(describe(error));
    }
  if (!makeshift) throw failure;
  return { ...plain(options), makeshift: true };
}

/** Its code is fetched only where it is drawn. */
async function openGpu(engine: BasemapEngine, options: StageOptions): Promise<Stage> {
  const { openGpuStage } = await import('./gpu.ts');
  return openGpuStage(engine, options);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
