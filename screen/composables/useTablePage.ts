import type { ComputedRef } from 'vue';
import { type Page, rowsThatFit } from '../state/paging.ts';
import { usePage } from './usePage.ts';

/** Heights in `ui/DataTable.vue`, in root units: of its heads, and of a row with the line above it. */
const TABLE = { chromeRem: 1.9, rowRem: 1.82 };

/** The page of a table's rows that stands now, as many as have room. @param heightRem for the table with its heads */
export function useTablePage<T>(all: () => readonly T[], heightRem: () => number): ComputedRef<Page<T>> {
  return usePage(all, () => rowsThatFit(heightRem(), TABLE));
}
