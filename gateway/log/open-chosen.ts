import type { EngineChoice } from './choose.ts';
import { type OpenLogOptions, openLog } from './open.ts';
import type { EventLog } from './port.ts';
import { startRedisChild } from './redis/child.ts';

/** An open log, and the server that was started for it alone. */
export interface ChosenLog {
  readonly log: EventLog;
  /** Ends the private server, if there is one; to be called once the log is closed. */
  readonly stopServer: () => Promise<void>;
}

/**
 * Opens the log in the chosen engine; `redis` without an address gets a private server on this data folder first.
 * @throws GatewayError `log_unavailable`; Error when the private server does not start
 */
export async function openChosen(
  { engine, redisUrl }: EngineChoice,
  options: Omit<OpenLogOptions, 'engine' | 'redisUrl'>,
): Promise<ChosenLog> {
  const { dataDir, logger } = options;
  const child = engine === 'redis' && redisUrl === null ? await startRedisChild({ dataDir, logger }) : null;
  const stopServer = async () => child?.stop();
  try {
    return { log: await openLog({ ...options, engine, redisUrl: redisUrl ?? child?.url }), stopServer };
  } catch (error) {
    await stopServer();
    throw error;
  }
}
