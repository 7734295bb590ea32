import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type { RegionInfo } from '../../gateway/contract/region.ts';
import { loadFonts } from '../styles/fonts.ts';
import { loadGeometry, type RegionGeometry } from './geo/geometry.ts';

/**
 * Shapes of the region, loaded once per region; names have their glyphs before anything is measured.
 * @returns null until they are there
 */
export function useGeometry(
  region: () => RegionInfo | null,
  onFailed: (error: unknown) => void,
): Readonly<ShallowRef<RegionGeometry | null>> {
  const geometry = shallowRef<RegionGeometry | null>(null);
  let session = 0;

  const load = async (info: RegionInfo | null): Promise<void> => {
    session += 1;
    const own = session;
    geometry.value = null;
    if (!info) return;
    const loaded = await loadGeometry(info.layers);
    const font = getComputedStyle(document.documentElement).getPropertyValue('--font').trim();
    await loadFonts(`0123456789${loaded.towns.map(({ name }) => name).join('')}`, font);
    if (own === session) geometry.value = loaded;
  };

  watch(region, (info) => void load(info).catch(onFailed), { immediate: true });
  onScopeDispose(() => {
    session += 1;
  });
  return geometry;
}
