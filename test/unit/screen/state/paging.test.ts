import { describe, expect, it } from 'vitest';
import { fullPages, MAX_PAGES, PAGE_MS, pageAt, rowsThatFit } from '../../../../screen/state/paging.ts';

const list = Array.from({ length: 30 }, (_, index) => index);

describe('paging', () => {
  it('shows as many pages as the urgent rows need', () => {
    expect(pageAt(list, { capacity: 6, urgent: 14, now: 0, paused: false })).toMatchObject({
      page: 1,
      pages: 3,
    });
  });
  it('turns every fifteen seconds and begins again', () => {
    const at = (now: number) => pageAt(list, { capacity: 6, urgent: 14, now, paused: false }).rows[0];
    expect([0, PAGE_MS - 1, PAGE_MS, 2 * PAGE_MS, 3 * PAGE_MS].map(at)).toEqual([0, 0, 6, 12, 0]);
  });
  it('keeps pinned rows on top of every page while the others turn', () => {
    const rowsAt = (now: number) =>
      pageAt(list, { capacity: 6, urgent: 10, pinned: 3, now, paused: false }).rows;
    expect(rowsAt(0)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(rowsAt(PAGE_MS)).toEqual([0, 1, 2, 6, 7, 8]);
  });
  it('keeps the worst half where the pinned would leave nothing to turn', () => {
    const page = (now: number) => pageAt(list, { capacity: 6, urgent: 9, pinned: 9, now, paused: false });
    expect(page(0).pages).toBe(2);
    expect(page(PAGE_MS)).toMatchObject({ rows: [0, 1, 2, 6, 7, 8], hidden: [3, 4, 5, ...list.slice(9)] });
  });
  it('stays on the first page while paused', () => {
    expect(pageAt(list, { capacity: 6, urgent: 14, now: PAGE_MS, paused: true }).page).toBe(1);
  });
  it('fills one page when nothing is urgent', () => {
    const page = pageAt(list, { capacity: 6, urgent: 0, now: 5 * PAGE_MS, paused: false });
    expect(page).toMatchObject({ pages: 1, rows: [0, 1, 2, 3, 4, 5] });
  });
  it('never makes more pages than anybody waits for', () => {
    expect(pageAt(list, { capacity: 2, urgent: 30, now: 0, paused: false }).pages).toBe(MAX_PAGES);
  });
  it('fills a last page that lacks rows with those before them, so that none stands half empty', () => {
    const page = (count: number, at: number) =>
      pageAt(list.slice(0, count), {
        capacity: 7,
        urgent: count,
        now: at * PAGE_MS,
        paused: false,
        filled: true,
      });
    expect(page(8, 0)).toMatchObject({ rows: [0, 1, 2, 3, 4, 5, 6], hidden: [7] });
    expect(page(8, 1)).toMatchObject({ rows: [1, 2, 3, 4, 5, 6, 7], hidden: [0], page: 2, pages: 2 });
    expect(page(14, 1).rows).toEqual([7, 8, 9, 10, 11, 12, 13]);
    expect(page(3, 0)).toMatchObject({ rows: [0, 1, 2], pages: 1 });
  });
  it('rows and hidden together are the whole list', () => {
    const { rows, hidden } = pageAt(list, { capacity: 7, urgent: 20, now: PAGE_MS, paused: false });
    expect([...rows, ...hidden].sort((a, b) => a - b)).toEqual(list);
  });
  it('has one empty page for an empty list', () => {
    expect(pageAt([], { capacity: 6, urgent: 0, now: 0, paused: false })).toMatchObject({
      rows: [],
      pages: 1,
    });
  });
});

describe('rows that fit', () => {
  it('are whole rows and at least one', () => {
    expect(rowsThatFit(30, { chromeRem: 5, rowRem: 4.7 })).toBe(5);
    expect(rowsThatFit(3, { chromeRem: 5, rowRem: 4.7 })).toBe(1);
  });
});

describe('all pages of a list', () => {
  it.each([
    [0, []],
    [2, [[0, 1]]],
    [3, [[0, 1, 2]]],
    [
      7,
      [
        [0, 1, 2],
        [3, 4, 5],
        [4, 5, 6],
      ],
    ],
  ])('of %i rows, three to a page, are full and leave none out', (count, pages) => {
    expect(fullPages(list.slice(0, count), 3)).toEqual(pages);
  });
});
