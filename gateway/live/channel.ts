import type { Project } from '../access/port.ts';
import type { EntityKind } from '../contract/entities.ts';
import type { Position } from '../contract/position.ts';
import type { Projection } from '../contract/vocabulary.ts';
import {
  ACK_AT_ONCE_RECORDS,
  type Frame,
  type Heartbeat,
  POSITION_KIND,
  PROJECTED_KINDS,
  type Pulse,
} from '../contract/wire.ts';
import type { Changes, EntityRef, StateView } from '../fold/port.ts';
import type { EventPiece } from './event-ring.ts';
import type { Events } from './events.ts';
import { createMissed, evenRoomOf, type Missed, POSITION_BYTES } from './missed.ts';
import type { Site } from './port.ts';
import { complete, createRoster, type Lag, type Sized, type SweepStep, sweepOn } from './positions.ts';
import { bytesOf, createSizer, empty, frameOf, isUrgent, NO_EVENTS, type Step, type Told } from './step.ts';
import type { Tokens } from './token.ts';
import { createViewIndex, type Seen, type ViewIndex } from './view-index.ts';
import { bookFrame, fits, hasCredit, LEAST_ROOM_BYTES, roomOf, type Viewer } from './viewer.ts';

/** Ways out of a channel; a message is encoded once however many viewers it goes to. */
export interface ChannelPort {
  frame(viewers: readonly Viewer[], frame: Frame): void;
  heartbeat(viewers: readonly Viewer[], beat: Heartbeat): void;
  pulse(viewers: readonly Viewer[], pulse: Pulse): void;
  /** The viewer's place is too old to be caught up from memory. */
  tooOld(viewer: Viewer): void;
}

export interface ChannelOptions {
  readonly projection: Projection;
  readonly site: Site;
  readonly events: Pick<Events, 'last' | 'since'>;
  readonly project: Project;
  readonly tokens: Tokens;
  readonly port: ChannelPort;
  readonly elapsedMs: () => number;
}

/**
 * One projection on its way to its viewers. The channel stands at one place; a frame takes everybody who stands there
 * to the next. Who stands elsewhere (just joined, was out of credit, takes positions more slowly) is taken to the
 * channel's place by one frame of what changed since, computed from the state: nobody has a queue.
 */
export class Channel {
  readonly projection: Projection;
  readonly viewers = new Set<Viewer>();
  readonly #options: ChannelOptions;
  readonly #index: ViewIndex;
  readonly #kinds: ReadonlySet<EntityKind>;
  readonly #missed: Missed;
  readonly #touched = new Map<string, EntityRef>();
  readonly #core = new Map<string, Told>();
  readonly #moved = new Map<string, Sized>();
  readonly #roster = createRoster();
  readonly #sized = createSizer();
  #place: Position;
  #lag: Lag;
  /** Where `#lag.behind` stood before the sweep under way: who is that far may join at its beginning. */
  #behindBefore = 0;
  #at: number;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.projection = options.projection;
    this.#kinds = new Set(PROJECTED_KINDS[options.projection]);
    this.#missed = createMissed({
      ...options,
      kinds: this.#kinds,
      roster: this.#roster,
      sized: this.#sized,
    });
    this.#index = createViewIndex(options.project, options.projection);
    this.#place = options.site.view.position;
    this.#lag = { behind: this.#place.n, sweep: null };
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
    this.#core.clear();
    this.#moved.clear();
    this.#index.clear();
    this.#roster.clear();
    for (const kind of this.#kinds) {
      for (const entity of view.all(kind)) this.#index.set(kind, entity.id, entity);
    }
    if (this.#kinds.has(POSITION_KIND)) {
      for (const { id } of view.all(POSITION_KIND)) this.#roster.add(id);
    }
    this.#stand(view);
    this.#lag = { behind: this.#place.n, sweep: null };
  }

  /** Hash of the projection at the state's position. */
  viewHash(): string {
    this.#absorb();
    return this.#index.hash();
  }

  /** Sends what changed, then takes up who waits for it. */
  flush(): void {
    this.#absorb();
    if (this.#due()) this.#advance();
    this.#takeUp();
  }

  /**
   * Flushes, then one heartbeat to everybody who stands here; it also carries them over entries that this projection
   * does not see. The others hear that the gateway lives, and nothing of a place that is not theirs.
   */
  beat(said: Pulse): void {
    this.flush();
    const b = this.#place.n;
    const whole = complete(this.#lag, b);
    if (whole) {
      this.#stand(this.#options.site.view);
      this.#lag = { behind: this.#place.n, sweep: null };
    }
    const { n } = this.#place;
    const lagging = [...this.viewers].some(({ place, lag }) => place !== null && !complete(lag, place));
    const coreHash = lagging ? { coreHash: this.#index.coreHash() } : {};
    const beat = {
      b,
      n,
      at: this.#at,
      ...said,
      viewHash: this.#index.hash(),
      ...coreHash,
      tk: this.#token(n),
    };
    const here = [...this.viewers].filter(({ place }) => place === b);
    const elsewhere = [...this.viewers].filter(({ place }) => place !== b);
    for (const viewer of here) {
      if (!complete(viewer.lag, b)) continue;
      viewer.place = n;
      viewer.lag = { behind: n, sweep: null };
    }
    this.#options.port.heartbeat(here, beat);
    this.#options.port.pulse(elsewhere, said);
  }

  /** True when a flush would send something. */
  get busy(): boolean {
    const changed = this.#touched.size > 0 || this.#due();
    return this.viewers.size > 0 && (changed || this.#waiting().some((viewer) => this.#inNeed(viewer)));
  }

  /** It has room; one that has none is taken up when it acknowledges, or when there is a fact to tell. */
  #inNeed(viewer: Viewer): boolean {
    return roomOf(viewer) >= LEAST_ROOM_BYTES;
  }

  #due(): boolean {
    const events = this.#seesEvents && this.#options.events.last > this.#place.n;
    return events || this.#core.size > 0 || this.#moved.size > 0 || this.#lag.sweep !== null;
  }

  /** Distinct facts are about entities; who sees only totals is told of none. */
  get #seesEvents(): boolean {
    return this.#kinds.has('case');
  }

  #stand(view: StateView): void {
    this.#place = view.position;
    this.#at = view.at;
  }

  #token(behind: number): string {
    return this.#options.tokens.sign(this.projection, this.#place, behind);
  }

  #note(ref: EntityRef): void {
    if (this.#kinds.has(ref.kind)) this.#touched.set(`${ref.kind}\n${ref.id}`, ref);
  }

  #absorb(): void {
    const { view } = this.#options.site;
    for (const [key, { kind, id }] of this.#touched) {
      const seen = this.#index.set(kind, id, view.get(kind, id));
      if (kind === POSITION_KIND) this.#absorbPosition(key, id, seen);
      else if (seen !== null) this.#core.set(key, seen);
    }
    this.#touched.clear();
  }

  #absorbPosition(key: string, id: string, seen: Seen): void {
    if (seen === null) return;
    if ('remove' in seen) {
      this.#roster.remove(id);
      this.#moved.delete(key);
      this.#core.set(key, seen);
      return;
    }
    this.#roster.add(id);
    this.#core.delete(key);
    this.#moved.set(key, this.#sized(seen.put));
  }

  /** Takes everybody who follows to the present place; who has no room for these positions leaves and is taken up apart. */
  #advance(): void {
    const from = this.#place.n;
    const piece = this.#eventsSince(from);
    this.#stand(this.#options.site.view);
    const core = [...this.#core.values()];
    this.#core.clear();
    const followers: Viewer[] = [];
    const { lag, records, bytes } = this.#lanePositions(from);
    this.#lag = lag;
    const load = { core: bytesOf(core), positions: bytes, urgent: isUrgent(piece) };
    for (const viewer of this.viewers) {
      if (!viewer.following) continue;
      if (fits(viewer, load) && hasCredit(viewer)) followers.push(viewer);
      else viewer.following = false;
    }
    if (followers.length === 0) this.#lag = { behind: this.#place.n, sweep: null };
    if (piece === null) this.#giveUp(followers);
    else this.#send(followers, { from, lag, core, positions: records, bytes, piece });
  }

  #lanePositions(from: number): SweepStep {
    const moved = [...this.#moved.values()];
    this.#moved.clear();
    const bytes = moved.reduce((sum, one) => sum + one.bytes, 0);
    if (this.#lag.sweep === null && bytes <= POSITION_BYTES) {
      const lag = { behind: this.#place.n, sweep: null };
      return { lag, records: moved.map(({ record: told }) => told), bytes };
    }
    const before = this.#lag;
    if (before.sweep === null) this.#behindBefore = from;
    const step = sweepOn(
      before.sweep === null ? { behind: from, sweep: null } : before,
      POSITION_BYTES,
      this.#missed.swept(this.#place.n),
    );
    if (step.lag.behind !== before.behind) this.#behindBefore = before.behind;
    return step;
  }

  #takeUp(): void {
    const groups = Map.groupBy(this.#waiting(), (viewer) => this.#groupOf(viewer));
    for (const viewers of groups.values()) this.#takeUpGroup(viewers);
  }

  /** Who is told the very same. */
  #groupOf(viewer: Viewer): string {
    const { behind, sweep } = viewer.lag;
    return `${viewer.place} ${behind} ${sweep?.to} ${sweep?.slot} ${evenRoomOf(viewer)} ${fits(viewer, NOTHING)}`;
  }

  #takeUpGroup(viewers: readonly Viewer[]): void {
    const [first] = viewers;
    if (first === undefined || first.place === null) return;
    if (this.#join(viewers)) return;
    const piece = this.#eventsSince(first.place);
    if (!fits(first, { ...NOTHING, urgent: isUrgent(piece) })) return;
    const step = piece === null ? null : this.#missed.step(first, piece, this.#place.n);
    if (step === null) {
      this.#giveUp(viewers);
      return;
    }
    if (!fits(first, { ...NOTHING, core: bytesOf(step.core), urgent: isUrgent(piece) })) return;
    if (empty(step) && !this.#completes(first, step.lag)) return;
    this.#send(viewers, step);
    this.#join(viewers.filter(hasCredit));
  }

  /** An empty step is worth a frame when it brings a client to the channel’s place, or tells it that nothing lags. */
  #completes({ place, lag }: Viewer, after: Lag): boolean {
    const { n } = this.#place;
    return complete(after, n) && (place !== n || !complete(lag, n));
  }

  #giveUp(viewers: readonly Viewer[]): void {
    for (const viewer of viewers) {
      viewer.following = false;
      this.#options.port.tooOld(viewer);
    }
  }

  #eventsSince(n: number): EventPiece | null {
    return this.#seesEvents ? this.#options.events.since(n) : NO_EVENTS;
  }

  /** Lets viewers follow who stand where the channel stands; in a sweep only at its beginning, at the slowest’s pace. */
  #join(viewers: readonly Viewer[]): boolean {
    const [first] = viewers;
    if (first === undefined || first.place !== this.#place.n) return false;
    const { behind, sweep } = this.#lag;
    const theirs = first.lag.behind;
    if (sweep === null ? theirs < behind : sweep.slot !== 0 || theirs < this.#behindBefore) return false;
    this.#lag = { behind: Math.min(behind, theirs), sweep };
    for (const viewer of viewers) viewer.following = true;
    return true;
  }

  /** Placed, with credit, not following; who stands ahead of the channel waits until it has come up. */
  #waiting(): Viewer[] {
    return [...this.viewers].filter(
      (viewer) =>
        !viewer.following && viewer.place !== null && viewer.place <= this.#place.n && hasCredit(viewer),
    );
  }

  #send(viewers: readonly Viewer[], step: Step): void {
    if (viewers.length === 0) return;
    const { n } = this.#place;
    const tk = this.#token(step.lag.behind);
    const frame = frameOf(step, { n, at: this.#at, tk });
    this.#options.port.frame(viewers, frame);
    const at = this.#options.elapsedMs();
    const paced = frame.l !== undefined || frame.u.length >= ACK_AT_ONCE_RECORDS;
    const bytes = paced ? step.bytes + bytesOf(step.core) + bytesOf(step.piece.events) : 0;
    for (const viewer of viewers) {
      viewer.lag = viewer.following ? { behind: step.lag.behind, sweep: null } : step.lag;
      bookFrame(viewer, { n, bytes, at });
    }
  }
}

/** A frame with nothing to weigh. */
const NOTHING = { core: 0, positions: 0, urgent: false };
