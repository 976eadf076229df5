import { readFileSync } from 'node:fs';

/**
 * @typedef {{ capabilities: Record<string, string>, requirements: Record<string, { capability: string, worksWhen: string }> }} Catalogue
 */

/** Where the catalogue lives in the project. It is generated from the product's requirements and committed. */
export const cataloguePath = 'test/traceability/requirements.json';

/**
 * The catalogue in the product's words: tables of `code | capability` and of `id | capability | works when`.
 *
 * @param {string} markdown
 * @returns {Catalogue}
 */
export function catalogueFrom(markdown) {
  /** @type {Catalogue} */
  const catalogue = { capabilities: {}, requirements: {} };
  for (const line of markdown.split('\n')) {
    const [, first = '', second = '', third = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    if (/^[A-Z]{2,3}$/.test(first)) catalogue.capabilities[first] = second;
    if (/^[A-Z]{2}\d+\.\d+$/.test(first)) catalogue.requirements[first] = { capability: second, worksWhen: third };
  }
  return catalogue;
}

/** @returns {Catalogue} */
export const readCatalogue = () => /** @type {Catalogue} */ (JSON.parse(readFileSync(cataloguePath, 'utf8')));
