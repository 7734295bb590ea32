import type { FeedEntity } from '../../contract/entities.ts';
import { hash64, hex64 } from '../../contract/hash.ts';
import type { WarningRule } from '../../contract/warning-rules.ts';
import type { WarningEntity } from '../../contract/warnings.ts';
import type { Context, Setting } from '../context.ts';
import type { Found } from './findings.ts';
import { type GroupKey, type Member, nameOf } from './groups.ts';

/** What a rule says of one group now; `found` is null when nothing. */
export interface Finding {
  readonly rule: WarningRule;
  readonly key: GroupKey;
  readonly sample: number;
  readonly found: Found | null;
}

/** The source of what the rules find. */
const WARNINGS_SOURCE = 'urn:yitu:warnings';

const HOUR_MS = 3_600_000;
const DATE_CHARS = 10;
const HASH_CHARS = 8;

/** A new warning, found at `now`; nobody has looked at it. */
export function generated(finding: Finding, found: Found, { now, setting }: Context): WarningEntity {
  const { rule, key } = finding;
  return {
    id: idOf(finding, now, setting),
    source: WARNINGS_SOURCE,
    reality: found.actual ? 'actual' : 'simulated',
    version: 1,
    flags: [],
    rule: rule.id,
    ruleName: rule.name,
    signal: rule.signal,
    level: rule.level,
    state: 'GENERATED',
    about: { kind: key.about, id: key.id, name: aboutName(key, found.members, setting) },
    category: key.category,
    ...placeOf(key, found.members),
    ...addressee(key, found.members, setting),
    ...figuresOf(finding, found),
    windowDays: 'windowDays' in rule ? rule.windowDays : 0,
    rulesHash: setting.hash ?? '',
    holds: true,
    generatedAt: now,
    ...UNTOUCHED,
  };
}

const UNTOUCHED = {
  confirmedAt: null,
  issuedAt: null,
  issuedBy: null,
  signedAt: null,
  answeredAt: null,
  endedAt: null,
  signDueAt: null,
  answerDueAt: null,
  provisional: false,
  late: null,
  answer: null,
  verdict: null,
  movedBy: null,
  item: null,
} as const;

/** The numbers of a finding: they move until somebody confirms it. */
export function figuresOf({ sample }: Finding, found: Found) {
  const basis = found.members.map(({ sight }) => ({ ref: sight.ref, n: sight.n }));
  return { count: found.count, baseline: found.baseline, sample, basis };
}

/** What a silent feed is found as; null while it speaks, or has not been silent for long enough. */
export function silenceOf(feed: FeedEntity, afterMinutes: number, now: number): Found | null {
  const { silentSince, simulated } = feed;
  if (silentSince === null || now < silentSince + afterMinutes * 60_000) return null;
  return {
    count: Math.floor((now - silentSince) / HOUR_MS),
    baseline: null,
    members: [],
    actual: !simulated,
  };
}

/** Rule, day and the finding's own mark: the same for every gateway, and new on another day. */
function idOf({ rule, key }: Finding, now: number, { utcOffsetMs }: Setting): string {
  const date = new Date(now + utcOffsetMs).toISOString().slice(0, DATE_CHARS).replaceAll('-', '');
  return `${rule.id}-${date}-${hex64(hash64(nameOf(key))).slice(0, HASH_CHARS)}`;
}

function aboutName({ about, id, category }: GroupKey, members: readonly Member[], setting: Setting): string {
  switch (about) {
    case 'UNIT':
      return setting.units.get(id)?.shortName ?? id;
    case 'STREET':
    case 'VILLAGE':
      return areaName(id, setting);
    case 'FACILITY': {
      const [first] = members;
      return first?.sight.kind === 'ALARM' ? id : (category ?? id);
    }
    default:
      return id;
  }
}

function areaName(id: string, { said }: Setting): string {
  return said?.areas.find((area) => area.id === id)?.name ?? id;
}

/** The area of the finding; of a facility the place of its latest report. */
function placeOf({ about, id }: GroupKey, [first]: readonly Member[]) {
  const nowhere = { area: null, village: null, street: null, location: null };
  const { village = null, street = null, location = null } = first?.sight ?? {};
  if (about === 'STREET') return { ...nowhere, area: id, street: id };
  if (about === 'VILLAGE') return { ...nowhere, area: id, village: id, street };
  return about === 'FACILITY' ? { area: village ?? street, village, street, location } : nowhere;
}

/** The unit itself, or the town of the place; else nobody yet. */
function addressee(key: GroupKey, members: readonly Member[], { units }: Setting) {
  const street = streetOf(key, members);
  const town = [...units.values()].find(({ kind, area }) => kind === 'town' && area === street);
  const unit = key.about === 'UNIT' ? units.get(key.id) : town;
  return { unit: unit?.shortName ?? null, unitId: unit?.id ?? null };
}

function streetOf({ about, id }: GroupKey, [first]: readonly Member[]): string | null {
  if (about === 'STREET') return id;
  return about === 'VILLAGE' || about === 'FACILITY' ? (first?.sight.street ?? null) : null;
}
