import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import { browserFacts, chooseBasemap } from '../base/choose.ts';
import { openPlainStage } from './plain.ts';
import type { Stage, StageOptions } from './port.ts';

/** Opens the map that this browser can draw; the plain one if the GPU map cannot be had, after `onError` was told why. */
export async function openMainStage(
  wish: PageConfig['basemap'] | 'plain',
  options: StageOptions,
): Promise<Stage> {
  const engine = wish === 'plain' ? 'plain' : chooseBasemap(wish, browserFacts());
  if (engine === 'plain') return openPlainStage(options);
  try {
    const { openGpuStage } = await import('./gpu.ts');
    return await openGpuStage(engine, options);
  } catch (error) {
    options.onError(describe(error));
    return openPlainStage(options);
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
