import type { CaseEntity, EntityKind, EntityOf, Fact } from '../contract/entities.ts';
import type { ProducerFeed } from '../contract/feeds.ts';
import type { NewKeyReply, ProducerFacts, ProducerRegistration } from '../contract/producers.ts';
import type { Crs, Network, Projection, Reality } from '../contract/vocabulary.ts';

/** Kinds of bearer key (decisions D13). */
export type KeyKind = 'producer' | 'read' | 'visitor' | 'admin';

/** Who holds a key. */
export interface Who {
  readonly kind: KeyKind;
  readonly id: string;
}

/** A registered producer: what the gateway stamps on its events. */
export interface Producer {
  readonly id: string;
  readonly reality: Reality;
  readonly crs: Crs;
  /** Null: every producer feed. */
  readonly feeds: readonly ProducerFeed[] | null;
  readonly network: Network | null;
}

/** Who is calling, and what that allows. */
export interface Identity {
  readonly kind: KeyKind | 'demo';
  /** Names the key, stored or preset, without telling it (digits of its hash); `demo` where none was needed. */
  readonly key: string;
  /** Null for a producer: it may write events and read nothing. */
  readonly projection: Projection | null;
  readonly producer: Producer | null;
  readonly mayCommand: boolean;
  readonly mayAdminister: boolean;
}

export interface Access {
  readonly mode: 'demo' | 'keys';
  /**
   * The identity behind a bearer key, or in demo access behind no key at all. `as: 'visitor'` narrows, never widens.
   * Null: unknown key, or a key is needed.
   */
  identify(bearer: string | null, as?: 'visitor' | null): Identity | null;
}

/** Producers and their keys, for the administrator. Every change is in force when it resolves. */
export interface ProducerAdmin {
  /** Registered producers, the preset one included. */
  list(): readonly ProducerFacts[];
  /** @throws {GatewayError} `already_registered` */
  add(registration: ProducerRegistration): Promise<NewKeyReply>;
  /** A further key; those in use stay good for `overlapHours`, null: as long as before. @throws {GatewayError} `not_found` */
  rotate(id: string, overlapHours: number | null): Promise<NewKeyReply>;
  /** @throws {GatewayError} `not_found` */
  revokeKey(id: string, kid: string): Promise<ProducerFacts>;
  /** Forgets a producer; its keys are refused. What it sent stays. @throws {GatewayError} `not_found` */
  remove(id: string): Promise<void>;
}

/** An entity as a projection sees it: complete, redacted, or null when that projection must not know of it. */
export type Project = <Kind extends EntityKind>(
  kind: Kind,
  entity: EntityOf[Kind],
  projection: Projection,
) => EntityOf[Kind] | null;

/** The history of an item, as it may be told to whoever may see the item. */
export type ToldFacts = (item: CaseEntity, facts: readonly Fact[]) => readonly Fact[];
