import type { Language } from '../model.ts';
import { isRightToLeft } from './runs.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as text and inside quotes; control characters, which HTML forbids, become the replacement character. */
export function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd')
      .replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
  );
}

/** Hands out each id of a page once. */
export function claims(): (wanted: string) => string {
  const given = new Map<string, number>();
  const claim = (wanted: string): string => {
    const id = wanted.toWellFormed().replace(/[\s\p{Cc}]+/gu, '_') || 'x';
    const times = (given.get(id) ?? 0) + 1;
    given.set(id, times);
    return times === 1 ? id : claim(`${id}--${times}`);
  };
  return claim;
}

/** Language and direction of an element. */
export const attributes = (language: Language | null, sample: string): string => {
  const right = language === 'ar' || (language === null && isRightToLeft(sample));
  return `${language === null ? '' : ` lang="${language}"`} dir="${right ? 'rtl' : 'ltr'}"`;
};

/** Where the United Nations publishes a document, for the symbols that are its own. */
export function publishedAt(symbol: string, language: Language | null): string | null {
  if (!/^(A|S|E|ST|T|CCPR|CRC|CEDAW|FCCC|UNEP|TD|DP|ID|WHA|HRI)\/|^ES-/.test(symbol)) return null;
  return `https://undocs.org/${language ?? 'en'}/${symbol.toWellFormed().split('/').map(encodeURIComponent).join('/')}`;
}

const style = `:root{color-scheme:light dark}body{margin:0;font:1.05rem/1.6 Georgia,"Times New Roman","Noto Naskh Arabic","Noto Serif CJK SC",serif;background:#fff;color:#1a1a1a}
main{max-width:46rem;margin-inline:auto;padding:2rem 1.5rem 4rem 1.5rem}h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.25rem}h3,h4,h5,h6{font-size:1.1rem}
a{color:#0b4f8a}.address{font:.72rem/1 ui-monospace,monospace;margin-inline-end:.6em;color:#555;text-decoration:none;border-bottom:1px dotted}.address:focus,.address:hover{color:#0b4f8a}
.number{font-weight:600}table{border-collapse:collapse}th,td{border:1px solid #888;padding:.3rem .6rem;text-align:start;vertical-align:top}
:target{background:#fff3bf;color:#1a1a1a}:target a{color:#0b4f8a}sup{line-height:0}
@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}a{color:#8ec7ff}.address{color:#aaa}.address:focus,.address:hover{color:#8ec7ff}:target{background:#4a3f00;color:#fff}:target a{color:#bfe0ff}}
@media print{.address{display:none}}`;

/** A page: what stands in it is markup already, its title is text. */
interface Page {
  readonly language: Language | null;
  readonly title: string;
  readonly main: string;
  /** Added to the style that all pages have. */
  readonly style: string;
  /** Makes the page handier; it must be whole without. */
  readonly script?: string;
}

/** A page that needs nothing else: no outside style, script or picture. */
export const hypertext = ({ language, title, main, style: own, script }: Page): string => `<!DOCTYPE html>
<html${language === null ? ' lang="und"' : ''}${attributes(language, title)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}
${own}</style>
</head>
<body>
<main>
${main}
</main>${script === undefined ? '' : `\n<script>${script}</script>`}
</body>
</html>
`;
