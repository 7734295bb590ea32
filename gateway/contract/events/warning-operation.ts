import { z } from 'zod';
import { WARNING_LEVELS, WARNING_VERDICTS } from '../warnings.ts';
import { line, text } from './shared.ts';

const note = text(300).optional();
/** Id or name of a unit or team; never a person. */
const unit = line(80);

/** 核定: somebody has looked at the finding and stands for it, at the rule's level or another. */
export const operationWarningConfirmed = z.object({ level: z.enum(WARNING_LEVELS).optional(), note });

/** 派发: the slip (预警提示单) goes to a unit; left out, to the one that the finding names. */
export const operationWarningIssued = z.object({ unit: unit.optional(), note });

/** 签收: the unit has taken the slip. */
export const operationWarningSigned = z.object({ note });

/** 反馈: what the unit found and did. */
export const operationWarningAnswered = z.object({ note: text(300).min(1) });

/** 解除: it is over; FALSE when there was nothing in it. */
export const operationWarningLifted = z.object({ verdict: z.enum(WARNING_VERDICTS), note });

/** 已发: an instruction about an item, alarm, lead or warning to a unit or team at the front line. */
export const operationInstructionSent = z.object({ unit, text: text(300).min(1) });

/** 已读. */
export const operationInstructionRead = z.object({ note });

/** 已办. */
export const operationInstructionDone = z.object({ note });
