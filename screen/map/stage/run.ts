import type { LngLat } from '../../../gateway/contract/entities.ts';
import type { Pace } from '../../live/pace.ts';
import type { Theme } from '../../styles/tokens.ts';
import type { RegionGeometry } from '../geo/geometry.ts';
import type { EntityRef, MapData, MapDataKey, MapLayer, Mark } from '../port.ts';
import type { Sight } from '../view/sight.ts';
import { throttle } from '../view/throttle.ts';
import type { LayerWords } from '../words.ts';
import { type MountedStage, mountLayers } from './mount.ts';
import { NoContext, type Stage } from './port.ts';

const ALL_KEYS: readonly MapDataKey[] = [
  'case',
  'alarm',
  'terminal',
  'video',
  'kpi',
  'calling',
  'focus',
  'measure',
  'track',
];

/**
 * Pause before a lost stage is opened anew; the last one repeats. With the time that a map needs to stand without graphics
 * hardware, 2 to 3 s, each loss is healed within the 5 s of its promise.
 */
const REOPEN_MS = [200, 500, 1_500] as const;

/**
 * Pause before the map that a makeshift one stands in for is tried again; the last one repeats. The first ones are short:
 * a driver that was lost is there again within seconds, and a static map is not to outlive it.
 */
const RETRY_MS = [1_000, 3_000, 10_000, 60_000, 120_000, 300_000] as const;

/** Pause before a browser without any graphics context is asked for one again: asking opens nothing. */
const ASK_AGAIN_MS = 2_000;

/** A stage that stood this long was well: the next loss is a first one again. */
const WELL_AFTER_MS = 60_000;

/** Zoom steps closer than the county that a mark of several items is shown at, and how much nearer than now at least. */
const HEAP_CLOSENESS = 2.4;
const NEARER = 1.5;

export interface RunOptions {
  readonly geometry: RegionGeometry;
  readonly layers: readonly MapLayer[];
  readonly words: LayerWords;
  readonly readTheme: () => Theme;
  /** @param makeshift whether another map may stand in for the one that cannot be had; else it rejects */
  readonly open: (theme: Theme, makeshift: boolean) => Promise<Stage>;
  readonly data: () => MapData;
  /** How often the layers may be updated. */
  readonly pace: Pace;
  readonly onReady: (stage: Stage) => void;
  /** The stage that was ready is no more; another is on its way. */
  readonly onClosed: () => void;
  readonly onSelect: (ref: EntityRef | null) => void;
  /** Somebody asks what a mark stands for that stands for several. */
  readonly onSeveral: (members: readonly EntityRef[]) => void;
  /** Somebody asks to see a place from nearer; absent: the stage flies there itself. */
  readonly onCloser?: (at: LngLat, closeness: number) => void;
  readonly onFailed: (error: unknown) => void;
}

export interface StageRun {
  /** Says that a part of the data has changed. */
  touch(key: MapDataKey): void;
  resize(): void;
  /** Opens the stage anew if colours, root unit or motion preference are no longer those it was drawn with. */
  retheme(): void;
  /** Marks that stand on the map now; none while there is no stage. */
  shown(): readonly Mark[];
  stop(): void;
}

interface Opened {
  readonly stage: Stage;
  readonly layers: MountedStage;
  close(): void;
}

interface OpenOnce {
  readonly theme: Theme;
  readonly makeshift: boolean;
  readonly onLost: () => void;
}

async function openOnce(options: RunOptions, { theme, makeshift, onLost }: OpenOnce): Promise<Opened> {
  const { geometry, words } = options;
  const stage = await options.open(theme, makeshift);
  const layers = mountLayers(stage, options.layers, { geometry, theme, words });
  const stopLost = stage.onLost(onLost);
  const stopTap = stage.onTap((at, presses) => {
    if (presses === 2) return stage.reset();
    const picked = layers.pick(at);
    if (picked === null || !('members' in picked)) return options.onSelect(picked);
    options.onSeveral(picked.members);
    const closeness = Math.max(HEAP_CLOSENESS, stage.view.closeness() + NEARER);
    if (options.onCloser === undefined) stage.flyTo(picked.at, closeness);
    else options.onCloser(picked.at, closeness);
  });
  return {
    stage,
    layers,
    close() {
      stopLost();
      stopTap();
      layers.stop();
      stage.stop();
    },
  };
}

/** Opens stages one after another; a newer session closes what an older one still opens. */
function createSessions(options: RunOptions, onOpened: () => void) {
  let opened: Opened | null = null;
  let sight: Sight | null = null;
  let theme = options.readTheme();
  let session = 0;
  let losses = 0;
  let retries = 0;
  let openedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const drop = (): void => {
    if (opened === null) return;
    sight = opened.stage.sight();
    opened.close();
    opened = null;
    options.onClosed();
  };

  const close = (): void => {
    session += 1;
    clearTimeout(timer);
    drop();
  };

  const show = (next: Opened): void => {
    opened = next;
    openedAt = performance.now();
    onOpened();
    if (sight !== null) next.stage.flyTo(sight.centre, sight.closeness);
    sight = null;
    if (next.stage.makeshift) retryLater(null);
    else retries = 0;
    options.onReady(next.stage);
  };

  const openAs = (own: number, makeshift: boolean): Promise<Opened> =>
    openOnce(options, { theme, makeshift, onLost: () => own === session && reopen() });

  const open = async (): Promise<void> => {
    close();
    const own = session;
    theme = options.readTheme();
    const next = await openAs(own, true);
    if (own === session) show(next);
    else next.close();
  };

  /** The makeshift map stays until the other one is there. */
  const retry = async (): Promise<void> => {
    const own = session;
    const next = await openAs(own, false).catch((error: unknown) => ({ error }));
    if (own !== session) return 'error' in next ? undefined : next.close();
    if ('error' in next) return retryLater(next.error);
    drop();
    show(next);
  };

  /** @param failed why it could not be had just now; null: nobody has asked yet */
  const retryLater = (failed: unknown): void => {
    const isGone = failed instanceof NoContext;
    const waitMs = isGone ? ASK_AGAIN_MS : RETRY_MS[Math.min(retries, RETRY_MS.length - 1)];
    timer = setTimeout(() => void retry(), waitMs);
    if (!isGone) retries += 1;
  };

  const launch = (): void => {
    open().catch(options.onFailed);
  };

  const reopen = (): void => {
    close();
    if (performance.now() - openedAt > WELL_AFTER_MS) losses = 0;
    timer = setTimeout(launch, REOPEN_MS[Math.min(losses, REOPEN_MS.length - 1)]);
    losses += 1;
  };

  return { launch, close, current: () => opened, theme: () => theme };
}

/** Keeps one stage alive: opens it, feeds its layers, opens it anew when its context or the theme is lost. */
export function runStage(options: RunOptions): StageRun {
  const changed = new Set<MapDataKey>();
  const { pace } = options;
  const feed = throttle(() => {
    const opened = sessions.current();
    if (!opened) return;
    const keys = new Set(changed);
    changed.clear();
    pace.begin();
    opened.layers.update(options.data(), keys);
  }, pace.waitMs);
  const sessions = createSessions(options, () => {
    for (const key of ALL_KEYS) changed.add(key);
    // A new stage is empty: it is not to wait for the pace of the one before.
    feed.ask();
    feed.flush();
  });
  sessions.launch();
  return {
    touch(key) {
      changed.add(key);
      feed.ask();
      // What somebody chose is not to wait for the pace of the machine.
      if (key === 'focus' || key === 'track') feed.flush();
    },
    resize: () => sessions.current()?.stage.resize(),
    retheme() {
      if (JSON.stringify(options.readTheme()) !== JSON.stringify(sessions.theme())) sessions.launch();
    },
    shown: () => sessions.current()?.layers.shown() ?? [],
    stop() {
      sessions.close();
      feed.cancel();
    },
  };
}
