import { api } from '#shared/contract/api.contract.ts';
import { type ApiEndpoint, problemsOf } from '#shared/contract/api-endpoint.ts';
import { problemCatalogue } from '#shared/kernel/problem.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const who = {
  anyone: 'Anyone',
  signedIn: 'Whoever is signed in',
  founder: 'The founder',
  operator: 'Whoever runs the server',
} as const;

/** The contract to be read by people: plain HTML, no script, nothing from elsewhere. */
export function docsPage(version: string): string {
  const endpoints: readonly (readonly [string, ApiEndpoint])[] = Object.entries(api);
  const sections = [...new Set(endpoints.map(([, { group }]) => group))].map((group) => {
    const articles = endpoints.filter(([, one]) => one.group === group).map(([name, one]) => article(name, one));
    return `<section><h2>${escaped(group)}</h2>${articles.join('')}</section>`;
  });
  const problems = Object.entries(problemCatalogue).map(
    ([code, { status, title, retry }]) =>
      `<tr><td><code>${code}</code></td><td>${status}</td><td>${escaped(title)}</td><td>${escaped(retry)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Countersign server ${escaped(version)}</title></head>
<body><main><h1>Countersign server ${escaped(version)}</h1>
<p>The same as a document for programs: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${sections.join('\n')}
<section><h2>Problems</h2><p>Everything that fails answers <code>application/problem+json</code> with one of these.</p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th><th>The same may succeed</th></tr></thead><tbody>${problems.join('')}</tbody></table></section>
</main></body></html>
`;
}

function article(name: string, one: ApiEndpoint): string {
  const { params, query, body, answer } = one.example;
  const samples = Object.entries({ path: params, query, body, answer })
    .filter(([, sample]) => sample !== undefined)
    .map(([what, sample]) => `<h4>Example: ${what}</h4><pre>${escaped(JSON.stringify(sample, null, 2))}</pre>`);
  return `<article id="${name}"><h3><code>${one.method} ${escaped(one.path)}</code></h3>
<p>${escaped(one.summary)} <em>${who[one.who]}.</em></p>${samples.join('')}
<p>Problems: ${problemsOf(one)
    .map((code) => `<code>${code}</code>`)
    .join(', ')}</p></article>`;
}
