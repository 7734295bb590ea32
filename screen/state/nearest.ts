import type { LngLat, TerminalEntity } from '../../gateway/contract/entities.ts';
import type { NotCalledBecause } from '../../gateway/contract/nearest.ts';
import { type Ranked, type Ranking, rankTerminals } from '../../gateway/contract/nearest-rule.ts';
import { distanceWords } from '../locale/distance.ts';
import { joined } from '../locale/joined.ts';
import { durationWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import type { CalloutContext } from './card.ts';
import type { Sheet } from './sheet.ts';
import { unheardWords } from './terminal-callout.ts';

/** So many terminals have a line of the card each, and as many that were passed over one of its further page. */
const SHOWN = 3;

type Near = Pick<CalloutContext, 'terminals' | 'now' | 'heard' | 'say'>;

/** The last ranking of the terminals of one instant: the lines of a card and its further page ask for the same. */
const ranked = new WeakMap<Near['terminals'], { readonly asked: string; readonly ranking: Ranking }>();

/** Whom to call to a place, by the rule of the gateway. Those off duty are not asked: the wall says nowhere where they lie. */
export function nearestTo(
  place: LngLat,
  { terminals, now }: Pick<Near, 'terminals' | 'now'>,
  count = SHOWN,
): Ranking {
  const asked = [place.lng, place.lat, now, count].join();
  const known = ranked.get(terminals);
  if (known?.asked === asked) return known.ranking;
  const ranking = rankTerminals([...terminals.values()].filter(isOnDuty), { place, now, count });
  ranked.set(terminals, { asked, ranking });
  return ranking;
}

function isOnDuty({ onDuty }: TerminalEntity): boolean {
  return onDuty;
}

/** The nearest terminals, a line each with what speaks for it; why there is none. */
export function nearestLines(place: LngLat | null, context: Near): readonly string[] {
  const { say } = context;
  if (place === null) return [say('callout.noLocation')];
  const unheard = unheardWords(context);
  if (unheard !== null) return [unheard];
  const { nearest } = nearestTo(place, context);
  if (nearest.length === 0) return [say('callout.noTerminal')];
  return nearest.map((near, index) =>
    say(index === 0 ? 'callout.nearest' : 'callout.next', { terminal: nearWords(near, say) }),
  );
}

/**
 * Terminals on duty that are as near and are not told to be called, with the reason; null where there are none.
 * @param called those that were called to this very place, which are told apart
 */
export function passedSheet(
  place: LngLat | null,
  context: Near,
  called: readonly Pick<TerminalEntity, 'id'>[],
): Sheet | null {
  if (place === null || unheardWords(context) !== null) return null;
  const { passedOver } = nearestTo(place, context);
  const others = passedOver.filter(({ id }) => called.every((each) => each.id !== id));
  if (others.length === 0) return null;
  return {
    id: 'PASSED',
    rows: others.map(({ because, ...near }) => ({
      label: becauseWords(because, context.say),
      text: nearWords(near, context.say),
    })),
  };
}

function becauseWords(because: NotCalledBecause, say: Say): string {
  return because === 'STUCK' || because === 'INACCURATE' ? say(`fix.${because}`) : say(`terminal.${because}`);
}

function nearWords({ name, distanceM, fixAgeS, battery }: Ranked, say: Say): string {
  return joined(
    `${say.named(name)} ${distanceWords(distanceM, say)}`,
    say('near.fixed', { age: durationWords(fixAgeS * 1_000, say) }),
    battery === null ? '' : say('callout.battery', { n: battery }),
  );
}
