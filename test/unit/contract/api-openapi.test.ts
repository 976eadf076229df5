import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { api } from '#shared/contract/api.contract.ts';
import type { ApiEndpoint } from '#shared/contract/api-endpoint.ts';
import { openApi } from '#shared/contract/api-openapi.ts';
import { problemCatalogue } from '#shared/kernel/problem.ts';

interface Media {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: { readonly [name: string]: { readonly value: unknown } };
}
interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: { readonly [type: string]: Media };
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters: readonly {
    readonly $ref?: string;
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: object;
    readonly example?: unknown;
  }[];
  readonly requestBody?: { readonly content: { readonly [type: string]: Media } };
  readonly responses: { readonly [status: string]: Response };
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: {
    readonly schemas: { readonly [name: string]: object };
    readonly responses: { readonly [name: string]: Response };
    readonly securitySchemes: { readonly [name: string]: object };
  };
}

/** As it goes over the wire. */
const document = JSON.parse(JSON.stringify(openApi('1.2.3'))) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, 'openapi.json');
/** The schema as the document has it, its references looked up there. */
const conforms = (schema: object, value: unknown): string[] => {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/')) as object;
  const validate = ajv.compile(absolute);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};

const refsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => (key === '$ref' && typeof one === 'string' ? [one] : refsIn(one)))
    : [];
const at = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((place, key) => (place as { readonly [key: string]: unknown } | undefined)?.[key], document);

test('[PI4.1] the document has the form that OpenAPI 3.1 asks for', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: 'Countersign server', version: '1.2.3' });
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  const tags = new Set(document.tags.map(({ name }) => name));
  for (const { path, method, operation } of operations) {
    expect(path).toMatch(/^\/[\w\-./{}]*$/);
    expect(['get', 'post', 'delete']).toContain(method);
    expect(operation.summary).toMatch(/\.$/);
    expect(operation.tags.every((tag) => tags.has(tag))).toBe(true);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = operation.parameters.filter((one) => one.in === 'path');
    expect(described.map(({ name }) => name)).toEqual(inPath);
    expect(described.every(({ required }) => required)).toBe(true);
    for (const scheme of operation.security.flatMap((one) => Object.keys(one)))
      expect(document.components.securitySchemes).toHaveProperty(scheme);
    for (const response of Object.values(operation.responses)) expect(response.$ref ?? response.description).toBeTruthy();
  }
});

test('every reference leads somewhere', () => {
  const lost = refsIn(document).filter((ref) => !ref.startsWith('#/') || at(ref) === undefined);
  expect(lost).toEqual([]);
});

test('every schema of it is a JSON Schema of 2020-12', () => {
  const schemas = operations.flatMap(({ operation }) => [
    ...operation.parameters.flatMap(({ schema }) => (schema ? [schema] : [])),
    ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
    ...Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {}).map(({ schema }) => schema)),
  ]);
  for (const schema of [...schemas, ...Object.values(document.components.schemas)]) {
    expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
    expect(JSON.stringify(schema)).not.toMatch(/"\$(id|schema)"/);
  }
});

describe('every endpoint of the contract is in it, with examples of its own form', () => {
  test.each(Object.entries(api) as [string, ApiEndpoint][])('%s', (name, one) => {
    const path = one.path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = document.paths[path]?.[one.method.toLowerCase()];
    expect(operation?.operationId).toBe(name);
    const wrong: string[] = [];
    for (const parameter of operation?.parameters ?? [])
      if (parameter.$ref === undefined) wrong.push(...conforms(parameter.schema, parameter.example));
    for (const { schema, example } of Object.values(operation?.requestBody?.content ?? {})) wrong.push(...conforms(schema, example));
    for (const response of Object.values(operation?.responses ?? {})) {
      const { content = {} } = (response.$ref === undefined ? response : at(response.$ref)) as Response;
      for (const { schema, example, examples } of Object.values(content)) {
        if (example !== undefined) wrong.push(...conforms(schema, example));
        for (const { value } of Object.values(examples ?? {})) wrong.push(...conforms(schema, value));
      }
    }
    expect(wrong).toEqual([]);
    // The same examples, by the definitions that the server parses with.
    const answer = 'form' in one.answers ? one.answers.form : undefined;
    const parts = [
      [one.params, one.example.params],
      [one.query, one.example.query],
      [one.body, one.example.body],
      [answer, one.example.answer],
    ] as const;
    expect(parts.flatMap(([form, example]) => form?.safeParse(example).error?.issues ?? [])).toEqual([]);
  });

  test('and nothing else is', () => {
    expect(operations).toHaveLength(Object.keys(api).length);
  });
});

test('[PI4.5] every problem of the catalogue is in it, with its status, and every endpoint names those it can have', () => {
  expect(Object.keys(document.components.responses)).toEqual(Object.keys(problemCatalogue));
  for (const { operation } of operations) {
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '429', '500', '503']));
    const isOpen = operation.security.length === 0;
    expect('401' in operation.responses || isOpen || operation.operationId === 'metrics').toBe(true);
    const forBodies = operation.requestBody ? ['413', '415', '422'] : [];
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(forBodies));
  }
});
