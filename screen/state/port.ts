import type { ShallowRef } from 'vue';
import type { EntityKind, EntityOf } from '../../gateway/contract/entities.ts';
import type { ClockState } from '../../gateway/contract/wire.ts';

/** One kind's entities by id. A change of any entity is a new reference; the map inside may be the same object. */
export type Collection<Kind extends EntityKind> = Readonly<ShallowRef<ReadonlyMap<string, EntityOf[Kind]>>>;

export type Collections = { readonly [Kind in EntityKind]: Collection<Kind> };

/** Health of the connection to the gateway; says nothing about feeds or the age of a value. */
export interface LinkHealth {
  readonly state: 'connecting' | 'live' | 'stale' | 'refused';
  /** Since when it is so, server time in ms; null before the first contact. */
  readonly since: number | null;
  /** Why the gateway refuses, in its own words. */
  readonly reason: string | null;
  /** False while the gateway cannot reach its log: what is shown is true but may be behind. */
  readonly logOk: boolean;
  /** True while the log has no room: nothing new is taken in. */
  readonly logFull?: boolean;
}

/** Where the page's copy of the state stands: the entry `n` and when the gateway received it (数据截至). */
export interface Place {
  readonly n: number;
  readonly at: number;
}

/** What every panel reads of the live state. Nobody below `screen/live` writes it. */
export interface LivePort {
  readonly collections: Collections;
  readonly link: Readonly<ShallowRef<LinkHealth>>;
  /** Null until the first snapshot is in place. */
  readonly place: Readonly<ShallowRef<Place | null>>;
  readonly clock: Readonly<ShallowRef<ClockState>>;
  /** The gateway's clock, epoch ms. */
  serverNow(): number;
  /** How long the page has been up, real ms: the viewer's own time, whatever the gateway's clock says. */
  upMs(): number;
}
