import { describe, expect, it } from 'vitest';
import type { Position } from '../../../../gateway/contract/position.ts';
import { chainHash } from '../../../../gateway/log/chain.ts';
import { createOwnTail } from '../../../../gateway/log/own-tail.ts';
import type { AppendOutcome } from '../../../../gateway/log/port.ts';
import { type RecordedDraft, recordDraft } from '../../../../gateway/log/recorded.ts';
import { draft, drafts } from '../../../conformance/drafts.ts';

const START: Position = { e: 'e1', n: 0, h: '' };
const recorded = (from: number, to: number) => drafts(from, to).map(recordDraft);

/** What a log that stands at `at` answers to an append. */
function appended(at: Position, batch: readonly RecordedDraft[]): AppendOutcome[] {
  let { e, n, h } = at;
  return batch.map((one) => {
    n += 1;
    h = chainHash(h, one);
    return { status: 'new', position: { e, n, h } };
  });
}

const placeOf = (outcomes: readonly AppendOutcome[]) => (outcomes.at(-1) as AppendOutcome).position;
const numbers = (entries: readonly { readonly n: number }[]) => entries.map(({ n }) => n);

describe('what this process appended itself', () => {
  it('is told in order, across appends that follow one another, once', () => {
    const tail = createOwnTail();
    const first = appended(START, recorded(1, 2));
    const second = appended(placeOf(first), recorded(3, 4));
    tail.add(recorded(3, 4), second);
    tail.add(recorded(1, 2), first);
    const told = tail.after(START, 100);
    expect(numbers(told)).toEqual([1, 2, 3, 4]);
    expect(told[2]).toEqual({ ...recorded(3, 3)[0], ...second[0]?.position, healed: null });
    expect(tail.after(START, 100)).toEqual([]);
  });

  it('comes in pieces of about the limit', () => {
    const tail = createOwnTail();
    const first = appended(START, recorded(1, 2));
    tail.add(recorded(1, 2), first);
    tail.add(recorded(3, 4), appended(placeOf(first), recorded(3, 4)));
    expect(numbers(tail.after(START, 1))).toEqual([1, 2]);
    expect(numbers(tail.after(placeOf(first), 1))).toEqual([3, 4]);
  });

  it('is only what was new', () => {
    const tail = createOwnTail();
    const [one] = appended(START, recorded(1, 1));
    const batch = recorded(1, 2);
    const [, two] = appended(START, batch);
    tail.add(batch, [{ ...(one as AppendOutcome), status: 'duplicate' }, two as AppendOutcome]);
    expect(tail.after(START, 100)).toEqual([]);
    expect(numbers(tail.after((one as AppendOutcome).position, 100))).toEqual([2]);
  });
});

describe('nothing is told', () => {
  it.each([
    ['behind an entry of somebody else', (at: Position) => ({ ...at, n: at.n - 1 })],
    ['in another chain', (at: Position) => ({ ...at, h: 'another' })],
    ['in another epoch', (at: Position) => ({ ...at, e: 'e2' })],
  ])('%s', (_name, otherPlace) => {
    const tail = createOwnTail();
    const first = appended(START, recorded(1, 3));
    const at = placeOf(first);
    tail.add(recorded(4, 5), appended(at, recorded(4, 5)));
    expect(tail.after(otherPlace(at), 100)).toEqual([]);
    expect(numbers(tail.after(at, 100))).toEqual([4, 5]);
  });

  it('of a reader that has passed it, and of more than is kept', () => {
    const tail = createOwnTail();
    const first = appended(START, recorded(1, 3));
    tail.add(recorded(1, 3), first);
    tail.after(placeOf(first), 100);
    expect(tail.after(START, 100)).toEqual([]);
    const large = [recordDraft(draft('1', { data: { text: 'x'.repeat(9 * 1_024 * 1_024) } }))];
    tail.add(large, appended(START, large));
    expect(tail.after(START, 100)).toEqual([]);
  });
});
