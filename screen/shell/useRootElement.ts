import { type ComputedRef, watchEffect } from 'vue';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import type { LivePort } from '../state/port.ts';

export interface RootElementOptions {
  readonly live: LivePort;
  /** Root unit in CSS pixels. */
  readonly unit: ComputedRef<number>;
  readonly config: PageConfig;
  /** Whether an exercise is under way. */
  readonly exercising: () => boolean;
  /** @default the page's own */
  readonly page?: Document;
}

/** Writes on `<html>` what the outside may read: link, mode and position (decisions D15), and the root unit. */
export function useRootElement({
  live,
  unit,
  config,
  exercising,
  page = document,
}: RootElementOptions): void {
  const root = page.documentElement;
  page.title = config.title;
  watchEffect(() => {
    root.dataset.mode = exercising() ? 'exercise' : 'live';
    root.dataset.link = live.link.value.state;
    root.dataset.position = String(live.place.value?.n ?? '');
    root.style.fontSize = `${unit.value}px`;
  });
}
