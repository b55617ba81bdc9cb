import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { Command } from './cli/command.ts';
import { commands } from './cli/commands.ts';
import { exits } from './cli/exit.ts';
import { meanings, refusalMeanings } from './cli/findings.ts';
import { accessTable } from './programme/accessTable.ts';
import { type Register, registerNames, registers } from './programme/registers.ts';
import { type FindingCode, findingCodes, type Node, type Refusal, refusals, walk } from './reader/model.ts';
import { specimen, specimenFindings } from './reader/write/specimen.ts';
import { problems } from './server/problem.ts';
import { problems as signInProblems } from './server/signIn/problem.ts';

// Writes the parts of the documentation that follow from the program; `docs.test.ts` compares.
//   npm run docs

const root = import.meta.dirname;

/** The pages with generated parts. */
export const pages: readonly string[] = [
  'README.md',
  'reader/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** JSON as a person would set it: what fits into a line stays in one. */
export function setOut(value: unknown, indent = ''): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  if (line.length + indent.length <= 100 || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + setOut(each, inner)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${setOut(each, inner)}`);
  return `{\n${fields.join(',\n')}\n${indent}}`;
}

/** An example of every kind of node (and of what hangs on nodes), from the specimen. */
export function nodeExamples(): Readonly<Record<string, unknown>> {
  const [resolution, passage] = specimen.contents;
  if (resolution?.kind !== 'resolution' || passage?.kind !== 'passage') throw new Error('The specimen has changed.');
  const nodes = [...walk(resolution.body)];
  const without = <T extends Node>(node: T | undefined): unknown =>
    node !== undefined && 'children' in node && node.children.length > 0 ? { ...node, children: ['…'] } : node;
  const first = nodes.find((node) => node.kind === 'paragraph');
  const session = nodes.find((node) => node.kind === 'paragraph' && node.times.some((time) => time.kind === 'session'));
  const kind = (wanted: Node['kind']) => without(nodes.find((node) => node.kind === wanted));
  return {
    publication: { ...specimen, masthead: '…', contents: ['…'], notes: ['…'] },
    masthead: { ...specimen.masthead, entries: ['…'] },
    entry: specimen.masthead.entries[1],
    resolution: { ...resolution, entries: ['…'], body: ['…'], closing: ['…'], notes: ['…'] },
    passage,
    formula: kind('formula'),
    heading: kind('heading'),
    paragraph: first,
    section: kind('section'),
    annex: kind('annex'),
    table: kind('table'),
    note: resolution.notes[0],
    mark: first?.kind === 'paragraph' ? first.marks[0] : null,
    'note call': first?.kind === 'paragraph' ? first.notes[0] : null,
    citation: first?.kind === 'paragraph' ? first.citations[0] : null,
    time: session?.kind === 'paragraph' ? session.times[0] : null,
    finding: specimenFindings[1],
  };
}

function commandPage(command: Command): string {
  const options = command.options.map(
    ({ flags, about, choices, value }) =>
      `| \`${flags}\` | ${about}${choices ? ` (${choices.map((each) => `\`${each}\``).join(', ')})` : ''}${value ? `; \`${value}\` unless told otherwise` : ''} |`,
  );
  const examples = command.examples.map((example) => `| \`${example.command}\` | ${example.about} |`);
  return [
    `## rapport ${command.name}`,
    command.about,
    `\`rapport ${[command.name, '[options]', ...command.arguments.map(({ name }) => name)].join(' ')}\`: ${command.arguments.map(({ about }) => about).join('; ')}.`,
    ['| option | what it does |', '|---|---|', ...options].join('\n'),
    ['| example | |', '|---|---|', ...examples].join('\n'),
  ].join('\n\n');
}

const findingPage = (code: FindingCode): string =>
  `### ${code}\n\n> ${meanings[code].sentence({})}\n\n${meanings[code].about}`;

const refusalPage = (refusal: Refusal): string => {
  const { happened, remedy } = refusalMeanings[refusal];
  return `### ${refusal}\n\n> ${happened[0]?.toUpperCase()}${happened.slice(1)}. ${remedy}`;
};

interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly description?: string;
  readonly default?: unknown;
}

/** What a field holds, in a few words. */
function kindOf(field: FieldSchema): string {
  if (field.enum) return field.enum.map((each) => `\`${each}\``).join(', ');
  if (field.anyOf) return field.anyOf.map(kindOf).join(' or ');
  if (field.type === 'array') return `list of ${field.items === undefined ? 'values' : kindOf(field.items)}`;
  if (field.type === 'object')
    return field.properties === undefined ? 'object' : `{ ${Object.keys(field.properties).join(', ')} }`;
  return field.format ?? field.type ?? 'any';
}

function registerPage(name: (typeof registerNames)[number]): string {
  const { path, about, least, scope, usual, schema }: Register = registers[name];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as FieldSchema & {
    readonly required?: readonly string[];
  };
  const rows = Object.entries(properties).map(
    ([field, of]) =>
      `| \`${field}\`${required.includes(field) ? ' *' : ''} | ${kindOf(of)} | ${of.description ?? ''} |`,
  );
  return [
    `### ${name}`,
    `${about} Below \`/api/v1/${path}\`. Stands ${scope === 'either' ? 'in a programme or in none' : scope === 'programme' ? 'in a programme' : 'in no programme'}; a new one is usually seen by ${usual === 'public' ? 'everyone' : usual === 'parties' ? 'the parties' : 'its owner'}; to write it takes the role ${least} or more.`,
    ['| field | holds | |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

const accessPage = (): string =>
  [
    '| stands to the entry as | role | own body concerned | sees in a programme | sees outside one | writes registers that ask for |',
    '|---|---|---|---|---|---|',
    ...accessTable.map(
      ({ relation, role, concerned, sees, seesOutside, writes }) =>
        `| ${relation} | ${role} | ${role === 'focal-point' ? (concerned ? 'yes' : 'no') : ''} | ${sees.join(', ')} | ${seesOutside.join(', ')} | ${writes.join(', ') || 'none'} |`,
    ),
  ].join('\n');

const problemPage = ([kind, { status, title }]: [
  string,
  { readonly status: number; readonly title: string },
]): string =>
  `### ${kind}

${status}. ${title}`;

/** What stands between `<!-- generated: NAME -->` and `<!-- end -->`. */
const sections: Readonly<Record<string, () => string>> = {
  commands: () => commands.map(commandPage).join('\n\n'),
  exits: () =>
    [
      '| code | meaning |',
      '|---|---|',
      ...Object.values(exits).map(({ code, about }) => `| ${code} | ${about} |`),
    ].join('\n'),
  findings: () => findingCodes.map(findingPage).join('\n\n'),
  refusals: () => refusals.map(refusalPage).join('\n\n'),
  registers: () => registerNames.map(registerPage).join('\n\n'),
  access: accessPage,
  problems: () =>
    Object.entries({ ...signInProblems, ...problems })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(problemPage)
      .join('\n\n'),
};

/** What a command prints at 88 columns, standard output and standard error together. */
function printed(line: string): string {
  const [name, ...args] = line.split(' ');
  if (name !== 'rapport') throw new Error(`Only the program can be run in the documentation, not: ${line}`);
  const { FORCE_COLOR: _, ...rest } = process.env;
  const env = { ...rest, NO_COLOR: '1', COLUMNS: '88' };
  return execFileSync('sh', ['-c', '"$0" cli/main.ts "$@" 2>&1 || true', process.execPath, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
}

/** Pictures in the documentation, each with the command that makes it. */
export const pictures: Readonly<Record<string, string>> = {
  'docs/series.svg': 'rapport series corpus/series --of A/RES/85/71 --to svg --quiet',
};

/** A picture made anew. */
export const pictured = (name: string): string => printed(pictures[name] ?? '');

/** The page with its generated parts made anew. */
export function renewed(page: string): string {
  return page
    .replace(
      /(<!-- generated: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
      (_, open: string, name: string, close: string) => {
        const section = sections[name];
        if (section === undefined) throw new Error(`Nothing is generated under the name ${name}.`);
        return `${open}\n${section()}\n\n${close}`;
      },
    )
    .replace(/(<!-- node: ([\w ]+) -->\n```json\n)[\s\S]*?(```)/g, (_, open: string, name: string, close: string) => {
      const example = nodeExamples()[name];
      if (example === undefined) throw new Error(`There is no node ${name}.`);
      return `${open + setOut(example)}\n${close}`;
    })
    .replace(
      /(```console\n\$ ([^\n]*)\n)[\s\S]*?(```)/g,
      (_, open: string, line: string, close: string) => open + printed(line) + close,
    );
}

if (import.meta.main) {
  for (const name of Object.keys(pictures)) writeFileSync(join(root, name), pictured(name));
  for (const page of pages) {
    const path = join(root, page);
    const before = readFileSync(path, 'utf8');
    const after = renewed(before);
    if (after !== before) {
      writeFileSync(path, after);
      console.log(`${relative(root, path)}: written anew`);
    }
  }
}
