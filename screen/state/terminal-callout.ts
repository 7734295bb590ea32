import type { TerminalEntity } from '../../gateway/contract/entities.ts';
import { entityRef } from '../../gateway/contract/ids.ts';
import { joined } from '../locale/joined.ts';
import { durationWords } from '../locale/time.ts';
import { callStepWords, callWords } from './called.ts';
import { borderWords, type Callout, type CalloutContext, outsideWords, PLAIN } from './card.ts';
import { isExercise } from './exercise.ts';
import { areaName } from './places.ts';

/**
 * What the callout tells about a terminal: a device with a place and an age, never who carries it.
 * @param target title of what it was called to last; '' without a call, or once that has left the wall
 */
export function terminalCallout(terminal: TerminalEntity, context: CalloutContext, target: string): Callout {
  const { areas, say } = context;
  const { dispatch, state } = terminal;
  const stepTold = state === 'BUSY' && unheardWords(context) === null;
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
      dispatch === null ? '' : callWords({ ...terminal, dispatch }, { target, stepTold }, context),
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

function stateWords({ sosAt, state, dispatch }: TerminalEntity, context: CalloutContext): string {
  const { now, say } = context;
  if (sosAt !== null)
    return `${say('terminal.SOS')} · ${say('timer.waited', { duration: durationWords(now - sosAt, say, { seconds: true }) })}`;
  const unheard = unheardWords(context);
  if (unheard !== null) return unheard;
  return state === 'BUSY' && dispatch !== null ? callStepWords(dispatch, context) : say(`terminal.${state}`);
}

/** Age and radius of the last fix, and why it is not to be trusted. */
function fixWords(terminal: TerminalEntity, { now, say }: CalloutContext): string {
  const { location, fixAt, accuracyM, flags } = terminal;
  if (location === null || fixAt === null) return say('callout.noLocation');
  return joined(
    say('callout.fix', { age: durationWords(now - fixAt, say) }),
    accuracyM === null ? '' : `±${Math.round(accuracyM)} m`,
    flags.includes('stuck_fix') ? say('fix.STUCK') : '',
    flags.includes('inaccurate') ? say('fix.INACCURATE') : '',
  );
}

function batteryWords({ battery }: TerminalEntity, { say }: CalloutContext): string {
  return battery === null ? '' : say('callout.battery', { n: battery });
}
