import { entityRef } from '../../../gateway/contract/ids.ts';
import { durationWords } from '../../locale/time.ts';
import { areaName } from '../../state/places.ts';
import type { Calling } from '../../state/sos.ts';
import type { AlarmRow, RowContext } from './strip.ts';

/** A terminal that calls for help as a row of the strip: as loud as an alarm P1 that nobody has seen. */
export function sosRow(terminal: Calling, { now, areas, say }: RowContext): AlarmRow {
  return {
    ref: entityRef('terminal', terminal.id),
    calling: true,
    priority: 'P1',
    title: `${say('terminal.SOS')} · ${terminal.name}`,
    place: areaName({ ...terminal, area: null }, areas),
    measured: '',
    words: say('timer.waited', { duration: durationWords(now - terminal.sosAt, say, { seconds: true }) }),
    acked: false,
  };
}
