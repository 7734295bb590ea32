import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, for its author: where, and what was expected there. Never repeats the value itself. */
export interface Explanation {
  readonly detail: string;
  /** Keys from the root of the value, joined by dots; empty for the value as a whole. */
  readonly path: string;
}

const TOLD = 3;

/** The first faults of a value as sentences. `prefix` is where the value stands in what was sent, such as `data`. */
export function explain(error: z.ZodError, value: unknown, prefix = ''): Explanation {
  const faults = error.issues.map((issue) => ({
    path: [prefix, ...issue.path.map(String)].filter((key) => key !== '').join('.'),
    words: words(issue, at(value, issue.path)),
  }));
  const told = faults.slice(0, TOLD).map(({ path, words }) => `${path === '' ? 'the value' : path} ${words}`);
  const rest = faults.length - told.length;
  return {
    detail: `${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`,
    path: faults[0]?.path ?? prefix,
  };
}

function words(issue: Issue, found: unknown): string {
  if (found === undefined) return `is missing; expected ${expected(issue)}`;
  return `must be ${expected(issue)}${issue.code === 'invalid_type' ? `, not ${kindOf(found)}` : ''}`;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.startsWith('Invalid input') ? article(issue.expected) : issue.message;
    case 'invalid_value':
      return `${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'too_small':
    case 'too_big':
      return bound(issue);
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? `a valid ${issue.format}` : issue.message;
    default:
      return issue.message;
  }
}

function bound(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const [limit, side] = issue.code === 'too_small' ? [issue.minimum, 'at least'] : [issue.maximum, 'at most'];
  const noun = { string: ' characters long', array: ' items long' }[String(issue.origin)] ?? '';
  return `${side} ${limit}${noun}`;
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

function article(kind: string): string {
  return NAMES[kind] ?? kind;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number without bounds';
  return article(typeof value);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      node !== null && typeof node === 'object' ? (node as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
