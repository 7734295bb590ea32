/** A command was called wrongly; `problems` are complete sentences, all of them at once. */
export class UsageError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'UsageError';
    this.problems = problems;
  }
}

/** Exit status of a command that was called wrongly. */
export const EXIT_USAGE = 2;

/**
 * Runs a command's body: its text goes to the output; on `UsageError` every problem goes to the error output
 * and the exit status is 2.
 */
export function runCommand(name: string, body: () => string): void {
  try {
    process.stdout.write(body());
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${name}:\n${error.problems.map((p) => `  - ${p}\n`).join('')}`);
    process.exitCode = EXIT_USAGE;
  }
}
