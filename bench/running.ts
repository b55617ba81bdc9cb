import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A server in a process of its own, as `rapport serve` starts it, and somebody signed in to it. */
export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  /** Milliseconds from the start of the process until it said that it is ready. */
  readonly took: number;
  /** Ends the process as an operator would, and waits for it. */
  readonly stop: () => Promise<void>;
}

const root = join(import.meta.dirname, '..');

/** Starts the server on a free port; its data in `data`. */
export async function startRunning(data: string, more: readonly string[] = []): Promise<Running> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'cli', 'main.ts'),
      'serve',
      '--data',
      data,
      '--port',
      '0',
      ...more,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      const ready = /ready at (\S+)/.exec(said)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('exit', (code, signal) => reject(new Error(`The server ended (${code ?? signal}):\n${said}`)));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    url,
    child,
    took: performance.now() - began,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const account = { name: 'Bench', email: 'bench@example.org', password: 'a long password for the bench' };

export interface Client {
  readonly url: string;
  readonly cookie: string;
  readonly ask: (
    path: string,
    asked?: { readonly method?: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Response>;
}

/** Signs in; on a fresh instance as its first administrator. */
export async function signedInto(
  url: string,
  as: Pick<typeof account, 'email' | 'password'> = account,
): Promise<Client> {
  const send = (path: string, body: unknown) =>
    fetch(`${url}/api/v1/sign-in/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { administrator } = (await (await fetch(`${url}/api/v1/sign-in/state`)).json()) as { administrator: boolean };
  const answer = administrator
    ? await send('password', { email: as.email, password: as.password })
    : await send('first', { ...account, language: 'en' });
  if (!answer.ok) throw new Error(`Signing in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return {
    url,
    cookie,
    ask: (path, { method, body, headers = {} } = {}) =>
      fetch(`${url}/api/v1${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

const json = async <T>(answer: Response): Promise<T> => {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** A party that the client coordinates, and a programme of it: made if they are not there. Gives the id of the programme. */
export async function preparedProgramme({ ask }: Client): Promise<string> {
  const { items } = await json<{ items: { id: string }[] }>(await ask('/programmes'));
  if (items[0] !== undefined) return items[0].id;
  const me = await json<{ person: string }>(await ask('/me'));
  await json(await ask('/parties', { body: { owner: 'UN', body: { party: 'UN', names: { en: 'United Nations' } } } }));
  await json(
    await ask(`/people/${me.person}/memberships/UN`, { method: 'PUT', body: { role: 'coordinator', bodies: [] } }),
  );
  const made = await ask('/programmes', {
    body: { owner: 'UN', body: { names: { en: 'Bench' }, parties: [{ party: 'UN', as: 'party' }] } },
  });
  return (await json<{ id: string }>(made)).id;
}
