import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef, watch } from 'vue';
import { useWall } from './useWall.ts';

/** A clear picture is put away by itself after this long. */
export const CLEAR_FOR_MS = 60_000;

/** How far the look at a clear picture has come. */
export type ClearState = 'closed' | 'asking' | 'waiting' | 'open' | 'refused' | 'unanswered';

/** The look, and the verbs of the one who looks. */
export interface ClearPicture {
  readonly state: Readonly<ShallowRef<ClearState>>;
  /** Address that an `<img>` can show; null unless it is open. */
  readonly address: Readonly<ShallowRef<string | null>>;
  /** Asks what for. */
  readonly ask: () => void;
  /** Has the look written into the log and opens the picture. */
  readonly open: (reason: string) => Promise<void>;
  readonly close: () => void;
}

/** One look at a stored picture as it was taken, for a reason that the log keeps. */
export function useClearPicture(subject: () => string, hash: () => string): ClearPicture {
  const { clearPicture, live, now, selection } = useWall();
  const state = shallowRef<ClearState>('closed');
  const address = shallowRef<string | null>(null);
  let openedAt = 0;
  const close = (): void => {
    if (address.value !== null) URL.revokeObjectURL(address.value);
    address.value = null;
    state.value = 'closed';
  };
  const open = async (reason: string): Promise<void> => {
    state.value = 'waiting';
    selection.choose(subject());
    const picture = await clearPicture({ subject: subject(), hash: hash(), reason }).catch(
      () => 'unanswered' as const,
    );
    // Closed meanwhile, or shown of something else by now.
    if (state.value !== 'waiting') return;
    if (picture === null || picture === 'unanswered') {
      state.value = picture ?? 'refused';
      return;
    }
    openedAt = now.value;
    address.value = URL.createObjectURL(picture);
    state.value = 'open';
  };
  watch(now, (at) => {
    if (state.value === 'open' && at - openedAt >= CLEAR_FOR_MS * live.clock.value.rate) close();
  });
  watch(hash, close);
  onScopeDispose(close);
  return {
    state: shallowReadonly(state),
    address: shallowReadonly(address),
    ask() {
      selection.choose(subject());
      state.value = 'asking';
    },
    open,
    close,
  };
}
