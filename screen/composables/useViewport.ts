import { getCurrentScope, onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue';

/** Size of the page in CSS pixels. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** What of a window is needed to follow its size. */
export type ViewportWindow = Pick<
  Window,
  'innerWidth' | 'innerHeight' | 'addEventListener' | 'removeEventListener'
>;

/** Size of the page in CSS pixels, following the window. */
export function useViewport(view: ViewportWindow = window): Readonly<ShallowRef<Viewport>> {
  const read = (): Viewport => ({ width: view.innerWidth, height: view.innerHeight });
  const size = shallowRef(read());
  const update = (): void => {
    size.value = read();
  };
  view.addEventListener('resize', update);
  if (getCurrentScope() !== undefined) onScopeDispose(() => view.removeEventListener('resize', update));
  return shallowReadonly(size);
}
