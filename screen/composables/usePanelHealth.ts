import { type ComputedRef, computed, type MaybeRefOrGetter, toValue } from 'vue';
import type { ProducerFeed } from '../../gateway/contract/feeds.ts';
import { ageWords } from '../locale/time.ts';
import { useWall, type Wall } from './useWall.ts';

/** A panel without data says what is missing after this long. */
const PATIENCE_MS = 3_000;
/** So many silent feeds are told by their names, more by their number. */
const NAMED = 2;

/** Where fewer feeds are told of than the header counts, the words say of which. */
type ManySilent = 'feed.silentMany' | 'map.silentMany';

/** How a panel stands: still without a state, connected, cut off, or with one of its feeds silent or never heard. */
export interface PanelHealth {
  readonly phase: 'loading' | 'live' | 'stale' | 'silent';
  /** What the panel must say about itself, or null. */
  readonly note: string | null;
  /** All that is missing was never heard: what the others told is as fresh as ever. */
  readonly neverOnly?: true;
  /** What the panel is about is heard: where it has nothing to show, there is nothing. */
  readonly calm: boolean;
}

/**
 * Three kinds of health, never merged: is the page connected, is there a state at all, are the panel's feeds heard.
 * @param feeds feeds whose silence the panel must tell, what it is about first
 * @param many words for more silent feeds than are named
 */
export function usePanelHealth(
  feeds: MaybeRefOrGetter<readonly ProducerFeed[]> = [],
  many: ManySilent = 'feed.silentMany',
): ComputedRef<PanelHealth> {
  const wall = useWall();
  return computed(() => {
    if (wall.live.place.value === null) return { phase: 'loading', note: waitingNote(wall), calm: false };
    const link = wall.live.link.value;
    if (link.state !== 'live') return { phase: 'stale', note: staleNote(wall), calm: false };
    const all = toValue(feeds);
    const silent = silentNote(wall, all, many);
    if (silent !== null) return { phase: 'silent', note: silent, calm: false };
    const never = neverNote(wall, all);
    if (never === null) return { phase: 'live', note: null, calm: true };
    const calm = stateOf(wall, all[0]) === 'LIVE';
    return { phase: 'silent', note: never, neverOnly: true, calm };
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

/** What was heard and fell silent, or null; of several how many, and since when the first of them is. */
function silentNote(
  { live, now, say }: Wall,
  feeds: readonly ProducerFeed[],
  many: ManySilent,
): string | null {
  const silent = feeds.flatMap((id) => {
    const { state, silentSince = null } = live.collections.feed.value.get(id) ?? {};
    return state === 'SILENT' && silentSince !== null ? [{ id, silentSince }] : [];
  });
  const [first] = silent;
  if (first === undefined) return null;
  const duration = ageWords(now.value - Math.min(...silent.map(({ silentSince }) => silentSince)), say);
  // The header counts all feeds: a panel names its own, or its number would be taken for another one of the same.
  if (silent.length > NAMED) return say(many, { n: silent.length, duration });
  const feed = silent.map(({ id }) => say(`feed.${id}`)).join(say('list.and'));
  if (silent.length > 1) return say('feed.silentNamed', { feed, duration });
  return feeds.length === 1 ? say('state.silent', { duration }) : say('state.silentOf', { feed, duration });
}

function stateOf({ live }: Wall, id: ProducerFeed | undefined) {
  return id === undefined ? undefined : live.collections.feed.value.get(id)?.state;
}

/** What was never heard, or null: told after what is silent, for a hall may do without it for ever. */
function neverNote({ live, say }: Wall, feeds: readonly ProducerFeed[]): string | null {
  const never = feeds.filter((id) => live.collections.feed.value.get(id)?.state === 'NONE');
  const [first] = never;
  if (first === undefined) return null;
  return never.length > 1
    ? say('feed.noneMany', { n: never.length })
    : say('feed.none', { feed: say(`feed.${first}`) });
}
