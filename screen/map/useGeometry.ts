import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { RegionInfo, RegionLayer } from '../../gateway/contract/region.ts';
import { loadFonts } from '../styles/fonts.ts';
import { fetchJson, loadGeometry, type ReadJson, type RegionGeometry, UnreadLayer } from './geo/geometry.ts';

const RETRY_MS = 10_000;

/** What cannot be read: one layer by its name, else the shapes as a whole. */
export type Unread = RegionLayer | 'region';

export interface Geometry {
  /** Null until all of it is there. */
  readonly geometry: Readonly<ShallowRef<RegionGeometry | null>>;
  /** For want of what there is no map; null while nothing is known to be missing. */
  readonly unread: Readonly<ShallowRef<Unread | null>>;
}

/**
 * Shapes of the region, loaded once per region and tried again until they can be had; names have their glyphs before anything is measured.
 */
export function useGeometry(region: () => RegionInfo | null, read: ReadJson = fetchJson): Geometry {
  const geometry = shallowRef<RegionGeometry | null>(null);
  const unread = shallowRef<Unread | null>(null);
  let session = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (info: RegionInfo): Promise<RegionGeometry> => {
    const loaded = await loadGeometry(info, read);
    const font = getComputedStyle(document.documentElement).getPropertyValue('--font').trim();
    await loadFonts(`0123456789${loaded.towns.map(({ name }) => name).join('')}`, font);
    return loaded;
  };

  const keepTrying = async (info: RegionInfo, own: number): Promise<void> => {
    try {
      const loaded = await load(info);
      if (own !== session) return;
      unread.value = null;
      geometry.value = loaded;
    } catch (error) {
      if (own !== session) return;
      unread.value = error instanceof UnreadLayer ? error.layer : 'region';
      timer = setTimeout(() => void keepTrying(info, own), RETRY_MS);
    }
  };

  const stop = (): void => {
    session += 1;
    clearTimeout(timer);
  };
  watch(
    region,
    (info) => {
      stop();
      geometry.value = null;
      unread.value = null;
      if (info) void keepTrying(info, session);
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { geometry, unread: shallowReadonly(unread) };
}
