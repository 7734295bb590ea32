import { batches, createWorld, inParallel } from '../core/world.ts';

/** A process that posts events as fast as they are taken. */
export interface PostOrder {
  readonly url: string;
  /** Keys of the producers, used in turn. */
  readonly keys: readonly string[];
  readonly prefix: string;
  readonly count: number;
  readonly batch: number;
  readonly width: number;
}

async function post({ url, keys, prefix, count, batch, width }: PostOrder): Promise<object> {
  const world = createWorld(prefix);
  const happenings = world.happenings(count >> 2);
  const events = [...world.reports(count - happenings.length, 1_436), ...happenings];
  const bodies = batches(events, batch).map((piece) => JSON.stringify(piece));
  const began = performance.now();
  await inParallel(bodies, width, async (body, index) => {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${keys[index % keys.length] ?? ''}`,
        'Content-Type': 'application/cloudevents-batch+json',
        Prefer: 'return=minimal',
      },
      body,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`answered ${response.status}: ${text.slice(0, 300)}`);
  });
  return { postedMs: performance.now() - began };
}

process.on('message', (order: PostOrder) => void post(order).then((answer) => process.send?.(answer)));
process.once('disconnect', () => process.exit(0));
