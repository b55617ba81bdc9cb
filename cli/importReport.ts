import { system } from '../programme/access.ts';
import type { Finding, Refusal } from '../reader/model.ts';
import { refusals } from '../reader/model.ts';
import { visible } from '../reader/write/sheet.ts';
import type { Database } from '../records/database.ts';
import { greatestLimit } from '../records/lists.ts';
import { toCsv } from '../report/office/csv.ts';
import type { Failure } from '../server/fileKeeping.ts';
import { importFiles, type ListedFile } from '../server/importLists.ts';
import type { FileState } from '../server/importTables.ts';
import type { Exit } from './exit.ts';
import { refusalSentence } from './findings.ts';

/** What became of the files of an import. */
export interface Report {
  readonly files: readonly ListedFile[];
  readonly seconds: number;
}

export async function reportOf(database: Database, id: string, seconds: number): Promise<Report> {
  const files: ListedFile[] = [];
  for (let after: string | undefined; ; ) {
    const page = await importFiles(database, system, id, { after, limit: greatestLimit });
    files.push(...page.items);
    if (page.next === null) return { files, seconds };
    after = page.next;
  }
}

const countOf = (files: readonly ListedFile[], state: FileState): number =>
  files.filter((file) => file.state === state).length;

/** `missing`: arguments that led nowhere. */
export function exitOfFiles(files: readonly ListedFile[], missing: number): Exit {
  const out = missing + countOf(files, 'refused') + countOf(files, 'failed');
  return out === 0 ? 'done' : out === files.length + missing ? 'none' : 'some';
}

/** Why a file could not be entered, and what to do. */
const failures: Readonly<Record<Failure | 'unopened', string>> = {
  unopened: 'it could not be opened',
  'time-limit': 'reading it took too long, which is a fault of the program: please report it',
  'memory-limit': 'reading it took too much memory, which is a fault of the program: please report it',
  'broke-off': 'the program broke off while reading it, which is a fault of the program: please report it',
  missing: 'its bytes are not kept any more. Import it anew',
  forbidden: 'who ordered the import may not write for its owner',
  invalid: 'a register refuses what was read in it',
  conflict: 'others kept changing the same document. Give the command again',
  fault: 'the program failed on it, which is a fault of the program: please report it',
};

const isRefusal = (reason: string): reason is Refusal => (refusals as readonly string[]).includes(reason);

function whyNot({ reason, detail }: ListedFile): string {
  if (reason === null) return '';
  if (isRefusal(reason)) return refusalSentence(reason, detail as Finding['values']);
  const { why } = detail;
  if (reason === 'unopened' && typeof why === 'string') return `${why}.`;
  const facts = Object.keys(detail).length === 0 ? '' : ` (${JSON.stringify(detail)})`;
  return `${failures[reason as Failure]}${facts}.`;
}

const severities = ['problem', 'warning', 'note'] as const;

/** Each finding once: in how many files it was made, and how often. */
function* findingLines(files: readonly ListedFile[]): Generator<string> {
  const all = files.flatMap((file) => file.findings);
  for (const severity of severities) {
    const groups = Map.groupBy(
      all.filter((finding) => finding.severity === severity),
      ({ code }) => code,
    );
    for (const [code, each] of [...groups].sort(([, a], [, b]) => b.length - a.length)) {
      const times = each.reduce((sum, { count }) => sum + count, 0);
      yield `  ${severity.padEnd(8)} ${code.padEnd(24)} ${String(each.length).padStart(6)} files ${String(times).padStart(7)} times`;
    }
  }
}

/** So many files that were not entered are named; the CSV file has all. */
const mostNamed = 40;

function* lines({ files, seconds }: Report): Generator<string> {
  const counts = [
    [countOf(files, 'done'), 'entered'],
    [countOf(files, 'skipped'), 'imported before'],
    [countOf(files, 'refused'), 'cannot be read'],
    [countOf(files, 'failed'), 'failed'],
    [countOf(files, 'waiting'), 'still to be done'],
  ] as const;
  const documents = new Set(files.flatMap((file) => file.documents)).size;
  yield `${files.length} files, ${documents} documents, ${seconds.toFixed(1)} s:`;
  for (const [count, words] of counts) if (count > 0) yield `${String(count).padStart(8)} ${words}`;
  const found = [...findingLines(files)];
  if (found.length > 0) yield* ['', 'What the reader found:', ...found];
  const out = files.filter(({ state }) => state === 'refused' || state === 'failed');
  if (out.length > 0) yield* ['', 'Not entered:'];
  for (const file of out.slice(0, mostNamed)) yield `  ${visible(file.name)}: ${whyNot(file)}`;
  if (out.length > mostNamed) yield `  and ${out.length - mostNamed} more; --report FILE lists all.`;
}

export const reportText = (report: Report): string => `${[...lines(report)].join('\n')}\n`;

const head = ['file', 'state', 'reason', 'why', 'documents', 'findings', 'bytes', 'milliseconds', 'sha256'];

/** One line for each file. */
export const reportCsv = ({ files }: Report): string =>
  toCsv([
    head,
    ...files.map((file) => [
      ...[file.name, file.state, file.reason, file.state === 'skipped' ? '' : whyNot(file), file.documents.join(' ')],
      file.findings.map(({ code, count }) => `${code} ${count}`).join(', '),
      ...[file.bytes, file.milliseconds, file.sha256],
    ]),
  ]);
