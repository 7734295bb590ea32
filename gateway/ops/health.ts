import type { HealthReply, Readiness } from '../contract/http.ts';
import { UNSEEN_ITEMS } from '../contract/kpi.ts';
import type { Position } from '../contract/position.ts';
import type { Durability } from '../contract/vocabulary.ts';

/** As much of the parts as their health is told from. */
export interface HealthParts {
  readonly log: {
    readonly engine: 'redis' | 'sqlite';
    durability(): Durability;
    healthy(): boolean;
    unguarded(): boolean;
    care(): {
      readonly heals: number;
      readonly healed: number;
      readonly lost: number;
      readonly full: boolean;
    };
  };
  readonly site: {
    readonly view: {
      readonly position: Position;
      get(kind: 'kpi', id: string): { readonly value: number } | undefined;
    };
    readonly configHash: string | null;
    health(): { readonly logOk: boolean; readonly rebuilding: boolean };
  };
  /** `n` at which another gateway of the log holds another state, 0: none. */
  readonly agreement: { differs(): number };
}

interface HealthFacts extends Omit<HealthParts, 'agreement'> {
  readonly access: { readonly mode: 'demo' | 'keys' };
  /** Which engine keeps the log and why. */
  readonly engineLine: string;
  readonly installation: {
    readonly version: string;
    readonly site: string;
    readonly ownRules: HealthReply['ownRules'];
  };
}

/** `/healthz`: the process is up; which log, how sure, where it stands. */
export function healthOf({ log, site, access, engineLine, installation }: HealthFacts): () => HealthReply {
  return () => ({
    ok: true,
    version: installation.version,
    site: installation.site,
    engine: log.engine,
    engineLine,
    durability: log.durability(),
    access: access.mode,
    ownRules: installation.ownRules.map(({ from, files }) => ({ from, files })),
    position: site.view.position,
    uptimeS: Math.round(process.uptime()),
  });
}

/** `/readyz`: whether the gateway can serve now, and everything that keeps it from that. */
export function readinessOf({ log, site, agreement }: HealthParts): Readiness {
  const { logOk, rebuilding } = site.health();
  const { heals, healed, lost, full } = log.care();
  const reasons = [
    ...(full ? [FULL[log.engine]] : []),
    ...(full || (log.healthy() && logOk) ? [] : ['the log cannot be reached']),
    ...(rebuilding ? ['the state is being built anew'] : []),
    ...(site.configHash === null ? ['the log has no configuration yet'] : []),
  ];
  const lossy = `the log lost entries ${heals} times since the start: ${healed} were given back, ${lost} are not remembered here`;
  const differs = agreement.differs();
  const apart = `another gateway holds another state of the same log at n ${differs}: compare the versions of the gateways, then restart those that differ`;
  const unseen = site.view.get('kpi', UNSEEN_ITEMS)?.value ?? 0;
  const notes = [
    ...(heals === 0 ? [] : [lossy]),
    ...(log.unguarded() ? [UNGUARDED] : []),
    ...(differs === 0 ? [] : [apart]),
    ...(unseen === 0 ? [] : [unreceived(unseen)]),
  ];
  return { ready: reasons.length === 0, reasons, notes };
}

/** Such an item is on no wall, and its source alone can mend that: here is where somebody hears of it. */
const unreceived = (items: number) =>
  `steps of ${items} ${items === 1 ? 'item' : 'items'} were told, but no case.received that is still known, so they are on no wall: GET /v1/kpis/${UNSEEN_ITEMS}/explain names them and their entries; their source must send case.received again, with a newer sequence`;

const UNGUARDED =
  'the Redis server has replicas and waits for none: set min-replicas-to-write 1 there, or a failover may lose what was acknowledged';

const FULL = {
  redis: 'the log is full, nothing is taken in: raise maxmemory of the Redis server, or free memory there',
  sqlite: 'the log is full, nothing is taken in: make room on the disk of the data folder',
} as const;
