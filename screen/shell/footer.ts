import type { PageConfig } from '../../gateway/contract/page-config.ts';
import type { ClockState } from '../../gateway/contract/wire.ts';
import { groupDigits } from '../locale/numbers.ts';
import { durationWords, hourMinuteSecond, localTime } from '../locale/time.ts';
import type { Language, Say } from '../locale/words.ts';
import type { FeedHealth } from '../state/feeds.ts';
import type { LinkHealth, Place } from '../state/port.ts';
import { feedWords } from './feed-words.ts';

export interface FooterState {
  readonly config: Pick<PageConfig, 'access' | 'duty' | 'profile' | 'projection' | 'region' | 'tiles'>;
  /** Name of this wall; null: it has none but its profile's. */
  readonly device: string | null;
  /** Names of the sources of tiles that cannot be had now. */
  readonly tilesAway: readonly string[];
  readonly link: LinkHealth;
  readonly place: Place | null;
  readonly feeds: readonly FeedHealth[];
  /** Log entries that no reducer could apply; null while the number is not there. */
  readonly quarantined: number | null;
  readonly simulated: 'none' | 'some' | 'all';
  readonly clock: ClockState;
  /** Server time, ms. */
  readonly now: number;
  readonly say: Say;
  readonly language: Language;
}

export interface FooterLine {
  readonly text: string;
  readonly tone: 'plain' | 'warning';
}

/** First word of the footer: is what stands here live, and if not since when. */
export function healthLine(state: FooterState): FooterLine {
  const { link, say } = state;
  if (link.state === 'connecting') return { text: say('link.connecting'), tone: 'warning' };
  if (link.state === 'refused')
    return { text: [say('link.refused'), link.reason ?? ''].filter(Boolean).join(' · '), tone: 'warning' };
  if (link.state === 'stale') return { text: staleWords(state), tone: 'warning' };
  if (link.logFull) return { text: say('link.full'), tone: 'warning' };
  if (!link.logOk) return { text: say('link.behind'), tone: 'warning' };
  return feedLine(state);
}

function staleWords({ link, now, say }: FooterState): string {
  return say('link.stale', { duration: durationWords(link.since === null ? 0 : now - link.since, say) });
}

/** One silent feed is named; of several the header tells which, here stands how many. */
function feedLine({ feeds, quarantined, now, say }: FooterState): FooterLine {
  const live = feeds.filter((feed) => feed.state === 'LIVE').length;
  const silent = feeds.filter((feed) => feed.state === 'SILENT');
  const quiet =
    silent.length > 1
      ? [say('footer.silent', { n: silent.length })]
      : silent.map((feed) => feedWords(feed, now, say));
  const aside = quarantined ? [say('footer.quarantined', { n: quarantined })] : [];
  const text = [say('footer.feeds', { live, all: feeds.length }), ...quiet, ...aside].join(' · ');
  return { text, tone: quiet.length + aside.length > 0 ? 'warning' : 'plain' };
}

/** 数据截至 15:42:06 · 第 184,213 号; what is not there yet is `—`. */
export function positionLine({ place, config, say }: FooterState): string {
  const time = place === null ? '—' : timeOf(place.at, config);
  return say('footer.position', { time, n: groupDigits(place?.n ?? null) });
}

/** Who is on duty: a post and a telephone, never a name. */
export function dutyLine({ config: { duty }, say, language }: FooterState): string {
  const post = language === 'en' ? (duty.postEn ?? duty.post) : duty.post;
  return say('footer.duty', { post, phone: duty.phone });
}

/** Whose tiles the map shows; of those that cannot be had, that its own ground stands instead. */
function tileWords({ config, tilesAway, say }: FooterState): string[] {
  return config.tiles.map(({ name, attribution }) =>
    tilesAway.includes(name) ? say('footer.tilesAway', { name: attribution }) : attribution,
  );
}

/** What the picture is, beside 审图号 or 示意图: whose tiles, simulated data, simulated time, demonstration. */
export function natureLine(state: FooterState): string {
  const { config, simulated, clock, say } = state;
  const parts = [
    ...tileWords(state),
    { none: '', some: say('footer.partlySimulated'), all: say('footer.simulated') }[simulated],
    clock.simulated ? say('clock.simulated', { rate: clock.rate }) : '',
    config.access === 'demo' ? say('footer.demo') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Whether the picture may be taken, and of which screen it is. */
export function photoLine({ config, device, say }: FooterState): string {
  const who = device ?? config.profile.id;
  return [say(config.projection === 'visitor' ? 'footer.public' : 'footer.internal'), who].join(' · ');
}

function timeOf(at: number, config: FooterState['config']): string {
  return hourMinuteSecond(localTime(at, config.region.utcOffsetMinutes));
}
