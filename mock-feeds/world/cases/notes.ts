import type { Draw } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { type Calendar, HOUR } from '../time.ts';
import type { CaseDraft } from './draft.ts';
import type { CaseLife } from './life.ts';
import type { Step } from './steps.ts';

const NIGHT_NOTES = [
  '夜间巡查：现场无异常',
  '夜间巡查：警示标志完好',
  '网格夜巡已查看现场',
  '值班人员已电话跟进',
];

function isDaytime(calendar: Calendar, ms: number): boolean {
  const minute = calendar.minuteOf(ms);
  return minute >= 8 * 60 && minute < 20 * 60;
}

/**
 * The small notes of people at work on an open item: each hour between start and feedback brings one by chance.
 * They exist only from `since` on, so that a pre-played history stays short.
 */
export function notesOf(
  draw: Draw,
  { calendar, rules, since }: { calendar: Calendar; rules: Scenario['cases']; since: number },
  item: CaseDraft,
  life: CaseLife,
): Step[] {
  const [byDay, byNight] = rules.notesPerHour;
  const notes: Step[] = [];
  const [start, feed] = [life.at.get('start') ?? 0, life.at.get('feed') ?? 0];
  const [suspend, resume] = [life.at.get('suspend') ?? feed, life.at.get('resume') ?? feed];
  for (let hour = start; hour < feed; hour += HOUR) {
    const at = Math.round(hour + draw.next() * HOUR);
    const day = isDaytime(calendar, at);
    const told = draw.chance(day ? byDay : byNight);
    const note = draw.pick(day ? item.sort.notes : NIGHT_NOTES);
    const resting = at >= suspend && at < resume;
    if (told && at >= since && at < feed && !resting) {
      notes.push({ at, type: 'case.progressed', data: { note } });
    }
  }
  return notes;
}
