/** Examples in `docs/api.md`, as the test runs them: a request, and what it must answer. */

export interface Example {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly status: number;
  /** What the answer must hold; "…" stands for anything. Null where the answer is no JSON. */
  readonly answer: unknown;
  /** Names for values of the answer, for the examples after it. */
  readonly keeps: Readonly<Record<string, string>>;
}

const block = /```http\n([\s\S]*?)```\n+```(?:json|text) (\d{3})\n([\s\S]*?)```(?:\n<!-- keep: (.*?) -->)?/g;

const jsonIn = (text: string): unknown => (text.trim() === '' ? undefined : JSON.parse(text));

function keptNames(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair.length === 2));
}

/** The examples of a page, in its order. */
export function examplesIn(page: string): Example[] {
  return [...page.matchAll(block)].map(([, request = '', status, answer = '', keep]) => {
    const [head = '', ...rest] = request.split('\n\n');
    const [line = '', ...fields] = head.trim().split('\n');
    const [method = '', path = ''] = line.split(' ');
    const headers = Object.fromEntries(
      fields.map((field) => [field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1).trim()]),
    );
    const isJson = /^\s*[[{]/.test(answer);
    return {
      method,
      path,
      headers,
      body: jsonIn(rest.join('\n\n')),
      status: Number(status),
      answer: isJson ? jsonIn(answer) : null,
      keeps: keptNames(keep),
    };
  });
}

/** Puts values for `{name}`, wherever they stand in a text or a tree. */
export function filled<T>(value: T, names: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value);
  return text === undefined
    ? value
    : JSON.parse(text.replace(/\{(\w+)\}/g, (whole, name: string) => names.get(name) ?? whole));
}

/** Where an answer does not hold what it must; empty where it does. */
export function missingIn(expected: unknown, found: unknown, path = ''): string[] {
  if (expected === '…') return found === undefined ? [`${path}: nothing`] : [];
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [`${path}: no list`];
    const open = expected.at(-1) === '…';
    const shown = open ? expected.slice(0, -1) : expected;
    const length = open || shown.length === found.length ? [] : [`${path}: ${found.length} items, not ${shown.length}`];
    return [...length, ...shown.flatMap((each, at) => missingIn(each, found[at], `${path}[${at}]`))];
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof found !== 'object' || found === null) return [`${path}: no object`];
    return Object.entries(expected).flatMap(([key, each]) =>
      missingIn(each, (found as Record<string, unknown>)[key], `${path}.${key}`),
    );
  }
  return expected === found ? [] : [`${path}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`];
}
