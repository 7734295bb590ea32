import { ERROR_WORDS } from '../../contract/error-words.ts';
import { ERRORS } from '../../contract/errors.ts';
import { type Answer, type Body, errorsOf, GROUPS, type Operation, type Parameter } from './operation.ts';
import { type JsonSchema, namedSchemas, plainSchema, ref } from './schemas.ts';

/** What both documents say of this gateway. */
export interface DocumentedGateway {
  /** Address at which the caller reached it, without a slash at the end. */
  readonly url: string;
  readonly version: string;
}

/** The OpenAPI 3.1 document of the calls: paths from `operations`, schemas from the contract. */
export function openApiDocument(
  operations: readonly Operation[],
  { url, version }: DocumentedGateway,
): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '一图统览',
      version,
      summary: '县级社会治安综合治理中心实时大屏的网关',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url }],
    tags: GROUPS.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'Authorization: Bearer <密钥>' },
      },
      schemas: namedSchemas(),
    },
  };
}

function operationObject(operation: Operation): JsonSchema {
  const { id, group, title, says, key, parameters = [], bodies = [], bodyOptional = false } = operation;
  return {
    operationId: id,
    tags: [group],
    summary: title,
    description: says,
    ...(key === 'open'
      ? { security: [] }
      : { security: key === 'local' || key === 'any' ? [{}, { key: [] }] : [{ key: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterObject) }),
    ...(bodies.length === 0 ? {} : { requestBody: { required: !bodyOptional, content: contentOf(bodies) } }),
    responses: responsesOf(operation),
  };
}

function parameterObject({ in: place, name, says, schema, required, example }: Parameter): JsonSchema {
  const shown = example === undefined ? {} : { example };
  return { in: place, name, description: says, required, schema: plainSchema(schema), ...shown };
}

function contentOf(bodies: readonly Body[]): JsonSchema {
  return Object.fromEntries(
    bodies.map(({ type, schema, example, base64 }) => [
      type,
      schema === undefined
        ? { ...(example === '' || base64 ? {} : { example }) }
        : { schema, example: JSON.parse(example) as unknown },
    ]),
  );
}

/** Answers by status; where a refusal has a body of its own, the problem document stands beside it. */
function responsesOf(operation: Operation): JsonSchema {
  const { answers, refusals = [] } = operation;
  const responses: Record<string, JsonSchema> = {};
  for (const answer of [...answers, ...refusals]) responses[answer.status] = answered(answer);
  const byStatus = Map.groupBy(errorsOf(operation), (code) => ERRORS[code].status);
  for (const [status, codes] of byStatus) {
    const { description = '', content = {} } = (responses[status] ?? {}) as {
      description?: string;
      content?: JsonSchema;
    };
    const problems = codes.map((code) => `${code} ${ERROR_WORDS[code].zh}`).join('；');
    responses[status] = {
      description: [description, problems].filter((text) => text !== '').join('。'),
      content: { ...content, 'application/problem+json': { schema: problemSchema(content) } },
      ...(codes.some((code) => ERRORS[code].retryable) ? { headers: RETRY_AFTER } : {}),
    };
  }
  return responses;
}

const RETRY_AFTER = {
  'Retry-After': { description: '多少秒之后再发', schema: { type: 'integer' } },
};

/** A log that fails on the way is told as a problem that holds the results too. */
function problemSchema(content: JsonSchema): JsonSchema {
  return content['application/problem+json'] === undefined
    ? ref('Problem')
    : { anyOf: [(content['application/problem+json'] as { schema: JsonSchema }).schema, ref('Problem')] };
}

function answered({ says, type = 'application/json', schema }: Answer): JsonSchema {
  if (type === null) return { description: says };
  return { description: says, content: { [type]: schema === undefined ? {} : { schema: ref(schema) } } };
}
