import type { Theme } from '../../styles/tokens.ts';
import type { RegionGeometry } from '../geo/geometry.ts';
import type { EntityRef, MapData, MapDataKey, MapLayer } from '../layers/port.ts';
import { throttle } from '../view/throttle.ts';
import { type MountedStage, mountLayers } from './mount.ts';
import type { Stage } from './port.ts';

const ALL_KEYS: readonly MapDataKey[] = ['case', 'alarm', 'terminal', 'video', 'kpi', 'focus'];

/** Least time between two updates of the layers: positions are drawn at most twice a second. */
const UPDATE_MS = 500;
/** Pause before a lost stage is opened anew; the last one repeats. */
const REOPEN_MS = [200, 1_000, 3_000] as const;

export interface RunOptions {
  readonly geometry: RegionGeometry;
  readonly layers: readonly MapLayer[];
  readonly readTheme: () => Theme;
  readonly open: (theme: Theme) => Promise<Stage>;
  readonly data: () => MapData;
  readonly onReady: (stage: Stage) => void;
  readonly onSelect: (ref: EntityRef | null) => void;
  readonly onFailed: (error: unknown) => void;
}

export interface StageRun {
  /** Says that a part of the data has changed. */
  touch(key: MapDataKey): void;
  resize(): void;
  /** Opens the stage anew if colours, root unit or motion preference are no longer those it was drawn with. */
  retheme(): void;
  stop(): void;
}

interface Opened {
  readonly stage: Stage;
  readonly layers: MountedStage;
  close(): void;
}

async function openOnce(options: RunOptions, theme: Theme, onLost: () => void): Promise<Opened> {
  const stage = await options.open(theme);
  const layers = mountLayers(stage, options.layers, { geometry: options.geometry, theme });
  const stopLost = stage.onLost(onLost);
  const stopTap = stage.onTap((at, presses) => {
    if (presses === 2) stage.reset();
    else options.onSelect(layers.pick(at));
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

/** Keeps one stage alive: opens it, feeds its layers, opens it anew when its context or the theme is lost. */
export function runStage(options: RunOptions): StageRun {
  const changed = new Set<MapDataKey>();
  let opened: Opened | null = null;
  let theme = options.readTheme();
  let session = 0;
  let losses = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const feed = throttle(() => {
    if (!opened) return;
    const keys = new Set(changed);
    changed.clear();
    opened.layers.update(options.data(), keys);
  }, UPDATE_MS);

  const close = (): void => {
    clearTimeout(timer);
    feed.cancel();
    opened?.close();
    opened = null;
  };

  const start = async (): Promise<void> => {
    session += 1;
    const own = session;
    close();
    theme = options.readTheme();
    const next = await openOnce(options, theme, () => own === session && reopen());
    if (own !== session) return next.close();
    opened = next;
    for (const key of ALL_KEYS) changed.add(key);
    feed.ask();
    options.onReady(next.stage);
  };

  const launch = (): void => {
    start().catch(options.onFailed);
  };

  const reopen = (): void => {
    session += 1;
    const pause = REOPEN_MS[Math.min(losses, REOPEN_MS.length - 1)];
    losses += 1;
    close();
    timer = setTimeout(launch, pause);
  };

  launch();
  return {
    touch(key) {
      changed.add(key);
      feed.ask();
    },
    resize: () => opened?.stage.resize(),
    retheme() {
      if (JSON.stringify(options.readTheme()) !== JSON.stringify(theme)) launch();
    },
    stop() {
      session += 1;
      close();
    },
  };
}
