import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Scenario, scenario } from './scenario.ts';

const FOLDER = new URL('../scenarios/', import.meta.url);
/** A scenario that builds on one that builds on another … is more likely a circle. */
const DEEPEST = 4;

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** `over` laid over `base`: objects field by field, everything else as a whole. */
function laidOver(base: Plain, over: Plain): Plain {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = base[name];
    merged[name] = isPlain(below) && isPlain(value) ? laidOver(below, value) : value;
  }
  return merged;
}

/** A shipped scenario's name, or the path of a file of one's own. */
function fileOf(name: string): string {
  const own = resolve(name);
  if (name.endsWith('.json') && existsSync(own)) return own;
  const shipped = fileURLToPath(new URL(`${name}.json`, FOLDER));
  if (/^[a-z0-9-]+$/.test(name) && existsSync(shipped)) return shipped;
  throw new Error(
    `没有场景“${name}”；可用 mock-feeds/scenarios 中的名称，或写出 .json 文件的路径 · no such scenario: a name of mock-feeds/scenarios, or the path of a .json file`,
  );
}

function read(name: string, depth: number): Plain {
  const file = fileOf(name);
  if (depth > DEEPEST) throw new Error(`${file}: extends 层数过多或成环`);
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file}: 不是有效的 JSON`, { cause });
  }
  if (!isPlain(text)) throw new Error(`${file}: 应为一个对象`);
  const { extends: base, ...own } = text;
  return typeof base === 'string' ? laidOver(read(base, depth + 1), own) : own;
}

/** Reads a scenario by name or path, laid over the one it `extends`. Throws a message with the bad fields. */
export function loadScenario(name: string): Scenario {
  const checked = scenario.safeParse(read(name, 1));
  if (!checked.success) throw new Error(`场景 ${name}: ${z.prettifyError(checked.error)}`);
  return checked.data;
}
