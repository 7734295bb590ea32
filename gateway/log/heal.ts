import type { LogEntry } from '../contract/entry.ts';
import type { AppendOutcome, HealResult } from './port.ts';
import { type RecordedAppend, recordDraft } from './recorded.ts';

/** A lost entry as it is appended again: it remembers the first `n` that it ever had. */
export function again(entry: LogEntry): LogEntry & { readonly healedFrom: number } {
  return { ...entry, healedFrom: entry.healedFrom ?? entry.n };
}

/** The same as it is stored. */
export function recordAgain(entry: LogEntry): RecordedAppend {
  return { ...recordDraft(entry), healed: again(entry).healedFrom };
}

const WORDS = { new: 'healed', duplicate: 'present', conflict: 'conflict' } as const;

/** What the append of a lost entry says about its healing. */
export function healed({ status, position }: AppendOutcome): HealResult['outcomes'][number] {
  return { status: WORDS[status], position };
}
