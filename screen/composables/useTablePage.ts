import type { ComputedRef } from 'vue';
import { type Page, rowsThatFit } from '../state/paging.ts';
import { usePage } from './usePage.ts';

/** Heights in `ui/DataTable.vue`, in root units: of its heads, and of a row of one line with the line above it. */
const HEAD_REM = 1.9;
const ROW_REM = 1.82;

/**
 * The page of a table's rows that stands now, as many as have room. @param heightRem for the table with its heads
 * @param rowRem height of a row
 */
export function useTablePage<T>(
  all: () => readonly T[],
  heightRem: () => number,
  rowRem: number = ROW_REM,
): ComputedRef<Page<T>> {
  return usePage(all, () => rowsThatFit(heightRem(), { chromeRem: HEAD_REM, rowRem }));
}
