import { describe, expect, it } from 'vitest';
import { defineComponent, h, nextTick, shallowRef } from 'vue';
import { RETRY_AFTER_MS, useFaultBoundary } from '../../../../screen/shell/useFaultBoundary.ts';
import { boxOf, createPlainApp, textOf } from '../../../support/plain-renderer.ts';

/** Two parts of a wall beside one another; the first fails while it is told to. */
function wall() {
  const now = shallowRef(1_000);
  const broken = shallowRef(false);
  const number = shallowRef(1);
  const part = (draw: () => string) => {
    const inner = defineComponent({ setup: () => () => h('p', draw()) });
    return defineComponent({
      setup() {
        const { fault, retry } = useFaultBoundary(now);
        retries.push(retry);
        return () => (fault.value === null ? h(inner) : h('p', `[${fault.value.at}]`));
      },
    });
  };
  const retries: (() => void)[] = [];
  const first = part(() => {
    if (broken.value) throw new Error('a number that cannot be read');
    return 'first ';
  });
  const second = part(() => `second ${number.value}`);
  const host = boxOf();
  createPlainApp({ render: () => h('div', [h(first), h(second)]) }).mount(host);
  return { now, broken, number, retries, told: () => textOf(host) };
}

describe('a part of the wall that fails', () => {
  it('says since when, and the part beside it goes on', async () => {
    const { broken, number, told } = wall();
    expect(told()).toBe('first second 1');
    broken.value = true;
    await nextTick();
    number.value = 2;
    await nextTick();
    expect(told()).toBe('[1000]second 2');
  });
  it('is tried again by itself, and stands once it can', async () => {
    const { broken, now, told } = wall();
    broken.value = true;
    await nextTick();
    broken.value = false;
    now.value += RETRY_AFTER_MS - 1;
    await nextTick();
    expect(told()).toContain('[1000]');
    now.value += 1;
    await nextTick();
    expect(told()).toBe('first second 1');
  });
  it('fails anew where it still cannot be drawn', async () => {
    const { broken, now, told } = wall();
    broken.value = true;
    await nextTick();
    now.value += RETRY_AFTER_MS;
    await nextTick();
    await nextTick();
    expect(told()).toBe(`[${1_000 + RETRY_AFTER_MS}]second 1`);
  });
  it('is tried again at once when somebody asks for it', async () => {
    const { broken, retries, told } = wall();
    broken.value = true;
    await nextTick();
    broken.value = false;
    retries[0]?.();
    await nextTick();
    expect(told()).toBe('first second 1');
  });
});
