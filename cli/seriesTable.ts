import stringWidth from 'string-width';
import { columnsOf, latestOf } from '../programme/lanes.ts';
import { renewalOf, type Series } from '../programme/series.ts';
import { seriesWords } from '../programme/seriesWords.ts';
import type { Stale } from '../programme/stale.ts';
import type { Occurrence, Thread, Threads } from '../programme/threads.ts';
import { isolated, type Sheet, visible, wrapped } from '../reader/write/sheet.ts';
import { inkOf } from './terminal.ts';
import { shortDay, shortWindow } from './windows.ts';

export interface Layout {
  readonly columns: number;
  readonly colour: boolean;
  /** Whether paragraphs that never changed are shown. */
  readonly full: boolean;
}

const words = seriesWords('en');
const padded = (text: string, wide: number): string => text + ' '.repeat(Math.max(0, wide - stringWidth(text)));
const lines = (text: string, wide: number, most: number): string[] => wrapped(text, wide, most, stringWidth);

/** The series that were found, each with its texts and why they were joined. */
export function seriesList(found: readonly Series[], { columns, colour }: Layout): string {
  const ink = inkOf(colour);
  const blocks = found.map((series, index) => {
    const title = visible(series.steps.at(-1)?.title ?? 'Untitled');
    const wide = Math.max(...series.steps.map(({ name }) => stringWidth(visible(name))));
    const rows = series.steps.map((step) => {
      const why = renewalOf(series, step.name);
      const told =
        why === null ? '' : `renews ${visible(why.older)}: ${why.why.map((each) => words.reasons[each]).join(', ')}`;
      const date = step.date === null ? '' : shortDay(step.date);
      const files = step.carriers.length === 1 ? '' : ` (${step.carriers.length} files)`;
      const left = `    ${ink('citation', padded(visible(step.name), wide))}  ${padded(date, 11)}  `;
      const room = Math.max(30, columns - wide - 19);
      return lines(`${told}${files}`.trim() || '–', room, 4)
        .map((line, at) => (at === 0 ? left : ' '.repeat(wide + 19)) + line)
        .join('\n');
    });
    const head = lines(title, columns - 5, 2).map(
      (line, at) => `${at === 0 ? padded(String(index + 1), 4) : '    '}${ink('title', isolated(line))}`,
    );
    return [...head, ...rows].join('\n');
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

/** What happened at a session, in few words. */
function cellText({ fate, addresses, unchanged, successor }: Occurrence): string {
  const told = fate === 'verbatim' ? `same ×${unchanged}` : fate === 'first-known' ? 'oldest' : words.fates[fate];
  return [addresses.join('+'), told, successor === null ? '' : `→ ${successor}`].filter(Boolean).join(' ');
}

const isQuiet = ({ occurrences }: Thread): boolean =>
  occurrences.every(({ fate }) => fate === 'first-known' || fate === 'verbatim');

/** The threads of a series: a row each, a column for each text. */
export function threadTable(told: Threads, { columns, colour, full }: Layout): string {
  const ink = inkOf(colour);
  const names = columnsOf(told);
  const wide = Math.min(22, Math.max(16, ...names.map((name) => stringWidth(visible(name)))));
  const wide0 = Math.max(9, ...told.threads.map(({ id }) => id.length));
  const room = Math.max(24, columns - wide0 - 2 - names.length * (wide + 2));
  const head = [padded('paragraph', wide0), ...names.map((name) => padded(visible(name), wide)), 'begins'].join('  ');
  const rows = told.threads
    .filter((thread) => full || !isQuiet(thread))
    .flatMap((thread) => {
      const byText = new Map(thread.occurrences.map((each) => [each.at, each]));
      const cells = names.map((_, at) => {
        const there = byText.get(at);
        return there === undefined ? [] : lines(cellText(there), wide, 3);
      });
      const begins = lines(latestOf(thread)?.text ?? '', room, 2).map(isolated);
      const height = Math.max(begins.length, ...cells.map((cell) => cell.length));
      const row = Array.from({ length: height }, (_, line) =>
        [
          line === 0 ? ink('address', padded(thread.id, wide0)) : ' '.repeat(wide0),
          ...cells.map((cell) => padded(cell[line] ?? '', wide)),
          begins[line] ?? '',
        ]
          .join('  ')
          .trimEnd(),
      );
      return [...row, ...lossLines(thread, names, wide0, columns, ink)];
    });
  const quiet = told.threads.filter(isQuiet).map(({ id }) => id);
  const rest =
    full || quiet.length === 0
      ? []
      : ['', `Word for word in all texts: ${quiet.join(', ')}`].flatMap((each) =>
          each === '' ? [''] : lines(each, columns, 6),
        );
  return `${[ink('title', head), '─'.repeat(Math.min(columns, stringWidth(head) + room - 6)), ...rows, ...rest].join('\n')}\n`;
}

/** Words that a text left out in silence, below the row. */
function lossLines(
  thread: Thread,
  names: readonly string[],
  indent: number,
  columns: number,
  ink: Sheet['ink'],
): string[] {
  return thread.occurrences.flatMap(({ at, losses }) =>
    losses.flatMap((loss) =>
      lines(
        `${words.leftOut} by ${visible(names[at] ?? '')} (was ${loss.paragraph}): “${loss.words}”`,
        columns - indent - 4,
        4,
      ).map((line) => `${' '.repeat(indent + 2)}${ink('warning', line)}`),
    ),
  );
}

function valuesText({ code, values }: Stale): string {
  const { from = null, to = null, session, last, symbol, body } = values;
  if (code === 'body-moved') return `${from} → ${to}`;
  if (code === 'programme-ended') return `to ${last}`;
  const window =
    typeof to === 'string' || typeof from === 'string' ? shortWindow(from as string | null, to as string | null) : '';
  return [window, session === undefined ? '' : `session ${session}`, symbol ?? '', body ?? '']
    .filter(Boolean)
    .join(', ');
}

/** What is out of date in the latest text of a series, in the order of the text. */
export function staleTable(found: readonly Stale[], name: string, today: string, { columns, colour }: Layout): string {
  const ink = inkOf(colour);
  const shown = found.filter(({ code }) => code !== 'unchanged');
  const wide = Math.max(9, ...shown.map(({ paragraph }) => paragraph.length));
  const rows = shown.flatMap((each) => {
    const values = valuesText(each);
    const head = `${ink('address', padded(each.paragraph, wide))}  ${words.codes[each.code]}${values === '' ? '' : `: ${values}`}`;
    return [
      head,
      ...lines(`“${each.words}”`, columns - wide - 4, 2).map((line) => `${' '.repeat(wide + 4)}${isolated(line)}`),
    ];
  });
  const same = found
    .filter(({ code }) => code === 'unchanged')
    .map(({ paragraph, values }) => `${paragraph} (${values.texts} texts)`);
  const rest = same.length === 0 ? [] : ['', ...lines(`Unchanged: ${same.join(', ')}`, columns, 8)];
  const head = ink('title', `${visible(name)}: ${words.stale.toLowerCase()} ${shortDay(today)}`);
  return `${[head, '', ...(shown.length === 0 ? [words.noneStale] : rows), ...rest].join('\n')}\n`;
}
