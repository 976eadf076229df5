// Generates requirements.json from the product's requirements: node test/traceability/write-catalogue.mjs <requirements.md>
import { readFileSync, writeFileSync } from 'node:fs';
import { catalogueFrom, cataloguePath } from './catalogue.mjs';

const [, , source] = process.argv;
if (source === undefined) throw new Error('Name the requirements, a Markdown file.');
writeFileSync(cataloguePath, `${JSON.stringify(catalogueFrom(readFileSync(source, 'utf8')), null, 2)}\n`);
