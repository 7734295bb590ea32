/** A value that cannot be taken: where it stands, what it is and what was expected. */
export class RowError extends Error {
  readonly line: number;

  constructor(line: number, column: string | null, found: string, expected: string) {
    super(`第 ${line} 行${column === null ? '' : ` · ${column}`} · “${found}”：${expected}`);
    this.name = 'RowError';
    this.line = line;
  }
}
