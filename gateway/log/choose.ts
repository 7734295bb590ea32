/** Which engine keeps the log, and the one line that says why. */
export interface EngineChoice {
  readonly engine: 'redis' | 'sqlite';
  /** Null: a private server is started as a child. Not used by sqlite. */
  readonly redisUrl: string | null;
  readonly line: string;
}

export interface EngineCircumstances {
  /** `--engine`. */
  readonly forced: 'redis' | 'sqlite' | null;
  /** `REDIS_URL`. */
  readonly redisUrl: string | null;
  /** Engine that this data folder has used before. */
  readonly remembered: 'redis' | 'sqlite' | null;
  /** Path of a `redis-server` or `valkey-server`, if there is one. */
  readonly serverPath: string | null;
}

/**
 * The order of decisions D1: `--engine` · `REDIS_URL` · what the folder remembers · a server on PATH · the embedded log.
 * @throws {Error} when redis is asked for and there is none.
 */
export function chooseEngine({
  forced,
  redisUrl,
  remembered,
  serverPath,
}: EngineCircumstances): EngineChoice {
  if (forced === 'sqlite') return embedded('--engine sqlite');
  if (redisUrl !== null) return { engine: 'redis', redisUrl, line: `日志引擎 redis (REDIS_URL)` };
  if (forced === 'redis') return privateServer(serverPath, '--engine redis');
  if (remembered === 'sqlite') return embedded('数据目录沿用；改用 Redis：--engine redis');
  if (remembered === 'redis') return privateServer(serverPath, '数据目录沿用；改用内置日志：--engine sqlite');
  return serverPath === null
    ? embedded('未找到 redis-server；设 REDIS_URL 可改用 Redis')
    : privateServer(serverPath, serverPath);
}

function embedded(why: string): EngineChoice {
  return { engine: 'sqlite', redisUrl: null, line: `日志引擎 sqlite 单机评估模式 (${why})` };
}

function privateServer(serverPath: string | null, why: string): EngineChoice {
  if (serverPath === null) {
    throw new Error(
      'redis is asked for, but neither redis-server nor valkey-server is on PATH: install one, set REDIS_URL, or use --engine sqlite',
    );
  }
  return { engine: 'redis', redisUrl: null, line: `日志引擎 redis 私有子进程 (${why})` };
}
