/**
 * How fast search and the first pages of all lists are, over HTTP of a running server, with an installation of 200,000 paragraphs
 * and people of different parties and roles: row-level security counts.
 *   node bench/scale.ts [FOLDER...] [--paragraphs 200000] [--data FOLDER] [--rounds 3] [--slow]
 * FOLDER holds documents (otherwise ../shared/data/akn4un, or the project's own); they are written several times under other symbols.
 * `--data` keeps the filled installation for the next time. `--slow` prints the slowest requests.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quantile, quantiles, type Row, row, shown } from './measured.ts';
import { documentsIn } from './memory.ts';
import { type Client, signedInto, startRunning } from './running.ts';
import { filled } from './scaleFilling.ts';
import { listPaths, searchPaths } from './scalePaths.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    paragraphs: { type: 'string', default: '200000' },
    data: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    slow: { type: 'boolean' },
  },
});

/** The bars of the specification for 95 of 100 requests, in milliseconds. */
const bars = { search: 60, list: 40 } as const;

/** People of different parties and roles, whose rows differ. */
const colleagues = [
  { name: 'Viewer of the OIC', email: 'viewer@example.org', party: 'OIC', role: 'viewer', bodies: [] },
  { name: 'Focal point in the UN', email: 'focal@example.org', party: 'UN', role: 'focal-point', bodies: ['UN/SG'] },
  { name: 'Editor in the ITU', email: 'editor@example.org', party: 'ITU', role: 'editor', bodies: [] },
] as const;
const password = 'a long password for the bench';

async function expected(answer: Response): Promise<Response> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer;
}

const posted = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** One client for each role: the coordinator of the UN first. */
async function clientsOf(url: string): Promise<Client[]> {
  const first = await signedInto(url);
  const { person } = (await (await expected(await first.ask('/me'))).json()) as { person: string };
  const seat = { method: 'PUT', body: { role: 'coordinator', bodies: [] } };
  await expected(await first.ask(`/people/${person}/memberships/UN`, seat));
  const clients = [first];
  for (const colleague of colleagues) {
    const made = (await (await expected(await first.ask('/people', { body: colleague }))).json()) as {
      readonly invitation: { readonly url: string } | null;
    };
    const token = made.invitation?.url.split('#').at(-1);
    // Without the cookie of the first: coming in ends the session that a browser had.
    if (token !== undefined) await expected(await posted(`${url}/api/v1/sign-in/invitation/${token}`, { password }));
    clients.push(await signedInto(url, { email: colleague.email, password }));
  }
  return clients;
}

interface Asked {
  readonly path: string;
  readonly who: string;
  readonly milliseconds: number;
  readonly items: number;
}

/** Each client asks for each path, one request at a time, in an order that mixes them. */
async function asked(clients: readonly Client[], paths: readonly string[], rounds: number): Promise<Asked[]> {
  const all: Asked[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const path of paths) {
      for (const [n, { ask }] of clients.entries()) {
        const began = performance.now();
        const answer = await ask(path);
        // What one may see another may not even know of.
        const { items = [] } = (await (answer.status === 404 ? answer : await expected(answer)).json()) as {
          readonly items?: readonly unknown[];
        };
        const who = ['coordinator', ...colleagues.map(({ role }) => role)][n] ?? '';
        all.push({ path, who, milliseconds: performance.now() - began, items: items.length });
      }
    }
  }
  return all;
}

function told(name: string, all: readonly Asked[], bar: number): Row {
  const times = all.map(({ milliseconds }) => milliseconds);
  const empty = all.filter(({ items }) => items === 0).length;
  console.log(`${name}: ${all.length} requests, ${quantiles(times)}, ${empty} found nothing`);
  if (values.slow === true)
    for (const { path, who, milliseconds, items } of all
      .toSorted((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, 25))
      console.log(`    ${milliseconds.toFixed(0)} ms ${who} ${decodeURIComponent(path)} (${items})`);
  return row(`${name}, p95`, quantile(times, 0.95), 'ms', bar, 'at most');
}

const given = (folders: readonly string[]): readonly string[] => {
  const found = documentsIn(folders.length > 0 ? folders : [join(import.meta.dirname, '../../shared/data/akn4un')]);
  return found.length > 0 ? found : documentsIn([join(import.meta.dirname, '../corpus')]);
};

export async function scale(): Promise<Row[]> {
  const data = typeof values.data === 'string' ? values.data : await mkdtemp(join(tmpdir(), 'rapport-scale-'));
  // Started by root, PostgreSQL runs as another account, which must be able to get there.
  if (values.data === undefined) await chmod(data, 0o755);
  try {
    const began = performance.now();
    const held = await filled(data, given(positionals), Number(values.paragraphs));
    console.log(
      `${Object.entries(held)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}; ${((performance.now() - began) / 1000).toFixed(0)} s`,
    );
    const running = await startRunning(data);
    try {
      const clients = await clientsOf(running.url);
      const rounds = Number(values.rounds);
      const searches = searchPaths();
      const lists = await listPaths(clients[0] as Client);
      // Once over all: caches are warm where people work.
      await asked(clients, [...searches, ...lists], 1);
      const rows = [
        told(`search, ${searches.length} queries`, await asked(clients, searches, rounds), bars.search),
        told(`first page, ${lists.length} lists`, await asked(clients, lists, rounds), bars.list),
      ];
      console.log(`${availableParallelism()} processors, load of the machine ${loadavg()[0]?.toFixed(1)}`);
      return rows;
    } finally {
      await running.stop();
    }
  } finally {
    if (values.data === undefined) await rm(data, { recursive: true, force: true });
  }
}

if (import.meta.main) shown(await scale());
