export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** Where the Redis log is. Hosts are one for `single`, the sentinels or seed nodes for the others. */
export interface RedisTarget {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  readonly hosts: readonly RedisAddress[];
  readonly tls: boolean;
  readonly username: string | null;
  readonly password: string | null;
  /** Name of the master group, for `sentinel`. */
  readonly group: string | null;
  readonly db: number;
  /** The address without user and password, for messages. */
  readonly label: string;
}

const KINDS = {
  redis: 'single',
  rediss: 'single',
  'redis+sentinel': 'sentinel',
  'redis+cluster': 'cluster',
} as const;

const DEFAULT_PORT = { single: 6379, sentinel: 26379, cluster: 6379 } as const;

const FORMS = 'redis://host:6379, redis+sentinel://host1,host2/NAME or redis+cluster://host1,host2';

const PATTERN = /^(redis|rediss|redis\+sentinel|redis\+cluster):\/\/(?:([^@/]*)@)?([^@/]+)(?:\/(.*))?$/;

function parseHost(text: string, defaultPort: number) {
  const [, host = text, port] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: port === undefined ? defaultPort : Number(port) };
}

function parseUser(text: string) {
  const colon = text.indexOf(':');
  const [user, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return { username: decodeURIComponent(user) || null, password: decodeURIComponent(password) || null };
}

/**
 * Reads `REDIS_URL`: `redis://` and `rediss://` (one server, TLS with the second s), `redis+sentinel://h1,h2/NAME[/db]`,
 * `redis+cluster://h1,h2`, each with `user:password@` if needed.
 * @throws {Error} naming the forms that are understood; the text itself is not repeated, it may hold a password.
 */
export function parseRedisUrl(url: string): RedisTarget {
  const [, scheme, user = '', hosts, path = ''] = PATTERN.exec(url) ?? [];
  if (scheme === undefined || hosts === undefined) {
    throw new Error(`REDIS_URL is not understood. Write it as ${FORMS}.`);
  }
  const kind = KINDS[scheme as keyof typeof KINDS];
  const parts = path.split('/').filter((part) => part !== '');
  const group = kind === 'sentinel' ? (parts.shift() ?? null) : null;
  if (kind === 'sentinel' && group === null) {
    throw new Error(`REDIS_URL names no master group. Write it as redis+sentinel://host1,host2/NAME.`);
  }
  const db = Number(parts[0] ?? 0);
  if (!Number.isInteger(db)) throw new Error(`REDIS_URL ends in something else than a database number.`);
  return {
    kind,
    hosts: hosts.split(',').map((host) => parseHost(host, DEFAULT_PORT[kind])),
    tls: scheme === 'rediss',
    ...parseUser(user),
    group,
    db,
    label: `${scheme}://${hosts}${path === '' ? '' : `/${path}`}`,
  };
}
