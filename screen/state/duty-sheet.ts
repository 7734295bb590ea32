import type { CaseEntity } from '../../gateway/contract/entities.ts';
import type { CaseLife } from '../../gateway/contract/life.ts';
import { joined } from '../locale/joined.ts';
import { instantWords } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';
import { type Sheet, type SheetContext, type SheetRow, told } from './sheet.ts';

/**
 * Who answers for an item: first-contact unit 首问, level of handling and how often it was moved (提级 · 下沉), the way on which
 * it is resolved 化解途径, the row of the duty catalogue 确权 and whether grid workers may be sent; how often it went back, what
 * was checked, what waits for approval.
 */
export function dutySheet(item: CaseEntity, context: SheetContext): Sheet {
  const { say } = context;
  const { life, channel, handlingLevel } = item;
  return {
    id: 'DUTY',
    rows: told([
      {
        label: say('duty.first'),
        text: life.firstUnit === null ? say('duty.unknown') : say.named(life.firstUnit),
      },
      { label: say('duty.channel'), text: channel === null ? '' : say(`channel.${channel}`) },
      {
        label: say('duty.handling'),
        text: joined(
          say(`handling.${handlingLevel ?? 'NONE'}`),
          times('duty.raised', life.raised, say),
          times('duty.lowered', life.lowered, say),
        ),
      },
      { label: say('tracks.way'), text: life.track === null ? '' : say(`way.${life.track}`) },
      catalogueRow(life, say),
      gridRow(life, say),
      { label: say('duty.course'), text: courseWords(life, say) },
      gatesRow(life, say),
      { label: say('duty.requests'), text: requestWords(life, context) },
    ]),
  };
}

type Counted =
  | 'duty.raised'
  | 'duty.lowered'
  | 'duty.returns'
  | 'duty.reworks'
  | 'duty.reopenings'
  | 'duty.extensions';

/** How often, '' for never. */
function times(key: Counted, n: number, say: Say): string {
  return n === 0 ? '' : say(key, { n });
}

function catalogueRow({ catalogueItem, catalogue, duty }: CaseLife, say: Say): SheetRow {
  const row =
    catalogueItem === null || duty === null
      ? ''
      : joined(
          say('duty.row', { id: catalogueItem, department: say.named(duty.department) }),
          say(`handling.${duty.territory}`),
        );
  const wanting = catalogue === 'MATCHED' ? '' : say(`duty.${catalogue}`);
  return {
    label: say('duty.catalogue'),
    text: joined(wanting, row),
    ...(catalogue === 'DISPUTED' ? { late: true as const } : {}),
  };
}

/** 网格准入: told of an item that a row of the catalogue covers. */
function gridRow({ duty, gridBarred }: CaseLife, say: Say): SheetRow {
  const label = say('duty.grid');
  if (gridBarred) return { label, text: say('duty.gridBarred'), late: true };
  if (duty === null) return { label, text: '' };
  return { label, text: say(duty.gridMay ? 'duty.gridMay' : 'duty.gridMayNot') };
}

function courseWords({ returns, reworks, reopenings, extensions }: CaseLife, say: Say): string {
  return joined(
    times('duty.returns', returns, say),
    times('duty.reworks', reworks, say),
    times('duty.reopenings', reopenings, say),
    times('duty.extensions', extensions, say),
  );
}

/** 倒灌核查 and 回访, as far as they have been. */
function gatesRow({ check, callback }: CaseLife, say: Say): SheetRow {
  const text = joined(
    check === null ? '' : say(`check.${check}`),
    callback === null ? '' : say(`callback.${callback}`),
  );
  const failed = check === 'FAILED' || callback === 'FAILED';
  return { label: say('duty.gates'), text, ...(failed ? { late: true as const } : {}) };
}

function requestWords({ requests }: CaseLife, { now, utcOffsetMinutes, say }: SheetContext): string {
  return joined(
    ...requests.map(
      ({ kind, at }) => `${say(`request.${kind}`)} ${instantWords(at, now, utcOffsetMinutes, say)}`,
    ),
  );
}
