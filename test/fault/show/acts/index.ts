import type { ActName, Engine } from '../settings.ts';
import type { Act } from '../stage.ts';
import { cutRedis } from './cut-redis.ts';
import { cutSqlite } from './cut-sqlite.ts';
import { killGateway } from './kill-gateway.ts';
import { killMidCommit } from './kill-mid-commit.ts';
import { killRedis } from './kill-redis.ts';
import { silence } from './silence.ts';

/** The act of that name on the engine. */
export function actOf(name: ActName, engine: Engine): Act {
  const acts: Readonly<Record<ActName, Act>> = {
    gateway: killGateway,
    engine: engine === 'redis' ? killRedis : killMidCommit,
    tail: engine === 'redis' ? cutRedis : cutSqlite,
    silence,
  };
  return acts[name];
}
