/** Only a fault of the program itself is worth its stack; every other error says in its words what to do. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isFault = [TypeError, RangeError, ReferenceError].some((kind) => error instanceof kind);
  return isFault ? (error.stack ?? error.message) : error.message;
}
