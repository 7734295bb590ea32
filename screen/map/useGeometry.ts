import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import type { RegionInfo, RegionLayer } from '../../gateway/contract/region.ts';
import { loadFonts } from '../styles/fonts.ts';
import {
  fetchJson,
  lackingOf,
  type ReadJson,
  type RegionFiles,
  type RegionGeometry,
  readFiles,
  shapesOf,
  UnreadLayer,
} from './geo/geometry.ts';

const RETRY_MS = 10_000;

/** What cannot be read: one layer by its name, else the shapes as a whole. */
export type Unread = RegionLayer | 'region';

export interface Geometry {
  /** Null until the outline is there, and all the rest that can be had. */
  readonly geometry: Readonly<ShallowRef<RegionGeometry | null>>;
  /** For want of what there is no map; null while nothing is known to be missing. */
  readonly unread: Readonly<ShallowRef<Unread | null>>;
  /** Layers that the map is drawn without, because they cannot be read now. */
  readonly lacking: Readonly<ShallowRef<readonly RegionLayer[]>>;
}

/** Names have their glyphs before anything is measured. */
async function loadGlyphs({ towns }: RegionGeometry): Promise<void> {
  const font = getComputedStyle(document.documentElement).getPropertyValue('--font').trim();
  await loadFonts(`0123456789${towns.map(({ name }) => name).join('')}`, font);
}

/**
 * Shapes of the region, loaded once per region. What cannot be read is tried again until it can be had: with each layer that
 * comes the shapes are new ones.
 */
export function useGeometry(region: () => RegionInfo | null, read: ReadJson = fetchJson): Geometry {
  const geometry = shallowRef<RegionGeometry | null>(null);
  const unread = shallowRef<Unread | null>(null);
  const lacking = shallowRef<readonly RegionLayer[]>([]);
  let session = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** @returns what is there now */
  const load = async (info: RegionInfo, own: number, had: RegionFiles): Promise<RegionFiles> => {
    const files = await readFiles(info.layers, read, had);
    if (geometry.value !== null && Object.keys(files).length === Object.keys(had).length) return files;
    const shapes = shapesOf(info, files);
    await loadGlyphs(shapes);
    if (own !== session) return files;
    unread.value = null;
    lacking.value = lackingOf(info.layers, files);
    geometry.value = shapes;
    return files;
  };

  const keepTrying = async (info: RegionInfo, own: number, had: RegionFiles): Promise<void> => {
    let files = had;
    try {
      files = await load(info, own, had);
      if (own !== session || lacking.value.length === 0) return;
    } catch (error) {
      if (own !== session) return;
      if (geometry.value === null) unread.value = error instanceof UnreadLayer ? error.layer : 'region';
    }
    timer = setTimeout(() => void keepTrying(info, own, files), RETRY_MS);
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
      lacking.value = [];
      if (info) void keepTrying(info, session, {});
    },
    { immediate: true },
  );
  onScopeDispose(stop);
  return { geometry, unread: shallowReadonly(unread), lacking: shallowReadonly(lacking) };
}
