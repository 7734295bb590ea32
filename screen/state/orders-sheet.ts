import type { InstructionEntity } from '../../gateway/contract/warnings.ts';
import { joined } from '../locale/joined.ts';
import { durationWords, instantWords } from '../locale/time.ts';
import { counts } from './scope.ts';
import { type Sheet, type SheetContext, type SheetRow, shortened } from './sheet.ts';

/** Instructions to the front line about one thing, with their receipts 已发 → 已读 → 已办; null where there are none. */
export function ordersSheet(
  ref: string,
  instructions: ReadonlyMap<string, InstructionEntity>,
  context: SheetContext,
): Sheet | null {
  const its = [...instructions.values()]
    .filter((each) => each.about === ref && counts(each))
    .sort((a, b) => Number(b.late !== null) - Number(a.late !== null) || b.sentAt - a.sentAt);
  if (its.length === 0) return null;
  const rows = its.map((each) => orderRow(each, context));
  return { id: 'ORDERS', rows: shortened(rows, context.say) };
}

function orderRow(order: InstructionEntity, { now, utcOffsetMinutes, say }: SheetContext): SheetRow {
  const { state, unit, text, late, note } = order;
  const due = { SENT: order.readDueAt, READ: order.doneDueAt, DONE: null }[state];
  const at = { SENT: order.sentAt, READ: order.readAt, DONE: order.doneAt }[state];
  const when = at === null ? '' : instantWords(at, now, utcOffsetMinutes, say);
  const overdue =
    late === null || due === null ? '' : say('orders.late', { duration: durationWords(now - due, say) });
  return {
    label: say(`orders.${state}`),
    text: joined(say.named(unit), text, when, overdue, note ?? ''),
    ...(late === null ? {} : { late: true }),
  };
}
