import type { TerminalEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { durationWords } from '../locale/time.ts';
import { borderWords, type Callout, type CalloutContext, outsideWords, PLAIN } from './card.ts';
import { isExercise } from './exercise.ts';
import { areaName } from './places.ts';

/** What the callout tells about a terminal: a device with a place and an age, never who carries it. */
export function terminalCallout(terminal: TerminalEntity, context: CalloutContext): Callout {
  const { areas, say } = context;
  return {
    ref: entityRef('terminal', terminal.id),
    location: terminal.location,
    ...(terminal.sosAt === null ? {} : { calling: true }),
    priority: undefined,
    level: null,
    tone: terminal.sosAt === null ? 'plain' : 'alarm',
    title: isExercise(terminal) ? `${say('mode.exercise')} · ${terminal.name}` : terminal.name,
    place: areaName({ ...terminal, area: null }, areas),
    measured: '',
    state: stateWords(terminal, context),
    lines: [
      unitWords(terminal, context),
      fixWords(terminal, context),
      terminal.sosAt === null ? outsideWords(terminal, say) : borderWords(terminal, say),
      batteryWords(terminal, context),
    ].filter((line) => line !== ''),
    ...PLAIN,
    photos: [],
  };
}

/** Name of its unit; an id of no unit of the region is told to nobody. */
function unitWords({ unit }: TerminalEntity, { units, say }: CalloutContext): string {
  const name = unit === null ? undefined : units.get(unit);
  return name === undefined ? '' : say('callout.unit', { unit: name });
}

/** Why nobody knows where terminals are; null while they are heard. */
export function unheardWords({ heard, say }: Pick<CalloutContext, 'heard' | 'say'>): string | null {
  if (heard === 'LIVE') return null;
  return heard === 'SILENT' ? say('callout.notLocated') : say('feed.none', { feed: say('feed.terminal') });
}

function stateWords({ sosAt, state }: TerminalEntity, context: CalloutContext): string {
  const { now, say } = context;
  if (sosAt !== null)
    return `${say('terminal.SOS')} · ${say('timer.waited', { duration: durationWords(now - sosAt, say, { seconds: true }) })}`;
  return unheardWords(context) ?? say(`terminal.${state}`);
}

function fixWords({ location, fixAt, accuracyM }: TerminalEntity, { now, say }: CalloutContext): string {
  if (location === null || fixAt === null) return say('callout.noLocation');
  const fix = say('callout.fix', { age: durationWords(now - fixAt, say) });
  return accuracyM === null ? fix : `${fix} · ±${Math.round(accuracyM)} m`;
}

function batteryWords({ battery }: TerminalEntity, { say }: CalloutContext): string {
  return battery === null ? '' : say('callout.battery', { n: battery });
}
