import type { Difference, LanguageComparison } from '../compareLanguages.ts';
import type { Language } from '../model.ts';
import { Outline, type Paper } from './sheet.ts';

const names: Readonly<Record<Difference['what'], string>> = {
  paragraph: 'paragraph',
  symbol: 'symbols',
  date: 'dates',
  session: 'sessions',
  number: 'numbers',
};

/** Two language versions of one text for a person at a terminal: what differs between them, by address. */
export function toVersionsOutline({ a, b, pairs, differences }: LanguageComparison, paper: Paper): string {
  const out = new Outline(paper);
  const [first, second] = [languageOf(a.language), languageOf(b.language)];
  out.heading(`${a.symbol ?? b.symbol ?? 'Two versions'}: ${first} and ${second}`);
  out.fact(first, a.title);
  out.fact(second, b.title);
  const both = pairs.filter((pair) => pair.a !== null && pair.b !== null).length;
  out.fact('paragraphs', `${both} in both · ${differences.length} difference${differences.length === 1 ? '' : 's'}`);
  out.gap();
  for (const difference of differences) out.row(placeOf(difference), 'address', told(difference, first, second), 4, 2);
  if (differences.length === 0) out.lines.push('Nothing differs that is worth a look.');
  return `${out.lines.join('\n')}\n`;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const languageOf = (language: Language | null): string =>
  language === null ? 'unknown' : (languageNames.of(language) ?? language);

const placeOf = ({ a, b }: Difference): string =>
  a === null || b === null || a === b ? (a ?? b ?? '') : `${a} / ${b}`;

function told({ a, what, onlyA, onlyB }: Difference, first: string, second: string): string {
  if (what === 'paragraph') return `only in the ${a === null ? second : first} version`;
  const sides = [
    onlyA.length > 0 ? `only ${first}: ${onlyA.join(', ')}` : '',
    onlyB.length > 0 ? `only ${second}: ${onlyB.join(', ')}` : '',
  ];
  return `${names[what]}: ${sides.filter(Boolean).join('; ')}`;
}
