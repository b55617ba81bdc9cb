import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../programme/access.ts';
import { examplesIn, filled, missingIn } from './testGuide.ts';
import { type TestOffice, testOffice, type Visitor } from './testOffice.ts';

const docs = join(import.meta.dirname, '..', 'docs');
const examples = examplesIn(readFileSync(join(docs, 'api.md'), 'utf8'));

let desk: TestOffice;
let visitor: Visitor;
const names = new Map<string, string>();

beforeAll(async () => {
  desk = await testOffice();
  for (const party of ['UN', 'OIC'])
    await desk.office.secretariat.open(system, 'party', { party, names: { en: party } }, { owner: party });
  visitor = await desk.visitor('coordinator', [{ party: 'UN', role: 'coordinator', bodies: [] }]);
});
afterAll(() => desk.close());

describe('the guide to the API', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThan(10));

  it.each(examples.map((example) => [`${example.method} ${example.path} -> ${example.status}`, example] as const))(
    '%s',
    async (_, given) => {
      const { method, path, headers, body, status, answer, keeps } = filled(given, names);
      const got = await desk.ask(path, { as: visitor, method, headers, ...(body !== undefined && { body }) });
      const text = await got.text();
      expect(got.status, text).toBe(status);
      if (answer === null) return;
      const found = JSON.parse(text);
      expect(missingIn(answer, found)).toEqual([]);
      for (const [name, key] of Object.entries(keeps)) names.set(name, String(found[key]));
    },
  );
});

interface Described {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly tags?: readonly string[]; readonly summary?: string }>>>
  >;
}

/** All routes, by what they are about. */
function routesPage(described: Described): string {
  const routes = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { tags, summary }]) => ({
      line: `| \`${method.toUpperCase()} ${path}\` | ${summary ?? ''} |`,
      tag: tags?.[0] ?? 'Other',
      summary,
    })),
  );
  const groups = [...Map.groupBy(routes, ({ tag }) => tag)].sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = groups.map(
    ([tag, lines]) => `## ${tag}\n\n| route | |\n|---|---|\n${lines.map(({ line }) => line).join('\n')}`,
  );
  return `# Routes\n\nAll routes of the API, made from its OpenAPI document by the tests (\`UPDATE=1 npx vitest run server/guide.test.ts\`).\n\n${sections.join('\n\n')}\n`;
}

describe('the list of routes', () => {
  it('is what the program has now', async () => {
    const described = (await (await desk.ask('/api/v1/openapi.json')).json()) as Described;
    const page = routesPage(described);
    const path = join(docs, 'routes.md');
    if (process.env.UPDATE === '1') writeFileSync(path, page);
    expect(readFileSync(path, 'utf8')).toBe(page);
  });

  it('says of every route what it does', async () => {
    const described = (await (await desk.ask('/api/v1/openapi.json')).json()) as Described;
    const silent = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { summary }]) => !summary)
        .map(([method]) => `${method} ${path}`),
    );
    expect(silent).toEqual([]);
  });
});
