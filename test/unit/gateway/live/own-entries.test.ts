import { describe, expect, it } from 'vitest';
import { tickDraft } from '../../../../gateway/live/own-entries.ts';

describe('an entry of the gateway itself', () => {
  it('has the same id when it is sent again, and another in another term of office', () => {
    expect(tickDraft(5, 1)).toEqual(tickDraft(5, 1));
    expect(tickDraft(5, 2).id).not.toBe(tickDraft(5, 1).id);
    expect(tickDraft(6, 1).id).not.toBe(tickDraft(5, 1).id);
  });
});
