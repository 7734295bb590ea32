import { leaseLost } from '../forked.ts';
import type { Lease } from '../port.ts';
import { leaseValues } from './append.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';

/** Keys that one script deletes: bounds how long the server serves nobody else. */
const AT_ONCE = 500;

/** What an index lists and where it lies. */
export interface Forgotten {
  readonly index: string;
  /** A hash or a sorted set. */
  readonly remove: 'HDEL' | 'ZREM';
  readonly members: readonly string[];
  /** Keys that go with the members; any number of them. */
  readonly names: readonly string[];
  readonly lease?: Lease | undefined;
}

/** Deletes in the same step in which it looks whether the lease is still the caller's. @throws GatewayError `lease_lost` */
export async function forget({ run }: Connection, keys: Keys, forgotten: Forgotten): Promise<void> {
  const { index, remove, members, names, lease } = forgotten;
  if (members.length === 0) return;
  const values = [...leaseValues(lease), remove, ...members];
  const done = await run((client) =>
    runScript(client, SCRIPTS.forget, [index, keys.fences, ...names], values),
  );
  if (done === null) throw leaseLost(lease?.name ?? '');
}

/** The same for many members of which each has one key. @throws GatewayError `lease_lost` */
export async function forgetMany(
  connection: Connection,
  keys: Keys,
  { nameOf, ...all }: Omit<Forgotten, 'names'> & { readonly nameOf: (member: string) => string },
): Promise<void> {
  for (let at = 0; at < all.members.length; at += AT_ONCE) {
    const members = all.members.slice(at, at + AT_ONCE);
    await forget(connection, keys, { ...all, members, names: members.map(nameOf) });
  }
}

/** Removes a field of many hashes. @throws GatewayError `lease_lost` */
export async function forgetField(
  { run }: Connection,
  keys: Keys,
  {
    names,
    field,
    lease,
  }: { readonly names: readonly string[]; readonly field: string } & Pick<Forgotten, 'lease'>,
): Promise<void> {
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = [keys.fences, ...names.slice(at, at + AT_ONCE)];
    const done = await run((client) =>
      runScript(client, SCRIPTS.forgetField, some, [...leaseValues(lease), field]),
    );
    if (done === null) throw leaseLost(lease?.name ?? '');
  }
}
