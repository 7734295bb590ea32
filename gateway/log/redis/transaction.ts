import type { RedisClient } from './client.ts';

export type Commands = ReturnType<RedisClient['multi']>;

/**
 * Runs commands as one transaction, so that what they see and leave is one state of the log. Their replies, in order.
 * @throws the first error among them.
 */
export async function atomically(
  client: RedisClient,
  fill: (commands: Commands) => void,
): Promise<unknown[]> {
  const commands = client.multi();
  fill(commands);
  const replies = (await commands.exec().catch(whatWasRefused)) ?? [];
  return replies.map(([error, value]) => {
    if (error) throw error;
    return value;
  });
}

/** An aborted transaction says nothing of itself; the command that the server refused to queue does. */
function whatWasRefused(error: unknown): never {
  throw (error as { readonly previousErrors?: readonly Error[] }).previousErrors?.[0] ?? error;
}
