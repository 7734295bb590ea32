import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../../config/runtime/environment.ts';
import type { LetterPage } from '../contract/dead-letters.ts';
import { runningInstance } from '../ops/instance.ts';
import { fail, say } from './say.ts';

const USAGE = `死信 · dead letters（需要 YITU_ADMIN_KEY）
  npm run letters -- list [--producer P] [--code C] [--since T] [--until T] [--q WORDS] [--state open|settled|all]
  npm run letters -- show KEY
  npm run letters -- resubmit KEY [event.json]
  npm run letters -- export [letters.ndjson] [filters]
  npm run letters -- delete KEY --reason WHY`;

const FILTERS = ['producer', 'code', 'since', 'until', 'q', 'state'] as const;

function readArguments() {
  const string = { type: 'string' } as const;
  const options = { producer: string, code: string, since: string, until: string, q: string, state: string };
  try {
    return parseArgs({ allowPositionals: true, options: { ...options, reason: string } });
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

type Values = ReturnType<typeof readArguments>['values'];

function queryOf(values: Values, names: readonly (keyof Values)[]): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of names) if (values[name] !== undefined) query.set(name, values[name]);
  return query;
}

/** The gateway that runs on this data folder, else the one at the configured address. */
function connect() {
  const environment = readEnvironment(process.env);
  const { HOST, PORT, YITU_ADMIN_KEY: key } = environment;
  if (key === undefined) return fail('请设 YITU_ADMIN_KEY · set YITU_ADMIN_KEY to the administrator key');
  const url = runningInstance(environment.dataDir)?.url ?? `http://${HOST}:${PORT}`;
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/cloudevents+json' };
    const answer = await fetch(`${url}/v1/dead-letters${path}`, { ...init, headers }).catch(() =>
      fail(`${url} 没有应答 · does not answer; is the gateway running?`),
    );
    return answer.ok ? answer : fail(`${answer.status} ${await answer.text()}`);
  };
}

type Call = ReturnType<typeof connect>;

async function list(call: Call, values: Values): Promise<void> {
  let cursor: string | null = null;
  do {
    const query = queryOf(values, FILTERS);
    if (cursor !== null) query.set('cursor', cursor);
    const page = (await (await call(`?${query}`)).json()) as LetterPage;
    for (const { key, producer, code, path, count, lastSeen, settled } of page.deadLetters) {
      const state = settled === null ? '' : ' 已了结';
      say(`${key}  ${lastSeen}  ${producer}  ${code}  ${path ?? ''}  ×${count}${state}`);
    }
    cursor = page.next;
  } while (cursor !== null);
}

async function exported(call: Call, values: Values, file: string | undefined): Promise<void> {
  const lines = await (await call(`/export?${queryOf(values, FILTERS)}`)).text();
  if (file === undefined) process.stdout.write(lines);
  else writeFileSync(file, lines);
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const [verb, subject, file] = positionals;
  const one = `/${encodeURIComponent(subject ?? '')}`;
  const needed = ['show', 'resubmit', 'delete'].includes(verb ?? '') && subject === undefined;
  if (needed || !['list', 'show', 'resubmit', 'export', 'delete'].includes(verb ?? '')) fail(USAGE);
  const call = connect();
  if (verb === 'list') return list(call, values);
  if (verb === 'export') return exported(call, values, subject);
  if (verb === 'show') return say(JSON.stringify(await (await call(one)).json(), null, 2));
  if (verb === 'delete') {
    await call(`${one}?${queryOf(values, ['reason'])}`, { method: 'DELETE' });
    return say('已删除 · deleted');
  }
  const body = file === undefined ? '' : readFileSync(file, 'utf8');
  say(await (await call(`${one}/resubmit`, { method: 'POST', body })).text());
}

await main();
