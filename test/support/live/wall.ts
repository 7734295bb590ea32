import type { Frame } from '../../../gateway/contract/wire.ts';
import { type Connection, createConnection } from '../../../screen/live/connection.ts';
import { createReplica, type Replica } from '../../../screen/live/replica.ts';
import { realSurroundings, type Surroundings } from '../../../screen/live/surroundings.ts';

/** A wall without a screen: the page's own replica and connection, and every frame it was sent. */
export interface HeadlessWall {
  readonly replica: Replica;
  readonly connection: Connection;
  readonly frames: readonly Frame[];
  /** Everything else that came over the socket, by event name. */
  readonly heard: readonly { readonly name: string; readonly message: unknown }[];
  stop(): void;
}

export interface HeadlessWallOptions {
  readonly origin: string;
  readonly as?: 'visitor';
  readonly key?: string;
  readonly surroundings?: Partial<Surroundings>;
  /** Goes on with what another wall held. */
  readonly replica?: Replica;
}

export function startWall(options: HeadlessWallOptions): HeadlessWall {
  const { origin, as, key, surroundings, replica = createReplica() } = options;
  const frames: Frame[] = [];
  const heard: { name: string; message: unknown }[] = [];
  const real = { ...realSurroundings(), ...surroundings };
  const openSocket: Surroundings['openSocket'] = (url, auth, handlers) =>
    real.openSocket(url, auth, {
      ...handlers,
      frame(frame) {
        frames.push(frame);
        handlers.frame(frame);
      },
      hello(message) {
        heard.push({ name: 'hello', message });
        handlers.hello(message);
      },
      reset(message) {
        heard.push({ name: 'reset', message });
        handlers.reset(message);
      },
      bye(message) {
        heard.push({ name: 'bye', message });
        handlers.bye(message);
      },
    });
  const connection = createConnection({ origin, replica, as, key, surroundings: { ...real, openSocket } });
  connection.start();
  return { replica, connection, frames, heard, stop: () => connection.stop() };
}
