import { attributes, escaped } from '../reader/write/hypertext.ts';
import { seriesWords } from './seriesWords.ts';
import { type Fate, fates, type Occurrence, type Thread, type Threads } from './threads.ts';

/** The mark of each fate, drawn around the middle of a field of sixteen by sixteen. Told apart by shape, not by colour alone. */
const shapes: Readonly<Record<Fate, string>> = {
  'first-known': '<circle r="4.5" fill="none"/>',
  new: '<circle r="5"/>',
  returned: '<circle r="4.5" fill="none"/><circle r="2"/>',
  verbatim: '<path d="M-8 0H8" fill="none"/>',
  amended: '<path d="M0-6 6 0 0 6-6 0Z"/>',
  moved: '<path d="M0-7 4-2H-4ZM0 7 4 2H-4Z"/>',
  split: '<path d="M-6 0H-1L6-5M-1 0 6 5" fill="none"/>',
  merged: '<path d="M6 0H1L-6-5M1 0-6 5" fill="none"/>',
  dropped: '<path d="M-5-5 5 5M5-5-5 5" fill="none"/>',
  replaced: '<path d="M-6 0H5M1-4 5 0 1 4" fill="none"/>',
};

const inks: Readonly<Record<'light' | 'dark', Readonly<Record<Fate, string>>>> = {
  light: {
    'first-known': '#555',
    new: '#0b5a2a',
    returned: '#0b5a2a',
    verbatim: '#666',
    amended: '#8a5a00',
    moved: '#7a2a8c',
    split: '#0b4f8a',
    merged: '#0b4f8a',
    dropped: '#8f1d1d',
    replaced: '#8f1d1d',
  },
  dark: {
    'first-known': '#bbb',
    new: '#8fd8a8',
    returned: '#8fd8a8',
    verbatim: '#999',
    amended: '#e8b45a',
    moved: '#d79be6',
    split: '#8ec7ff',
    merged: '#8ec7ff',
    dropped: '#f2a5a0',
    replaced: '#f2a5a0',
  },
};

const inkRules = (scheme: 'light' | 'dark'): string =>
  fates.map((fate) => `.${fate}{--ink:${inks[scheme][fate]}}`).join('');

/** Colours of the fates, for light and dark. */
export const inkStyle = `${inkRules('light')}@media(prefers-color-scheme:dark){${inkRules('dark')}}`;

/** The mark of a fate as a picture of its own. */
export const markSvg = (fate: Fate): string =>
  `<svg class="mark ${fate}" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><g fill="var(--ink)" stroke="var(--ink)" stroke-width="2">${shapes[fate]}</g></svg>`;

/** What stands above the column of a text: its symbol, else its name. */
export const columnsOf = ({ texts }: Threads): string[] => texts.map(({ step }) => step.name);

/** The wording of a thread that stands for it: the latest. */
export const latestOf = ({ occurrences }: Thread): Occurrence | undefined =>
  occurrences.findLast(({ addresses }) => addresses.length > 0);

const [rowHeight, idWidth, columnWidth, wordsWidth] = [24, 76, 108, 430];
/** Letters of the wording that fit beside a lane. */
const mostLetters = 62;

const shortened = (text: string, most: number): string => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length <= most
    ? letters.join('')
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
};

/** The life of each paragraph as one picture: a row each, a column for each text. */
export function toSeriesSvg(told: Threads, title: string): string {
  const words = seriesWords(told.language);
  const columns = columnsOf(told);
  const width = idWidth + columns.length * columnWidth + wordsWidth;
  const height = (told.threads.length + 2) * rowHeight;
  const right = told.language === 'ar';
  const from = (x: number): number => (right ? width - x : x);
  const heads = columns.map(
    (name, at) =>
      `<text class="head" x="${from(idWidth + (at + 0.5) * columnWidth)}" y="${rowHeight}" text-anchor="middle">${escaped(shortened(name, 17))}</text>`,
  );
  const rows = told.threads.map((thread, index) => laneSvg(thread, (index + 2) * rowHeight, from, columns.length));
  const style = `text{font:12px system-ui,"Noto Sans Arabic",sans-serif;fill:#1a1a1a}.id{font-family:ui-monospace,monospace;font-size:11px}.head{font-weight:600}.lane{stroke:#999;stroke-width:1.5}rect{fill:#fff}${inkStyle}@media(prefers-color-scheme:dark){text{fill:#eee}rect{fill:#161616}}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(`${words.lanes}: ${title}`)}"${attributes(told.language, title)}>
<style>${style}</style><rect width="${width}" height="${height}"/>
${heads.join('')}
${rows.join('\n')}
</svg>
`;
}

function laneSvg(thread: Thread, y: number, from: (x: number) => number, columns: number): string {
  const middle = (at: number): number => from(idWidth + (at + 0.5) * columnWidth);
  const { occurrences } = thread;
  const lines = occurrences.slice(1).map(({ at }, index) => {
    const before = occurrences[index];
    if (before === undefined || before.addresses.length === 0) return '';
    return `<path class="lane" d="M${middle(before.at)} ${y - 4}H${middle(at)}"/>`;
  });
  const marks = occurrences.map(
    ({ at, fate }) =>
      `<g class="${fate}" transform="translate(${middle(at)} ${y - 4})" fill="var(--ink)" stroke="var(--ink)" stroke-width="2">${shapes[fate]}</g>`,
  );
  const text = shortened(latestOf(thread)?.text ?? '', mostLetters);
  return `<text class="id" x="${from(4)}" y="${y}">${escaped(thread.id)}</text>${lines.join('')}${marks.join('')}<text x="${from(idWidth + columns * columnWidth + 8)}" y="${y}">${escaped(text)}</text>`;
}
