import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type {
  AlarmEntity,
  CaseEntity,
  KpiEntity,
  TerminalEntity,
  VideoEntity,
} from '../../gateway/contract/entities.ts';
import { readTheme, type Theme } from '../styles/tokens.ts';
import type { RegionGeometry } from './geo/geometry.ts';
import type { EntityRef, MapData, MapDataKey, MapLayer } from './layers/port.ts';
import type { Stage } from './stage/port.ts';
import { runStage, type StageRun } from './stage/run.ts';

type Collection<T> = Readonly<ShallowRef<ReadonlyMap<string, T>>>;

/** The replica's collections as the map reads them. Each ref is triggered when its collection has changed. */
export interface MapEntities {
  readonly cases: Collection<CaseEntity>;
  readonly alarms: Collection<AlarmEntity>;
  readonly terminals: Collection<TerminalEntity>;
  readonly videos: Collection<VideoEntity>;
  readonly kpis: Collection<KpiEntity>;
}

export interface UseStageOptions {
  /** Element that the stage fills. */
  readonly host: Readonly<ShallowRef<HTMLElement | null>>;
  readonly geometry: () => RegionGeometry | null;
  readonly layers: readonly MapLayer[];
  readonly entities: MapEntities;
  /** What the rings are drawn around. */
  readonly focus: () => EntityRef | null;
  readonly open: (host: HTMLElement, geometry: RegionGeometry, theme: Theme) => Promise<Stage>;
  readonly onSelect: (ref: EntityRef | null) => void;
  readonly onFailed: (error: unknown) => void;
}

function snapshot({ entities, focus }: UseStageOptions): MapData {
  return {
    cases: entities.cases.value,
    alarms: entities.alarms.value,
    terminals: entities.terminals.value,
    videos: entities.videos.value,
    kpis: entities.kpis.value,
    focus: focus(),
  };
}

/** Watches size and theme of the page for one run. Returns the way to stop. */
function watchPage(host: HTMLElement, run: StageRun): () => void {
  const sizes = new ResizeObserver(() => run.resize());
  const themes = new MutationObserver(() => run.retheme());
  sizes.observe(host);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'style', 'class'] });
  return () => {
    sizes.disconnect();
    themes.disconnect();
  };
}

function watchData(options: UseStageOptions, touch: (key: MapDataKey) => void): void {
  const { cases, alarms, terminals, videos, kpis } = options.entities;
  watch(cases, () => touch('cases'));
  watch(alarms, () => touch('alarms'));
  watch(terminals, () => touch('terminals'));
  watch(videos, () => touch('videos'));
  watch(kpis, () => touch('kpis'));
  watch(options.focus, () => touch('focus'));
}

/**
 * One drawn map in an element: opened when element and geometry are there, fed from the collections, resized and
 * re-themed with the page, closed with the scope.
 * @returns the stage while one is open, else null
 */
export function useStage(options: UseStageOptions): { readonly stage: Readonly<ShallowRef<Stage | null>> } {
  const stage = shallowRef<Stage | null>(null);
  let run: StageRun | null = null;
  let unwatch: (() => void) | null = null;

  const close = (): void => {
    unwatch?.();
    run?.stop();
    run = null;
    stage.value = null;
  };

  const start = (host: HTMLElement, geometry: RegionGeometry): void => {
    run = runStage({
      geometry,
      layers: options.layers,
      readTheme,
      open: (theme) => options.open(host, geometry, theme),
      data: () => snapshot(options),
      onReady: (next) => {
        stage.value = next;
      },
      onSelect: options.onSelect,
      onFailed: options.onFailed,
    });
    unwatch = watchPage(host, run);
  };

  watch(
    [options.host, options.geometry],
    ([host, geometry]) => {
      close();
      if (host && geometry) start(host, geometry);
    },
    { immediate: true, flush: 'post' },
  );
  watchData(options, (key) => run?.touch(key));
  onScopeDispose(close);
  return { stage };
}
