import type { Finding, FindingCode, Refusal } from '../reader/model.ts';

type Values = Finding['values'];

/** A value in quotation marks, cut where it is long; empty where the finding does not carry it. */
function quoted(values: Values, key: string, before = ' '): string {
  const value = values[key];
  if (value === undefined || value === '') return '';
  const text = String(value);
  return `${before}“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
}

const plain = (values: Values, key: string, before = ' ', after = ''): string =>
  values[key] === undefined || values[key] === '' ? '' : `${before}${values[key]}${after}`;

/** What a finding means: its sentence from its values, and the paragraph about it in the documentation. */
export interface Meaning {
  readonly sentence: (values: Values) => string;
  /** When it is given and what to look at. */
  readonly about: string;
}

/** Every finding, in the order of the documentation. */
export const meanings: Readonly<Record<FindingCode, Meaning>> = {
  'joined-over-page': {
    sentence: (v) => `A paragraph that a page break had cut was joined${quoted(v, 'opens', ': ')}.`,
    about:
      'The end of one page and the beginning of the next are one paragraph. Heads, feet and notes between the two halves were taken out. Look at the words around the break.',
  },
  'split-from-paragraph': {
    sentence: (v) =>
      `The paragraph began in the middle of a line of the one before and was split from it${quoted(v, 'opens', ': ')}.`,
    about:
      'Two paragraphs stood in one line or one block of the source. The number and the words that open an operative paragraph showed where the second begins.',
  },
  'break-restored': {
    sentence: (v) => `Paragraph breaks that the source had lost were restored${plain(v, 'count', ' (', ')')}.`,
    about:
      'The source has no breaks where the text needs them. The words by which paragraphs open showed where they begin, so the beginnings deserve a look.',
  },
  'note-moved': {
    sentence: (v) => `Note${plain(v, 'marker')} stood in the middle of the text and was moved to its call.`,
    about: 'A foot of the page had been copied into the running text. The note now hangs at the mark that calls it.',
  },
  'note-without-call': {
    sentence: (v) => `Note${plain(v, 'marker')} is called nowhere in the text.`,
    about: 'The note is kept with its text; no mark for it was found. The mark may be lost in the source.',
  },
  'call-without-note': {
    sentence: (v) =>
      v.count === undefined
        ? `The mark${plain(v, 'marker')} calls a note that is not in the file.`
        : `Marks call notes that are not in the file (${v.count}).`,
    about: 'A note mark stands in the text, but no note carries it. The page with the note may be missing.',
  },
  'furniture-removed': {
    sentence: (v) =>
      `Left out, as it belongs to the page and not to the text${plain(v, 'kind', ' (', ')')}: ${v.text === undefined ? `${v.count ?? 'some'} lines` : quoted(v, 'text', '')}.`,
    about:
      'Running heads and feet, page and job numbers, tables of contents: they are not in the tree. They are still in the source.',
  },
  'number-restored': {
    sentence: (v) => `The number${plain(v, 'number')} was not printed and follows from the numbers around it.`,
    about: 'The source lost the number of a paragraph in a numbered row. It was filled in from its neighbours.',
  },
  'number-out-of-order': {
    sentence: (v) =>
      `The number${plain(v, 'number')} does not follow on the one before${plain(v, 'expected', ' (expected ', ')')}.`,
    about: 'The printed number is kept. A paragraph may be missing in the source, or the source misnumbers.',
  },
  'number-repeated': {
    sentence: (v) => `The number${plain(v, 'number')} is printed twice.`,
    about: 'Both paragraphs are kept. The address of the second ends in `_2`.',
  },
  'hyphenation-joined': {
    sentence: (v) => `A word that was cut at the end of a line was joined${quoted(v, 'word', ': ')}.`,
    about: 'A hyphen at the end of a line was taken out where the word is known without it.',
  },
  'emphasis-unbalanced': {
    sentence: (v) => `A mark of emphasis has no partner${quoted(v, 'text')}.`,
    about:
      'An asterisk or underscore opens emphasis and never closes it. The words are kept and the stray mark is left out.',
  },
  'encoding-guessed': {
    sentence: (v) => `The encoding is not declared and was taken for ${v.encoding ?? 'another one'}.`,
    about: 'Wrong letters in the text are a sign that the guess is wrong.',
  },
  'language-unknown': {
    sentence: () => 'The language is none of the six; the structure was read from numbers and layout alone.',
    about: 'Give the language by `--language` if the text is Arabic, Chinese, English, French, Russian or Spanish.',
  },
  'markup-repaired': {
    sentence: (v) =>
      `The markup was broken and has been repaired${plain(v, 'repair', ' (', ')')}${plain(v, 'deepest', ' (nested ', ' deep)')}.`,
    about:
      'The file does not keep the rules of its format (an element that is never closed, a forbidden character). All text is kept.',
  },
  'structure-repaired': {
    sentence: (v) =>
      `The markup says one thing and the text another; the text was followed${plain(v, 'repair', ' (', ')')}.`,
    about:
      'For example a numbered paragraph that is marked up as preamble, or a number that stands in the text instead of in its own element.',
  },
  'changes-tracked': {
    sentence: (v) =>
      `The file holds tracked changes${plain(v, 'insertions', ' (inserted: ', '')}${plain(v, 'deletions', ', deleted: ', ')')}.`,
    about: 'The accepted text was read, unless `--view original` asked for the other.',
  },
  'citation-date-differs': {
    sentence: (v) =>
      `The date${plain(v, 'date')} given for ${v.symbol ?? 'the cited document'} is not the one known${plain(v, 'known', ' (', ')')}.`,
    about:
      'The symbol or the date in the text is wrong, or the calendar does not know of a resumed session. The text is kept as it is.',
  },
  'column-order': {
    sentence: (v) =>
      `The page is printed in columns; they were read one after the other${plain(v, 'page', ' (page ', ')')}.`,
    about: 'Look at the order of the paragraphs if lines run over both columns.',
  },
  'no-resolution': {
    sentence: () => 'No resolution, decision or statement was found; everything is kept as passages.',
    about: 'The file was read, but nothing in it is built like a resolution.',
  },
  'text-limited': {
    sentence: (v) =>
      v.page === undefined
        ? `Only a part of the file was read${plain(v, 'pages', ' (', ' pages)')}${plain(v, 'limit', ' up to ')}.`
        : `Page ${v.page} could not be read and is missing.`,
    about:
      'What is named is not in the tree. Split the file where it is too long; open it and save it anew where a page is damaged.',
  },
};

/** The finding in English. */
export const sentenceOf = (finding: Finding): string => meanings[finding.code].sentence(finding.values);

/** Why a file could not be read, and what to do. Nothing is kept of a refused file; it is never changed. */
export const refusalMeanings: Readonly<Record<Refusal, { readonly happened: string; readonly remedy: string }>> = {
  empty: { happened: 'the file holds nothing', remedy: 'Check that it was saved or downloaded completely.' },
  encrypted: { happened: 'the file is locked by a password', remedy: 'Save it without a password and read it again.' },
  'no-text-layer': {
    happened: 'the PDF holds pictures of pages and no text',
    remedy: 'Run text recognition (OCR) over it, for example with ocrmypdf, and read the result.',
  },
  'not-a-document': {
    happened: 'this is not a document that can be read',
    remedy: 'Word (.docx, .doc), PDF, HTML, plain text, AKN4UN XML and JSON of this program can.',
  },
  'unsupported-version': {
    happened: 'the file is of a version that is too old or too new',
    remedy: 'Open it in its own program, save it as .docx or PDF and read that.',
  },
  damaged: {
    happened: 'the file is damaged',
    remedy: 'Fetch it again from its source, or open it in its own program and save it anew.',
  },
  'too-large': {
    happened: 'the file, or what is packed in it, is larger than can be read',
    remedy: 'Split it and read the parts.',
  },
};

/** The refusal in English, in one line. */
export function refusalSentence(refusal: Refusal, values: Values): string {
  const { happened, remedy } = refusalMeanings[refusal];
  const facts = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  return `${happened}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}. ${remedy}`;
}
