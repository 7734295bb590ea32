/** Heights in `DataTable.vue`, in root units: of its heads, and of a row of one line. */
export const TABLE_REM = { head: 1.9, row: 1.82 } as const;
