/** The reader as a library: bytes in, a publication out, and its writers. */
export { labelOf } from './addresses.ts';
export { type Alteration, explained } from './alterations.ts';
export { sessionWindow } from './calendar.ts';
export { type Change, type Comparison, compare, type Link, type LinkKind } from './compare.ts';
export { compareLanguages, type Difference, type LanguageComparison } from './compareLanguages.ts';
export { type Mandate, mandatesOf } from './mandates.ts';
export * from './model.ts';
export { type Hints, read } from './read.ts';
export { toComparisonHtml } from './write/comparisonHtml.ts';
export { toComparisonMarkdown } from './write/comparisonMarkdown.ts';
export { type Flat, flatOf, toFlat } from './write/flat.ts';
export { toHtml } from './write/html.ts';
export { fromJson, readingFromJson, toJson } from './write/json.ts';
export { toMarkdown } from './write/markdown.ts';
export { toOutline } from './write/outline.ts';
export type { Sheet } from './write/sheet.ts';
export { toText } from './write/text.ts';
