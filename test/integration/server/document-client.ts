import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Media {
  readonly schema: object;
  readonly example?: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[];
  readonly parameters: readonly { readonly $ref?: string; readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: { readonly [type: string]: Media } };
  readonly responses: {
    readonly [status: string]: { readonly $ref?: string; readonly content?: { readonly [type: string]: Media } };
  };
}
export interface OpenApiDocument {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
}

export interface Call {
  readonly path?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string | number };
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: { readonly [name: string]: string };
}

export interface Answered {
  readonly status: number;
  readonly type: string;
  /** One document; an array of them for NDJSON; text or bytes otherwise. */
  readonly value: unknown;
}

/**
 * A client that knows nothing but the document that the server hands out: paths, methods, parameters and forms are taken from it,
 * and every request and every answer is held against it.
 */
export async function clientFromDocument(url: string) {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApiDocument;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, 'openapi.json');
  const hold = (what: string, schema: object, value: unknown): void => {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/')) as object;
    const validate = ajv.compile(absolute);
    if (!validate(value)) throw new Error(`${what} is not as the document says: ${JSON.stringify(validate.errors)}`);
  };
  const follow = <T extends object>(one: T & { readonly $ref?: string }): T =>
    one.$ref === undefined
      ? one
      : (one.$ref
          .slice(2)
          .split('/')
          .reduce<unknown>((place, key) => (place as { readonly [key: string]: unknown })[key], document) as T);
  const operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [operation.operationId, { path, method, operation }] as const),
    ),
  );

  async function call(name: string, { path = {}, query = {}, body, token, headers = {} }: Call = {}): Promise<Answered> {
    const found = operations.get(name);
    if (!found) throw new Error(`The document has no operation ${name}.`);
    const { operation } = found;
    const known = operation.parameters.map(follow);
    for (const [place, given] of Object.entries({ path, query }))
      for (const [key, value] of Object.entries(given)) {
        const parameter = known.find((one) => one.in === place && one.name === key);
        if (!parameter) throw new Error(`${name} has no parameter ${key} in its ${place}.`);
        hold(`${name}: ${key}`, parameter.schema, value);
      }
    const form = operation.requestBody?.content['application/json'];
    if (form) hold(`The body of ${name}`, form.schema, body);
    const target = new URL(
      found.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(path[key] ?? '')),
      url,
    );
    for (const [key, value] of Object.entries(query)) target.searchParams.set(key, String(value));
    const response = await fetch(target, {
      method: found.method.toUpperCase(),
      headers: {
        ...(operation.security.some((one) => 'bearer' in one) && token !== undefined ? { authorization: `Bearer ${token}` } : {}),
        ...(form ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(form ? { body: JSON.stringify(body) } : {}),
    });
    const described = operation.responses[String(response.status)];
    if (!described) throw new Error(`${name} answered ${response.status}, which the document does not have.`);
    const { content } = follow(described);
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (!content) return { status: response.status, type, value: await response.text() };
    const media = content[type];
    if (!media) throw new Error(`${name} answered ${type}, which the document does not have.`);
    if (type === 'application/x-ndjson') {
      const lines = (await response.text()).split('\n').filter((line) => line !== '');
      const value = lines.map((line) => JSON.parse(line) as unknown);
      for (const line of value) hold(`A line of ${name}`, media.schema, line);
      return { status: response.status, type, value };
    }
    if (type === 'application/gzip') return { status: response.status, type, value: new Uint8Array(await response.arrayBuffer()) };
    if (!type.endsWith('json')) return { status: response.status, type, value: await response.text() };
    const value: unknown = await response.json();
    hold(`The answer of ${name}`, media.schema, value);
    return { status: response.status, type, value };
  }

  return { document, operations: [...operations.keys()], call };
}
