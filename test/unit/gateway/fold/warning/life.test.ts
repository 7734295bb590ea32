import { describe, expect, it } from 'vitest';
import { refolded } from '../../../../../gateway/fold/measures/refold.ts';
import { pastItem } from '../../../../../gateway/fold/past.ts';
import { kpi, NOON, tick } from '../log.ts';
import {
  command,
  DAY,
  entriesOf,
  foldWith,
  HOUR,
  item,
  items,
  only,
  TICK,
  theWarning,
  warningsOf,
} from './support.ts';

const MINUTE = 60_000;

function found() {
  const { fold, tell } = foldWith(only('repeat-village'), ...items(20, (i) => i / 2), TICK);
  const subject = `warning:${theWarning(fold).id}`;
  const say = (type: string, data: Record<string, unknown> = {}, at = NOON + MINUTE) =>
    tell(command(type, subject, data, at));
  return { fold, tell, subject, say };
}

describe('a warning', () => {
  it('is confirmed, issued, signed, answered and lifted, and each step is counted for its rule', () => {
    const { fold, say } = found();
    expect(kpi(fold, 'warning.generated')).toBe(1);
    say('warning_confirmed', { level: 'HIGH' });
    say('warning_issued', { unit: 'u-housing' });
    expect(theWarning(fold)).toMatchObject({
      state: 'ISSUED',
      level: 'HIGH',
      unit: '住建局',
      unitId: 'u-housing',
      issuedBy: '1号席',
      signDueAt: NOON + MINUTE + 2 * HOUR,
    });
    expect([kpi(fold, 'warning.unsigned'), kpi(fold, 'warning.issuedToday')]).toEqual([1, 1]);
    const falling = (hours: number) =>
      fold
        .fallingDue(NOON + hours * HOUR)
        .flatMap(({ kind, clock, unit }) => (kind === 'warning' ? [[clock, unit]] : []));
    expect([falling(2), falling(3)]).toEqual([[], [['SIGN', '住建局']]]);
    say('warning_signed', {}, NOON + HOUR);
    expect(falling(24 * 60)).toEqual([['ANSWER', '住建局']]);
    say('warning_answered', { note: '已现场走访' }, NOON + 2 * HOUR);
    say('warning_lifted', { verdict: 'USEFUL' }, NOON + 3 * HOUR);
    expect(theWarning(fold)).toMatchObject({
      state: 'LIFTED',
      answer: '已现场走访',
      verdict: 'USEFUL',
      endedAt: NOON + 3 * HOUR,
      version: 6,
    });
    const ofRule = (what: string) => kpi(fold, `warning.rule.${what}.repeat-village`);
    expect(['generated', 'issued', 'signedInTime', 'answered', 'useful', 'false'].map(ofRule)).toEqual([
      1, 1, 1, 1, 1, 0,
    ]);
    expect(kpi(fold, 'warning.open')).toBe(0);
  });

  it.each(['u-housing', '住建局', '示例县住房和城乡建设局'])('is issued to one unit, told as %s', (unit) => {
    const { fold, say } = found();
    say('warning_confirmed', { level: 'HIGH' });
    say('warning_issued', { unit });
    expect(theWarning(fold)).toMatchObject({ unit: '住建局', unitId: 'u-housing' });
  });

  it('is found again, and confirmed, when its history was lost and given back behind a later clock', () => {
    const later = NOON + 2 * MINUTE;
    const { fold, tell } = foldWith(only('repeat-village'), tick(later));
    const { subject } = found();
    const lost = [...items(20, (i) => i / 2), TICK];
    const confirmed = command('warning_confirmed', subject, { level: 'HIGH' }, NOON + MINUTE);
    tell(...[...lost, confirmed].map((said, i) => ({ ...said, healedFrom: i + 2 })));
    expect(theWarning(fold)).toMatchObject({ state: 'CONFIRMED', level: 'HIGH' });
    expect(fold.now()).toBe(later);
    // Trimming spares the entry that found it.
    expect(fold.needed('system')).toContain(2 + lost.length);
  });

  it('is late while a signature or an answer is awaited beyond its time', () => {
    const { fold, tell, say } = found();
    say('warning_confirmed', { level: 'HIGH' });
    say('warning_issued');
    tell(tick(NOON + 3 * HOUR));
    expect(theWarning(fold).late).toBe('SIGN');
    expect([kpi(fold, 'warning.signLate'), kpi(fold, 'warning.rule.overdue.repeat-village')]).toEqual([1, 1]);
    say('warning_signed', {}, NOON + 3 * HOUR);
    expect(theWarning(fold).late).toBeNull();
    const ofRule = (what: string) => kpi(fold, `warning.rule.${what}.repeat-village`);
    expect(['signedInTime', 'overdue'].map(ofRule)).toEqual([0, 1]);
    tell(tick(NOON + 28 * HOUR));
    expect(theWarning(fold).late).toBe('ANSWER');
  });

  it('moves with the numbers until it is confirmed, and keeps what was confirmed', () => {
    const { fold, tell, say } = found();
    tell(item('more', 0), tick(NOON + 30_000));
    expect(theWarning(fold)).toMatchObject({ count: 21, version: 1 });
    say('warning_confirmed');
    tell(item('still-more', 0), tick(NOON + 2 * MINUTE));
    expect(theWarning(fold)).toMatchObject({ count: 21, holds: true });
  });

  it('passes over a step that does not follow on its state', () => {
    const { fold, say } = found();
    say('warning_issued');
    say('warning_signed');
    expect(theWarning(fold)).toMatchObject({ state: 'GENERATED', version: 1, movedBy: null });
    expect(kpi(fold, 'quarantined')).toBe(0);
  });

  it('is not found again while its rule is quiet about it, and then anew', () => {
    const { fold, tell, say } = found();
    say('warning_lifted', { verdict: 'FALSE' });
    tell(item('more', -1, {}, { receivedAt: NOON + DAY }), tick(NOON + 13 * DAY));
    expect(theWarning(fold).state).toBe('LIFTED');
    expect(kpi(fold, 'warning.rule.false.repeat-village')).toBe(1);
    tell(tick(NOON + 14 * DAY), tick(NOON + 15 * DAY));
    expect(warningsOf(fold).map(({ state }) => state)).toEqual(['LIFTED', 'GENERATED']);
  });

  it('leaves when nobody took it up and it no longer stands, and when it ended long ago', () => {
    const { fold, tell } = found();
    tell(tick(NOON + 31 * DAY));
    expect(warningsOf(fold)).toEqual([]);
    expect(kpi(fold, 'warning.open')).toBe(0);
    const ended = found();
    ended.say('warning_lifted', { verdict: 'FALSE' });
    ended.tell(tick(NOON + 31 * DAY));
    expect(warningsOf(ended.fold)).toEqual([]);
    expect(kpi(ended.fold, 'warning.rule.false.repeat-village')).toBe(0);
  });

  it('becomes an item that tells where it came from', () => {
    const { fold, say, subject } = found();
    say('warning_confirmed');
    say('linked', { kind: 'DISPUTE' });
    expect(theWarning(fold)).toMatchObject({ state: 'CONVERTED', item: subject, verdict: 'USEFUL' });
    expect(fold.get('case', subject)).toMatchObject({ kind: 'DISPUTE', area: 'v1', location: null });
  });
});

describe('an item made of a warning', () => {
  /** The command as the door writes it down: with the title of what it makes. */
  const made = (subject: string) => command('linked', subject, { title: '村级重复：一村', kind: 'DISPUTE' });

  it('stands on its own entries once the warning is gone: it is found again, and its numbers are', () => {
    const { fold, say, subject, tell } = found();
    say('warning_confirmed');
    tell({ ...made(subject), area: 'v1' });
    const question = { id: 'received', period: 'ALL', area: null, at: NOON } as const;
    tell(tick(NOON + 2 * MINUTE));
    const told = fold.get('case', subject);
    expect(fold.explainKpi(question)?.rows.map((row) => row.subject)).toContain(`case:${subject}`);
    const entries = entriesOf(only('repeat-village'), [{ ...made(subject), area: 'v1' }]);
    expect(pastItem(entries, subject)?.item).toMatchObject({
      title: told?.title,
      village: 'v1',
      kind: 'DISPUTE',
    });
    const rows = refolded(entries, question, NOON + HOUR);
    expect(rows.get(`case:${subject}`)).toMatchObject({ part: 1, of: 1 });
  });

  it('that was there already keeps the command among its facts', () => {
    const { subject } = found();
    const linked = command('linked', subject, { title: '村级重复：一村', item: 'x' });
    const entries = entriesOf(only('repeat-village'), [item('x', 1), linked]);
    expect(pastItem(entries, 'x')?.facts.map(({ type }) => type)).toEqual([
      'case.received',
      'operation.linked',
    ]);
  });

  it('cannot be told of a command that names neither', () => {
    const { subject } = found();
    const entries = entriesOf(only('repeat-village'), [command('linked', subject, {})]);
    expect(pastItem(entries, subject)).toBeNull();
  });
});

describe('an instruction', () => {
  it('is as real as what it is about, whoever sent it', () => {
    const drill = { ...item('x', 0), reality: 'exercise' as const };
    const { fold, tell } = foldWith(only(), drill, TICK);
    tell(command('instruction_sent', 'case:x', { unit: 'u-housing', text: '请到场查看' }));
    expect([...fold.all('instruction')].map(({ reality }) => reality)).toEqual(['exercise']);
    expect(kpi(fold, 'instruction.open')).toBe(0);
  });

  it('is sent, read and done, and late while a receipt is awaited beyond its time', () => {
    const { fold, tell } = foldWith(only(), item('x', 0), TICK);
    tell(command('instruction_sent', 'case:x', { unit: 'u-housing', text: '请到场查看' }));
    const [sent] = [...fold.all('instruction')];
    expect(sent).toMatchObject({
      about: 'case:x',
      unit: '住建局',
      state: 'SENT',
      village: 'v1',
      sentBy: '1号席',
    });
    tell(tick(NOON + HOUR));
    expect(fold.get('instruction', sent?.id ?? '')?.late).toBe('READ');
    expect([kpi(fold, 'instruction.unread'), kpi(fold, 'instruction.late')]).toEqual([1, 1]);
    const subject = `instruction:${sent?.id}`;
    tell(command('instruction_done', subject), command('instruction_read', subject, {}, NOON + HOUR));
    expect(fold.get('instruction', sent?.id ?? '')).toMatchObject({ state: 'READ', late: null });
    tell(command('instruction_done', subject, { note: '已到场' }, NOON + 2 * HOUR));
    expect(fold.get('instruction', sent?.id ?? '')).toMatchObject({ state: 'DONE', note: '已到场' });
    expect([kpi(fold, 'instruction.open'), kpi(fold, 'instruction.doneToday')]).toEqual([0, 1]);
  });

  it('about an exercise is part of it and counts nowhere', () => {
    const { fold, tell } = foldWith(only(), item('x', 0, {}, { reality: 'exercise' }), TICK);
    tell({ ...command('instruction_sent', 'case:x', { unit: '一队', text: '演练' }), reality: 'exercise' });
    expect([...fold.all('instruction')].map(({ reality }) => reality)).toEqual(['exercise']);
    expect(kpi(fold, 'instruction.open')).toBe(0);
  });
});
