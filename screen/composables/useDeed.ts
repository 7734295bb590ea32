import { onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue';

/** How far something that needs a purpose has come. */
export type DeedState = 'closed' | 'asking' | 'waiting' | 'done' | 'refused' | 'unanswered';

const ended = (done: boolean): DeedState => (done ? 'done' : 'refused');

/** One thing that a viewer does for a stated purpose, and its steps. */
export interface Deed {
  readonly state: Readonly<ShallowRef<DeedState>>;
  /** Asks what for. */
  readonly ask: () => void;
  /** Has it done. */
  readonly act: (reason: string) => Promise<void>;
  readonly close: () => void;
}

/**
 * @param act does it; false when the gateway refuses; rejects when nothing is known of what became of it
 * @param undo puts away what it has brought; called once it is closed or its callout gone
 */
export function useDeed(act: (reason: string) => Promise<boolean>, undo: () => void = () => {}): Deed {
  const state = shallowRef<DeedState>('closed');
  const close = (): void => {
    if (state.value === 'done') undo();
    state.value = 'closed';
  };
  onScopeDispose(close);
  return {
    state: shallowReadonly(state),
    ask() {
      state.value = 'asking';
    },
    async act(reason) {
      state.value = 'waiting';
      const done = await act(reason).catch(() => null);
      // Closed meanwhile: what came is put away again.
      if (state.value !== 'waiting') {
        if (done) undo();
        return;
      }
      state.value = done === null ? 'unanswered' : ended(done);
    },
    close,
  };
}
