import { describe, expect, it } from 'vitest';
import { effectScope } from 'vue';
import { type Deed, useDeed } from '../../../../screen/composables/useDeed.ts';

/** A deed whose answer comes when it is told to. */
function deedOf() {
  let answer = (_done: boolean): void => {};
  let lose = (): void => {};
  let undone = 0;
  const scope = effectScope();
  const act = () =>
    new Promise<boolean>((resolve, reject) => {
      answer = resolve;
      lose = () => reject(new Error('no answer'));
    });
  const deed = scope.run(() =>
    useDeed(act, () => {
      undone += 1;
    }),
  ) as Deed;
  return { deed, scope, answer: (done: boolean) => answer(done), lose: () => lose(), undone: () => undone };
}

describe('something done for a purpose', () => {
  it('asks, waits, is done, and is put away when it is closed', async () => {
    const { deed, answer, undone } = deedOf();
    deed.ask();
    expect(deed.state.value).toBe('asking');
    const acting = deed.act('核对到场时间');
    expect(deed.state.value).toBe('waiting');
    answer(true);
    await acting;
    expect([deed.state.value, undone()]).toEqual(['done', 0]);
    deed.close();
    expect([deed.state.value, undone()]).toEqual(['closed', 1]);
  });
  it('says that it was refused, and brings nothing', async () => {
    const { deed, answer, undone } = deedOf();
    const acting = deed.act('核对到场时间');
    answer(false);
    await acting;
    expect(deed.state.value).toBe('refused');
    deed.close();
    expect(undone()).toBe(0);
  });
  it('says that nothing is known where no answer came', async () => {
    const { deed, lose } = deedOf();
    const acting = deed.act('核对到场时间');
    lose();
    await acting;
    expect(deed.state.value).toBe('unanswered');
  });
  it('puts away what comes after it was closed', async () => {
    const { deed, scope, answer, undone } = deedOf();
    const acting = deed.act('核对到场时间');
    scope.stop();
    answer(true);
    await acting;
    expect([deed.state.value, undone()]).toEqual(['closed', 1]);
  });
});
