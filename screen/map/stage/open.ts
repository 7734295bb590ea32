import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import { browserFacts, chooseBasemaps } from '../base/choose.ts';
import { openPlainStage } from './plain.ts';
import type { Stage, StageOptions } from './port.ts';

/**
 * Opens the map that this browser can draw. If the GPU map cannot be had, `onError` is told why, and a plain one stands in
 * for it.
 * @param makeshift whether a plain one may stand in; else the promise rejects
 */
export async function openMainStage(
  wish: PageConfig['basemap'] | 'plain',
  options: StageOptions,
  makeshift = true,
): Promise<Stage> {
  const engines = wish === 'plain' ? [] : chooseBasemaps(wish, browserFacts());
  if (engines.length === 0) return openPlainStage(options);
  let failure: unknown;
  for (const engine of engines)
    try {
      const { openGpuStage } = await import('./gpu.ts');
      return await openGpuStage(engine, options);
    } catch (error) {
      failure = error;
      options.onError(describe(error));
    }
  if (!makeshift) throw failure;
  return { ...openPlainStage(options), makeshift: true };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
