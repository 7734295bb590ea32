import { fullPages, rowsThatFit } from '../../state/paging.ts';
import type { LoadSheet } from './rows.ts';

/** Heights in `ui/DataTable.vue`, in root units: of its heads, and of a row of one line. */
const HEAD_REM = 1.9;
const ROW_REM = 1.82;

/** Sheets below one another as many as have room; one that is longer than a page goes on on the next. */
export function loadPages(
  sheets: readonly LoadSheet[],
  heightRem: number,
): readonly (readonly LoadSheet[])[] {
  const most = rowsThatFit(heightRem, { chromeRem: HEAD_REM, rowRem: ROW_REM });
  const pages: LoadSheet[][] = [];
  let left = 0;
  for (const sheet of sheets.flatMap((one) => fullPages(one.rows, most).map((rows) => ({ ...one, rows })))) {
    const height = HEAD_REM + sheet.rows.length * ROW_REM;
    if (height > left) {
      pages.push([]);
      left = heightRem;
    }
    pages.at(-1)?.push(sheet);
    left -= height;
  }
  return pages;
}
