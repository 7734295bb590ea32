import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type { RegionInfo } from '../../gateway/contract/region.ts';
import { loadFonts } from '../styles/fonts.ts';
import { loadGeometry, type RegionGeometry } from './geo/geometry.ts';

const RETRY_MS = 10_000;

/**
 * Shapes of the region, loaded once per region and tried again until they can be had; names have their glyphs before anything is measured.
 * @returns null until they are there
 */
export function useGeometry(
  region: () => RegionInfo | null,
  onFailed: (error: unknown) => void,
): Readonly<ShallowRef<RegionGeometry | null>> {
  const geometry = shallowRef<RegionGeometry | null>(null);
  let session = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (info: RegionInfo | null): Promise<void> => {
    session += 1;
    const own = session;
    clearTimeout(timer);
    geometry.value = null;
    if (!info) return;
    const loaded = await loadGeometry(info);
    const font = getComputedStyle(document.documentElement).getPropertyValue('--font').trim();
    await loadFonts(`0123456789${loaded.towns.map(({ name }) => name).join('')}`, font);
    if (own === session) geometry.value = loaded;
  };

  const keepTrying = (info: RegionInfo | null): void => {
    load(info).catch((error: unknown) => {
      onFailed(error);
      timer = setTimeout(() => keepTrying(info), RETRY_MS);
    });
  };

  watch(region, keepTrying, { immediate: true });
  onScopeDispose(() => {
    session += 1;
    clearTimeout(timer);
  });
  return geometry;
}
