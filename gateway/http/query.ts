import type { Request } from 'express';
import type { z } from 'zod';
import { GatewayError } from '../contract/errors.ts';

/** The parameters of the address. @throws {GatewayError} `invalid_parameter` naming the first that is wrong */
export function parameters<Schema extends z.ZodType>(
  schema: Schema,
  request: Pick<Request, 'query'>,
): z.infer<Schema> {
  const parsed = schema.safeParse(request.query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
  throw new GatewayError('invalid_parameter', `${path}: ${issue?.message ?? 'not valid'}`, { path });
}
