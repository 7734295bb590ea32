import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './client.ts';

export interface Script {
  readonly text: string;
  readonly sha: string;
}

const textOf = (names: readonly string[]) =>
  names.map((name) => readFileSync(new URL(`./${name}.lua`, import.meta.url), 'utf8')).join('\n');

const scriptOf = (text: string): Script => ({ text, sha: hash('sha1', text) });

const load = (...names: string[]) => scriptOf(textOf(names));

/** For what makes room: it is done at the server's memory limit too, where every other write is refused. */
const loadForFull = (...names: string[]) => scriptOf(`#!lua flags=allow-oom\n${textOf(names)}`);

export const SCRIPTS = {
  open: load('head', 'open'),
  append: load('head', 'lease-check', 'append'),
  fence: load('head', 'fence'),
  trim: loadForFull('lease-check', 'trim'),
  rewrite: load('lease-check', 'rewrite'),
  read: load('head', 'read'),
  place: load('place'),
  saveSnapshot: load('lease-check', 'save-snapshot'),
  saveTracks: load('lease-check', 'save-tracks'),
  forget: load('lease-check', 'forget'),
  forgetField: load('lease-check', 'forget-field'),
  lease: loadForFull('lease'),
  release: load('release'),
} as const;

type Values = readonly (string | number | Buffer)[];

/** Runs a script by its hash, and by its text where the server does not know it (after a restart or a failover). */
export function runScript(
  client: RedisClient,
  script: Script,
  keys: readonly string[],
  values: Values,
): Promise<unknown> {
  return knownOrNot(
    () => client.evalsha(script.sha, keys.length, ...keys, ...values),
    () => client.eval(script.text, keys.length, ...keys, ...values),
  );
}

/** The same, with every text of the reply as its bytes. */
export function runScriptForBytes(
  client: RedisClient,
  script: Script,
  keys: readonly string[],
  values: Values,
): Promise<unknown> {
  return knownOrNot(
    () => client.callBuffer('EVALSHA', script.sha, keys.length, ...keys, ...values),
    () => client.callBuffer('EVAL', script.text, keys.length, ...keys, ...values),
  );
}

async function knownOrNot(byHash: () => Promise<unknown>, byText: () => Promise<unknown>): Promise<unknown> {
  try {
    return await byHash();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return byText();
  }
}
