import { fullPages, rowsThatFit } from '../../state/paging.ts';
import { TABLE_REM } from '../../ui/data-table.ts';
import type { LoadSheet } from './rows.ts';

/** Sheets below one another as many as have room; one that is longer than a page goes on on the next. */
export function loadPages(
  sheets: readonly LoadSheet[],
  heightRem: number,
): readonly (readonly LoadSheet[])[] {
  const most = rowsThatFit(heightRem, { chromeRem: TABLE_REM.head, rowRem: TABLE_REM.row });
  const pages: LoadSheet[][] = [];
  let left = 0;
  for (const sheet of sheets.flatMap((one) => fullPages(one.rows, most).map((rows) => ({ ...one, rows })))) {
    const height = TABLE_REM.head + sheet.rows.length * TABLE_REM.row;
    if (height > left) {
      pages.push([]);
      left = heightRem;
    }
    pages.at(-1)?.push(sheet);
    left -= height;
  }
  return pages;
}
