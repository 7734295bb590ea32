import type { z } from 'zod';

/** Everything that is wrong with the configuration, told at once. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `配置有 ${problems.length} 处问题 · the configuration has ${problems.length} problem(s):\n${problems.map((text) => `  - ${text}`).join('\n')}`,
    );
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/** One line per issue: where it is (file or variable, path) and what was expected. */
export function describeIssues(where: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    return `${where}${path === '' ? '' : ` at ${path}`}: ${issue.message}`;
  });
}
