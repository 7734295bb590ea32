import type { Access, Identity, Project } from '../access/port.ts';
import type { CommandReply } from '../contract/http.ts';
import type { Projection } from '../contract/vocabulary.ts';
import type { EventLog } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import { followEvents } from './events.ts';
import { startHub } from './hub.ts';
import type { Live, Site } from './port.ts';
import { openSession } from './session.ts';
import { createSnapshotStore } from './snapshots.ts';
import type { OwnSocketHost } from './socket-host.ts';
import { INCOMPATIBLE, openLiveNamespace, SHUTDOWN, speaks } from './sockets.ts';
import { createTokens } from './token.ts';

const MAX_CLIENTS = 2_000;

export interface LiveOptions {
  /** The gateway's Socket.IO server; closed by `stop`. */
  readonly sockets: OwnSocketHost;
  readonly site: Site;
  readonly access: Access;
  readonly project: Project;
  readonly clock: Clock;
  readonly log: EventLog;
  /** Runs a command as `POST /v1/commands` does. @throws GatewayError what the caller may be told */
  readonly command: (command: unknown, identity: Identity) => Promise<CommandReply>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Name of this gateway process, told to clients. */
  readonly gateway: string;
  readonly maxClients?: number | undefined;
  /** Out of credit this long, a client is sent away, ms. @default a minute */
  readonly slowMs?: number | undefined;
}

/** Opens the namespace `/live` on the gateway's Socket.IO server: hello, snapshot or resume, frames, heartbeats, commands. */
export async function attachLive(options: LiveOptions): Promise<Live> {
  const { site, log, sockets, maxClients = MAX_CLIENTS } = options;
  const secret = await log.secret('resume');
  const tokens = createTokens({ secret, site: log.site, reducerVersion: site.reducerVersion });
  const events = followEvents(options);
  const viewHash = (projection: Projection) => hub.channels.get(projection)?.viewHash() ?? '';
  const snapshots = createSnapshotStore({ ...options, tokens, viewHash });
  const namespace = openLiveNamespace({ ...options, tokens, maxClients });
  const hub = startHub({ ...options, events, tokens, snapshots, namespace });
  namespace.on('connection', (socket) => {
    if (!speaks(socket.data.proto)) {
      socket.emit('bye', INCOMPATIBLE);
      socket.disconnect(true);
      return;
    }
    hub.sessions.set(socket.id, openSession({ ...options, ...hub, events, tokens, snapshots }, socket));
    socket.on('disconnect', () => hub.sessions.delete(socket.id));
  });
  return {
    snapshots,
    viewHash,
    clients: () => hub.sessions.size,
    sockets,
    async stop() {
      hub.stop();
      events.stop();
      namespace.emit('bye', SHUTDOWN);
      await sockets.close();
    },
  };
}
