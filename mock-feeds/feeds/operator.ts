import type { Gateway } from '../ways/gateway.ts';
import type { Outcome } from '../ways/outcome.ts';
import type { Officers, TimedCommand } from '../world/officers.ts';
import type { Stream, Timed } from '../world/stream.ts';
import type { World } from '../world/world.ts';
import type { Feed } from './feed.ts';

/**
 * The people at their desks: at each one command after the other, by `POST /v1/commands`; and those who work on the items
 * that they make, whose business system tells of it.
 */
export function operatorFeeds({ officers, assessors, handling }: World, gateway: Gateway): Feed[] {
  return [
    deskFeed({ name: 'operator', title: '值班席' }, officers, gateway),
    deskFeed({ name: 'assessor', title: '研判席' }, assessors, gateway),
    handlerFeed(handling, gateway),
  ];
}

function handlerFeed({ since, events }: Stream, gateway: Gateway): Feed<Timed> {
  return {
    name: 'handler',
    title: '承办单位',
    since,
    pull: events,
    deliver: (batch) => gateway.events(batch.map(({ event }) => event)),
  };
}

function deskFeed(
  desk: Pick<Feed<TimedCommand>, 'name' | 'title'>,
  { since, commands }: Officers,
  gateway: Gateway,
): Feed<TimedCommand> {
  return {
    ...desk,
    since,
    pull: commands,
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
