import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../../config/runtime/environment.ts';
import { ConfigurationError } from '../../config/runtime/problems.ts';
import { openKeyStore } from '../access/key-store.ts';
import { readUsage } from '../access/usage.ts';
import { GatewayError } from '../contract/errors.ts';
import { type KeyRequest, readKeyRequest, UsageError } from './keys/arguments.ts';
import { describeIssued, describeList } from './keys/words.ts';
import { fail, say } from './say.ts';

/**
 * Does what `npm run keys` was asked for on the key file of a data folder, also while the gateway runs on it.
 * @returns what is told to the person
 * @throws {GatewayError | Error} with what is wrong and how to mend it
 */
export async function runKeys(request: KeyRequest, dataDir: string): Promise<string> {
  const store = openKeyStore(dataDir);
  switch (request.verb) {
    case 'list':
      return describeList(await store.read(), await readUsage(dataDir), Date.now());
    case 'add':
      return describeIssued(request, await store.add(request.who, request.registration));
    case 'rotate':
      return describeIssued(request, await store.rotate(request.who, request.overlapHours));
    case 'revoke':
      if (request.kid === null) await store.remove(request.who);
      else await store.revokeKey(request.who, request.kid);
      return `已撤销 · revoked: ${request.who.kind} ${request.who.id} ${request.kid ?? '（全部密钥 · every key）'}\n网关一秒内生效 · the gateway refuses it within a second`;
  }
}

async function main(): Promise<void> {
  const request = readKeyRequest(process.argv.slice(2));
  say(await runKeys(request, resolve(readEnvironment(process.env).dataDir)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    const told = error instanceof UsageError || error instanceof GatewayError;
    if (told || error instanceof ConfigurationError) fail(error.message);
    fail(error instanceof Error ? error.message : String(error));
  });
}
