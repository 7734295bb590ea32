import { GatewayError } from '../contract/errors.ts';

/** Keys that name an object's machinery; no event has such a field, so they are dropped wherever they stand. */
const MACHINERY = ['__proto__', 'constructor', 'prototype'];

/** Bytes as text; null when they are not UTF-8. */
export function utf8OrNull(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes as text. @throws {GatewayError} `unreadable_body` when they are not UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = utf8OrNull(bytes);
  if (text !== null) return text;
  throw new GatewayError('unreadable_body', 'the body must be UTF-8 text; convert it (GBK is not taken)');
}

/** @throws {GatewayError} `unreadable_body` with the place of the fault, without the text around it */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec(String(error))?.[0];
    throw new GatewayError('unreadable_body', `this is not JSON${place === undefined ? '' : ` (${place})`}`);
  }
}

/**
 * Makes parsed JSON safe to handle, in place: drops `MACHINERY` keys, replaces halves of surrogate pairs, which no
 * UTF-8 store could keep. Goes level by level, so that depth cannot exhaust the stack.
 * @throws {GatewayError} `too_deep`
 */
export function tidy(root: unknown, maxDepth: number): void {
  let level = isObject(root) ? [root] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > maxDepth) {
      throw new GatewayError('too_deep', `objects and arrays may be nested ${maxDepth} deep`);
    }
    level = level.flatMap(tidyChildren);
  }
}

type Parsed = Record<string, unknown>;

function isObject(value: unknown): value is Parsed {
  return value !== null && typeof value === 'object';
}

function tidyChildren(parent: Parsed): Parsed[] {
  const nested: Parsed[] = [];
  for (const key of Object.keys(parent)) {
    const value = MACHINERY.includes(key) ? undefined : parent[key];
    if (value === undefined) delete parent[key];
    else if (typeof value === 'string' && !value.isWellFormed()) parent[key] = value.toWellFormed();
    else if (isObject(value)) nested.push(value);
  }
  return nested;
}
