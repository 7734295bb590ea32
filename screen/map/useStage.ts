import { onScopeDispose, type ShallowRef, shallowRef, watch } from 'vue';
import type {
  AlarmEntity,
  CaseEntity,
  KpiEntity,
  LngLat,
  TerminalEntity,
  VideoEntity,
} from '../../gateway/contract/entities.ts';
import { createPace } from '../live/pace.ts';
import { REDUCED_MOTION, readTheme, type Theme } from '../styles/tokens.ts';
import type { RegionGeometry } from './geo/geometry.ts';
import { callersOf } from './marks/build.ts';
import type { Measure } from './marks/density.ts';
import type { EntityRef, MapData, MapDataKey, MapLayer, Mark, Track } from './port.ts';
import type { Stage } from './stage/port.ts';
import { runStage, type StageRun } from './stage/run.ts';
import type { LayerWords } from './words.ts';

/**
 * Positions are drawn four times in three seconds (twice a second is the most that a wall drawn in software may), less often
 * where a picture takes long, but never four seconds late. What somebody picks waits for nothing.
 */
export const PACE = { leastMs: 750, mostMs: 4_000, share: 6 } as const;

type Collection<T> = Readonly<ShallowRef<ReadonlyMap<string, T>>>;

/** The replica's collections as the map reads them. Each ref is triggered when its collection has changed. */
export interface MapEntities {
  readonly case: Collection<CaseEntity>;
  readonly alarm: Collection<AlarmEntity>;
  readonly terminal: Collection<TerminalEntity>;
  readonly video: Collection<VideoEntity>;
  readonly kpi: Collection<KpiEntity>;
}

const ENTITY_KEYS = ['case', 'alarm', 'terminal', 'video', 'kpi'] as const;

export interface UseStageOptions {
  /** Element that the stage fills. */
  readonly host: Readonly<ShallowRef<HTMLElement | null>>;
  readonly geometry: () => RegionGeometry | null;
  readonly layers: readonly MapLayer[];
  readonly words: LayerWords;
  readonly entities: MapEntities;
  /** What the rings are drawn around. */
  readonly focus: () => EntityRef | null;
  /** What the tint of the ground tells. */
  readonly measure: () => Measure;
  /** The track that is drawn; absent: none. */
  readonly track?: () => Track | null;
  /** As `RunOptions.open`, in an element. */
  readonly open: (
    host: HTMLElement,
    geometry: RegionGeometry,
    how: { readonly theme: Theme; readonly makeshift: boolean },
  ) => Promise<Stage>;
  readonly onSelect: (ref: EntityRef | null) => void;
  readonly onSeveral: (members: readonly EntityRef[]) => void;
  /** As `RunOptions.onCloser`. */
  readonly onCloser?: (at: LngLat, closeness: number) => void;
  readonly onFailed: (error: unknown) => void;
}

function snapshot({ entities, focus, measure, track }: UseStageOptions): MapData {
  return {
    case: entities.case.value,
    alarm: entities.alarm.value,
    terminal: entities.terminal.value,
    video: entities.video.value,
    kpi: entities.kpi.value,
    calling: callersOf(entities.terminal.value.values()),
    focus: focus(),
    measure: measure(),
    track: track?.() ?? null,
  };
}

/** Watches size, theme and motion preference of the page for one run. Returns the way to stop. */
function watchPage(host: HTMLElement, run: StageRun): () => void {
  const sizes = new ResizeObserver(() => run.resize());
  const stillness = matchMedia(REDUCED_MOTION);
  const themes = new MutationObserver(() => run.retheme());
  sizes.observe(host);
  themes.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'style', 'class'],
  });
  stillness.addEventListener('change', run.retheme);
  return () => {
    sizes.disconnect();
    themes.disconnect();
    stillness.removeEventListener('change', run.retheme);
  };
}

/** Terminals are told anew twice a second, who calls for help and from where seldom. */
function callersAsDrawn({ terminal }: MapEntities): string {
  const calling = callersOf(terminal.value.values());
  return calling
    .map(({ id, location, version }) => `${id} ${location?.lng} ${location?.lat} ${version}`)
    .join();
}

function watchData(options: UseStageOptions, touch: (key: MapDataKey) => void): void {
  for (const key of ENTITY_KEYS) watch(options.entities[key], () => touch(key));
  watch(
    () => callersAsDrawn(options.entities),
    () => touch('calling'),
  );
  watch(options.focus, () => touch('focus'));
  watch(options.measure, () => touch('measure'));
  if (options.track) watch(options.track, () => touch('track'));
}

/**
 * One drawn map in an element: opened when element and geometry are there, fed from the collections, resized and
 * re-themed with the page, closed with the scope.
 * @returns the stage while one is open, else null
 */
export function useStage(options: UseStageOptions): {
  readonly stage: Readonly<ShallowRef<Stage | null>>;
  /** Something else that a layer looks at has changed, as if the data had. */
  readonly touch: (key: MapDataKey) => void;
  /** Marks that stand on it now. */
  readonly shown: () => readonly Mark[];
} {
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
      words: options.words,
      readTheme,
      open: (theme, makeshift) => options.open(host, geometry, { theme, makeshift }),
      data: () => snapshot(options),
      pace: createPace(PACE),
      onReady: (next) => {
        stage.value = next;
      },
      onClosed: () => {
        stage.value = null;
      },
      onSelect: options.onSelect,
      onSeveral: options.onSeveral,
      ...(options.onCloser && { onCloser: options.onCloser }),
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
  const touch = (key: MapDataKey): void => run?.touch(key);
  watchData(options, touch);
  onScopeDispose(close);
  return { stage, touch, shown: () => run?.shown() ?? [] };
}
