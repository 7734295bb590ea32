import type { Project } from '../access/port.ts';
import { ENTITY_KINDS, type EntityKind } from '../contract/entities.ts';
import type { Position } from '../contract/position.ts';
import type { Projection } from '../contract/vocabulary.ts';
import { type EntityRecord, type Frame, type Heartbeat, PROJECTED_KINDS } from '../contract/wire.ts';
import type { Changes, EntityRef, StateView } from '../fold/port.ts';
import type { Site } from './port.ts';
import type { Tokens } from './token.ts';
import { createViewIndex, record, type Seen, type ViewIndex } from './view-index.ts';
import { bookFrame, hasCredit, type Viewer } from './viewer.ts';

/** Ways out of a channel; a message is encoded once however many viewers it goes to. */
export interface ChannelPort {
  frame(viewers: readonly Viewer[], frame: Frame): void;
  heartbeat(viewers: readonly Viewer[], beat: Heartbeat): void;
  /** The viewer's place is too old to be caught up from memory. */
  tooOld(viewer: Viewer): void;
}

export interface ChannelOptions {
  readonly projection: Projection;
  readonly site: Site;
  readonly project: Project;
  readonly tokens: Tokens;
  readonly port: ChannelPort;
  readonly elapsedMs: () => number;
}

/**
 * One projection on its way to its viewers. The channel stands at one place; a frame takes everybody who stands there
 * to the next. Who stands elsewhere (just joined, was out of credit) is taken to the channel's place by one frame of
 * what changed since, computed from the state: nobody has a queue.
 */
export class Channel {
  readonly projection: Projection;
  readonly viewers = new Set<Viewer>();
  readonly #options: ChannelOptions;
  readonly #index: ViewIndex;
  readonly #kinds: ReadonlySet<EntityKind>;
  readonly #touched = new Map<string, EntityRef>();
  readonly #outgoing = new Map<string, NonNullable<Seen>>();
  #place: Position;
  #at: number;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.projection = options.projection;
    this.#kinds = new Set(PROJECTED_KINDS[options.projection]);
    this.#index = createViewIndex(options.project, options.projection);
    this.#place = options.site.view.position;
    this.#at = options.site.view.at;
    this.reset();
  }

  /** Notes what a step of the state touched; nothing is computed until the next flush. */
  touch(changes: Changes): void {
    for (const { kind, entity } of changes.changed) this.#note({ kind, id: entity.id });
    for (const ref of changes.removed) this.#note(ref);
  }

  /** Starts from the state as it is now; every viewer must be given a snapshot. */
  reset(): void {
    const { view } = this.#options.site;
    this.#touched.clear();
    this.#outgoing.clear();
    this.#index.clear();
    for (const kind of this.#kinds) {
      for (const entity of view.all(kind)) this.#index.set(kind, entity.id, entity);
    }
    this.#stand(view);
  }

  /** Hash of the projection at the state's position. */
  viewHash(): string {
    this.#absorb();
    return this.#index.hash();
  }

  /** Sends what changed, then takes up who waits for it. */
  flush(): void {
    this.#absorb();
    if (this.#outgoing.size > 0) this.#advance();
    this.#takeUp();
  }

  /** Flushes, then one heartbeat to everybody; it also carries them over entries that this projection does not see. */
  beat(said: Pick<Heartbeat, 'serverNow' | 'clock' | 'logOk' | 'logFull'>): void {
    this.flush();
    const b = this.#place.n;
    this.#stand(this.#options.site.view);
    const { n } = this.#place;
    const beat = { b, n, at: this.#at, ...said, viewHash: this.#index.hash(), tk: this.#token() };
    for (const viewer of this.viewers) if (viewer.place === b) viewer.place = n;
    this.#options.port.heartbeat([...this.viewers], beat);
  }

  /** True when a flush would send something. */
  get busy(): boolean {
    return (
      this.viewers.size > 0 &&
      (this.#touched.size > 0 || this.#outgoing.size > 0 || this.#waiting().length > 0)
    );
  }

  #stand(view: StateView): void {
    this.#place = view.position;
    this.#at = view.at;
  }

  #token(): string {
    return this.#options.tokens.sign(this.projection, this.#place);
  }

  #note(ref: EntityRef): void {
    if (this.#kinds.has(ref.kind)) this.#touched.set(`${ref.kind}\n${ref.id}`, ref);
  }

  #absorb(): void {
    const { view } = this.#options.site;
    for (const [key, { kind, id }] of this.#touched) {
      const seen = this.#index.set(kind, id, view.get(kind, id));
      if (seen !== null) this.#outgoing.set(key, seen);
    }
    this.#touched.clear();
  }

  #advance(): void {
    const b = this.#place.n;
    this.#stand(this.#options.site.view);
    const seen = [...this.#outgoing.values()];
    this.#outgoing.clear();
    const followers = [...this.viewers].filter((viewer) => viewer.following);
    this.#send(followers, this.#frame(b, seen));
  }

  #takeUp(): void {
    const { view } = this.#options.site;
    const byPlace = Map.groupBy(this.#waiting(), (viewer) => viewer.place ?? 0);
    for (const [from, viewers] of byPlace) {
      for (const viewer of viewers) viewer.following = true;
      if (from === this.#place.n) continue;
      const missed = view.since(from);
      if (missed === null) for (const viewer of viewers) this.#options.port.tooOld(viewer);
      else this.#send(viewers, this.#frame(from, this.#seenNow(view, missed)));
    }
  }

  /** Placed, with credit, not yet following; who stands ahead of the channel waits until it has come up. */
  #waiting(): Viewer[] {
    return [...this.viewers].filter(
      (viewer) =>
        !viewer.following && viewer.place !== null && viewer.place <= this.#place.n && hasCredit(viewer),
    );
  }

  #seenNow(view: StateView, missed: { changed: readonly EntityRef[]; removed: readonly EntityRef[] }) {
    const seen: NonNullable<Seen>[] = [];
    for (const { kind, id } of missed.changed) {
      if (this.#kinds.has(kind)) seen.push(this.#seen(view, kind, id));
    }
    for (const { kind, id } of missed.removed) {
      if (this.#kinds.has(kind)) seen.push({ remove: [kind, id] });
    }
    return seen;
  }

  #seen(view: StateView, kind: EntityKind, id: string): NonNullable<Seen> {
    const entity = view.get(kind, id);
    const told = entity === undefined ? null : this.#options.project(kind, entity, this.projection);
    return told === null ? { remove: [kind, id] } : { put: record(kind, told) };
  }

  #frame(b: number, seen: readonly NonNullable<Seen>[]): Frame {
    const u: EntityRecord[] = [];
    const x: (readonly [EntityKind, string])[] = [];
    for (const one of seen) {
      if ('put' in one) u.push(one.put);
      else x.push(one.remove);
    }
    u.sort(([a], [c]) => ENTITY_KINDS.indexOf(a) - ENTITY_KINDS.indexOf(c));
    return { b, n: this.#place.n, at: this.#at, u, x, tk: this.#token() };
  }

  #send(viewers: readonly Viewer[], frame: Frame): void {
    if (viewers.length === 0) return;
    this.#options.port.frame(viewers, frame);
    const now = this.#options.elapsedMs();
    for (const viewer of viewers) bookFrame(viewer, frame.n, now);
  }
}
