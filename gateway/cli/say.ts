/** What a person reads in the terminal. Commands write here; the gateway's own records go through its logger. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ends the command with one clear sentence instead of a stack trace. */
export function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
