import type { Gateway } from '../ways/gateway.ts';
import type { Outcome } from '../ways/outcome.ts';
import type { TimedCommand } from '../world/officers.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';

/** The officers at their desks: one command after the other, by `POST /v1/commands`. */
export function operatorFeed(world: World, gateway: Gateway): Feed<TimedCommand> {
  return {
    name: 'operator',
    title: '值班席',
    since: world.officers.since,
    pull: world.officers.commands,
    deliver: async (batch) => {
      const rejected: Outcome['rejected'][number][] = [];
      for (const { command } of batch) {
        const answer = await gateway.command(command);
        if (!answer.done) rejected.push({ id: command.id, code: 'command', detail: answer.detail });
      }
      return { accepted: batch.length - rejected.length, duplicates: 0, rejected };
    },
  };
}
