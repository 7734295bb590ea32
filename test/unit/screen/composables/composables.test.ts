import { describe, expect, it } from 'vitest';
import { effectScope, nextTick, shallowRef } from 'vue';
import { useChangeCount } from '../../../../screen/composables/useChangeCount.ts';
import { RELEASE_AFTER_MS, useSelection } from '../../../../screen/composables/useSelection.ts';
import { useTicker } from '../../../../screen/composables/useTicker.ts';
import { useViewport } from '../../../../screen/composables/useViewport.ts';

describe('the ticker', () => {
  it('follows the gateway’s clock and falls silent with its scope', () => {
    let serverNow = 100;
    let beat = (): void => {};
    let stopped = 0;
    const scope = effectScope();
    const ticker = scope.run(() =>
      useTicker({
        serverNow: () => serverNow,
        every: (tick, ms) => {
          expect(ms).toBe(1_000);
          beat = tick;
          return () => {
            stopped += 1;
          };
        },
      }),
    );
    expect(ticker?.now.value).toBe(100);
    serverNow = 7_100;
    beat();
    expect(ticker?.now.value).toBe(7_100);
    scope.stop();
    expect(stopped).toBe(1);
  });
});

describe('the selection', () => {
  it('picks, lets go when picked again, and takes what the map found', () => {
    const { picked, pick, choose } = useSelection(shallowRef(0));
    pick('case:1');
    expect(picked.value).toBe('case:1');
    pick('case:2');
    expect(picked.value).toBe('case:2');
    pick('case:2');
    expect(picked.value).toBeNull();
    choose('alarm:1');
    choose('alarm:1');
    expect(picked.value).toBe('alarm:1');
  });
  it('is let go after a minute in which nobody picked', async () => {
    const now = shallowRef(0);
    const { picked, pick } = useSelection(now);
    pick('case:1');
    now.value = RELEASE_AFTER_MS - 1;
    await nextTick();
    expect(picked.value).toBe('case:1');
    now.value = RELEASE_AFTER_MS;
    await nextTick();
    expect(picked.value).toBeNull();
  });
});

describe('the selection under a simulated clock', () => {
  it('stays for a minute of the viewer', async () => {
    const now = shallowRef(0);
    const { picked, pick } = useSelection(now, () => 60);
    pick('case:1');
    now.value = RELEASE_AFTER_MS * 59;
    await nextTick();
    expect(picked.value).toBe('case:1');
    now.value = RELEASE_AFTER_MS * 60;
    await nextTick();
    expect(picked.value).toBeNull();
  });
});

describe('the viewport', () => {
  it('follows the window until its scope ends', () => {
    const listeners = new Set<() => void>();
    const view = {
      innerWidth: 1920,
      innerHeight: 1080,
      addEventListener: (_: string, listener: () => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
    };
    const scope = effectScope();
    const size = scope.run(() => useViewport(view as unknown as Window));
    view.innerWidth = 3840;
    for (const listener of listeners) listener();
    expect(size?.value).toEqual({ width: 3840, height: 1080 });
    scope.stop();
    expect(listeners.size).toBe(0);
  });
});

describe('the change count', () => {
  it('does not count the first value a number gets', async () => {
    const value = shallowRef<number | null>(null);
    const count = useChangeCount(value);
    value.value = 1;
    await nextTick();
    expect(count.value).toBe(0);
    value.value = 2;
    await nextTick();
    expect(count.value).toBe(1);
  });
});
