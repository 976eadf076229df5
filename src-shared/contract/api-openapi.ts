import type { z } from 'zod';
import { type ProblemCode, problem, problemCatalogue } from '#shared/kernel/problem.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { api } from './api.contract.ts';
import { type Api, type ApiEndpoint, defaultBodyCap, problemsOf } from './api-endpoint.ts';
import { formAt, formsOf } from './api-forms.ts';
import { countPattern } from './api-sync.contract.ts';

/** The OpenAPI 3.1 document of a table of endpoints. It holds nothing that the table does not say. */
export function openApi(version: string, table: Api = api): JsonObject {
  const schemas = formsOf(table);
  const paths: { [path: string]: { [method: string]: JsonObject } } = {};
  for (const [name, one] of Object.entries(table)) {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operation(name, one, schemas.of) };
  }
  const groups = [...new Set(Object.values(table).map(({ group }) => group))];
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Countersign server',
      version,
      summary: 'What devices and programs ask the server for.',
      description:
        'Everything that fails answers `application/problem+json` from one catalogue. A command may be sent again: its id makes it count once. ' +
        'Changing requests that carry the session cookie need the header `x-countersign: 1`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: groups.map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.components,
      responses: Object.fromEntries(Object.keys(problemCatalogue).map((code) => [code, problemResponse(code as ProblemCode)])),
      parameters: {
        client: {
          name: 'x-countersign-client',
          in: 'header',
          description: 'The version of a Countersign client; below the server’s minimum the answer is 426.',
          schema: { type: 'string' },
          example: version,
        },
        csrf: {
          name: 'x-countersign',
          in: 'header',
          description: 'Needed with the session cookie: no form of another site can send it.',
          schema: { type: 'string', const: '1' },
          example: '1',
        },
      },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'countersign_session' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of a sign-in with `keep: token`.' },
        operator: { type: 'http', scheme: 'bearer', description: 'The operator’s token; not needed on the machine itself.' },
      },
    },
  };
}

const security = {
  anyone: [],
  signedIn: [{ cookie: [] }, { bearer: [] }],
  founder: [{ cookie: [] }, { bearer: [] }],
  operator: [{ operator: [] }, {}],
} as const;

function operation(operationId: string, one: ApiEndpoint, schemaOf: (form: z.ZodType) => JsonObject): JsonObject {
  const { example } = one;
  const isChange = one.method !== 'GET' && one.who !== 'anyone';
  const parameters = [
    ...parametersOf('path', one.params, example.params, schemaOf),
    ...parametersOf('query', one.query, example.query, schemaOf),
    { $ref: '#/components/parameters/client' },
    ...(isChange ? [{ $ref: '#/components/parameters/csrf' }] : []),
  ];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(one)) {
    const { status } = problemCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const problems = [...byStatus].toSorted(([a], [b]) => a - b).map(([status, codes]) => [String(status), responseOf(codes)]);
  return {
    operationId,
    tags: [one.group],
    summary: one.summary,
    security: security[one.who],
    parameters,
    ...(one.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            description: `At most ${one.maxBody ?? defaultBodyCap} bytes.`,
            content: { 'application/json': { schema: schemaOf(one.body), example: (example.body ?? null) as JsonObject } },
          },
        }),
    responses: { ...answerOf(one, schemaOf), ...(Object.fromEntries(problems) as JsonObject) },
  };
}

/** Each property of a form as a parameter of its own. */
function parametersOf(
  place: 'path' | 'query',
  form: z.ZodType | undefined,
  example: unknown,
  schemaOf: (form: z.ZodType) => JsonObject,
): JsonObject[] {
  if (form === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(form) as { properties?: { [name: string]: JsonObject }; required?: string[] };
  const examples = (example ?? {}) as JsonObject;
  return Object.entries(properties).map(([name, { description, ...schema }]) => {
    const isCount = schema['pattern'] === countPattern;
    const given = examples[name];
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: isCount ? { type: 'integer', minimum: 0 } : schema,
      ...(given === undefined ? {} : { example: isCount ? Number(given) : given }),
    };
  });
}

function answerOf({ answers, example }: ApiEndpoint, schemaOf: (form: z.ZodType) => JsonObject): JsonObject {
  const answer = (example.answer ?? null) as JsonObject;
  const content = (type: string, media: JsonObject) => ({ content: { [type]: media } });
  switch (answers.as) {
    case 'json':
      return {
        [answers.status ?? 200]: {
          description: 'Done.',
          ...content('application/json', { schema: schemaOf(answers.form), example: answer }),
        },
      };
    case 'nothing':
      return { 204: { description: 'Done. There is nothing to say.' } };
    case 'ndjson':
      return {
        200: {
          description: 'One JSON document a line; the schema is that of a line.',
          ...content('application/x-ndjson', { schema: schemaOf(answers.form), example: answer }),
        },
      };
    case 'gzip':
      return {
        200: {
          description: 'The bytes. They never change under their name.',
          headers: { 'cache-control': { schema: { type: 'string' }, example: 'private, max-age=31536000, immutable' } },
          ...content('application/gzip', { schema: { type: 'string', contentMediaType: 'application/gzip' } }),
        },
      };
    case 'events':
      return {
        200: {
          description: `Server-sent events called \`${answers.event}\`; the schema is that of their data.`,
          ...content('text/event-stream', { schema: schemaOf(answers.form), example: answer }),
        },
      };
    case 'text':
      return { 200: { description: 'A text.', ...content(answers.type.split(';')[0] ?? 'text/plain', { schema: { type: 'string' } }) } };
  }
}

/** Where several codes share a status, they stand together as examples. */
function responseOf(codes: readonly ProblemCode[]): JsonObject {
  const [first, ...others] = codes;
  if (first !== undefined && others.length === 0) return { $ref: `#/components/responses/${first}` };
  return {
    description: codes.map((code) => problemCatalogue[code].title).join('. '),
    content: {
      'application/problem+json': {
        schema: { $ref: formAt('Problem') },
        examples: Object.fromEntries(codes.map((code) => [code, { value: sampleOf(code) }])),
      },
    },
  };
}

const sampleOf = (code: ProblemCode): JsonObject => {
  const { type, title, status } = problem(code);
  return { type, title, status };
};

const problemResponse = (code: ProblemCode): JsonObject => ({
  description: `${problemCatalogue[code].title}. The same may succeed ${problemCatalogue[code].retry}.`,
  content: { 'application/problem+json': { schema: { $ref: formAt('Problem') }, example: sampleOf(code) } },
});
