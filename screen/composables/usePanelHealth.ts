import { type ComputedRef, computed } from 'vue';
import type { ProducerFeed } from '../../gateway/contract/feeds.ts';
import { ageWords } from '../locale/time.ts';
import { useWall, type Wall } from './useWall.ts';

/** A panel without data says what is missing after this long. */
const PATIENCE_MS = 3_000;

/** How a panel stands: still without a state, connected, cut off, or with one of its feeds silent or never heard. */
export interface PanelHealth {
  readonly phase: 'loading' | 'live' | 'stale' | 'silent';
  /** What the panel must say about itself, or null. */
  readonly note: string | null;
}

/**
 * Three kinds of health, never merged: is the page connected, is there a state at all, are the panel's feeds heard.
 * @param feeds feeds whose silence the panel must tell
 */
export function usePanelHealth(feeds: readonly ProducerFeed[] = []): ComputedRef<PanelHealth> {
  const wall = useWall();
  return computed(() => {
    if (wall.live.place.value === null) return { phase: 'loading', note: waitingNote(wall) };
    const link = wall.live.link.value;
    if (link.state !== 'live') return { phase: 'stale', note: staleNote(wall) };
    const note = silentNote(wall, feeds);
    return { phase: note === null ? 'live' : 'silent', note };
  });
}

/** Asked anew with each tick; the gateway's clock may step at its first word, and tells nothing of how long it took. */
function waitingNote({ live, now, say }: Wall): string | null {
  void now.value;
  const waited = live.upMs();
  return waited < PATIENCE_MS ? null : say('state.waiting', { seconds: Math.floor(waited / 1_000) });
}

function staleNote({ live, now, say }: Wall): string | null {
  const { since } = live.link.value;
  if (since === null) return null;
  return say('state.stale', { duration: ageWords(now.value - since, say) });
}

function silentNote({ live, now, say }: Wall, feeds: readonly ProducerFeed[]): string | null {
  for (const id of feeds) {
    const feed = live.collections.feed.value.get(id);
    if (feed?.state === 'NONE') return say('feed.none', { feed: say(`feed.${id}`) });
    if (feed?.state !== 'SILENT' || feed.silentSince === null) continue;
    const duration = ageWords(now.value - feed.silentSince, say);
    return feeds.length === 1
      ? say('state.silent', { duration })
      : say('state.silentOf', { feed: say(`feed.${id}`), duration });
  }
  return null;
}
