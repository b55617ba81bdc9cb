import type { IsoDate, Language, ResolutionType } from './model.ts';

/** Codes of the official languages in the published addresses (ISO 639-2, terminological). */
const codes: Readonly<Record<Language, string>> = {
  ar: 'ara',
  en: 'eng',
  es: 'spa',
  fr: 'fra',
  ru: 'rus',
  zh: 'zho',
};
const otherCodes: Readonly<Record<string, Language>> = { chi: 'zh', fre: 'fr' };

/** `en` -> `eng`; `und` where the language is not known. */
export const iso639 = (language: Language | null): string => (language === null ? 'und' : codes[language]);

/** `eng` or `en` -> `en`; `null` for other languages. */
export function languageOf(code: string): Language | null {
  const wanted = code.toLowerCase();
  for (const [language, iso] of Object.entries(codes) as [Language, string][])
    if (iso === wanted || language === wanted) return language;
  return otherCodes[wanted] ?? null;
}

/** Tokens that the guidelines or older files write for the actors of the published addresses. */
const actorAliases: Readonly<Record<string, string>> = {
  'un-ga': 'unga',
  ga: 'unga',
  'un-sc': 'unsc',
  sc: 'unsc',
  'un-ecosoc': 'unecosoc',
  ecosoc: 'unecosoc',
  hrc: 'unga-hrc',
  unhrc: 'unga-hrc',
};

/** `ga`, `un-ga` -> `unga`; a token that is not known stays as it is. */
export const actorOf = (token: string): string => actorAliases[token.toLowerCase()] ?? token.toLowerCase();

/** What a symbol says in the terms of the addresses. */
export interface Numbering {
  readonly actor: string;
  /** As the addresses write it: `79-9`, `2674-2023`, `ES-11-6`, `77-290B`. */
  readonly number: string;
}

/** "A-B", "A and B" -> "A-B". */
const joint = (text: string | undefined): string => (text ?? '').replace(/\s*[-–]\s*/g, '-').trim();

/** The guidelines' way to write any symbol in an address: `A/75/L.27` -> `A-75-L.27`. */
const dashed = (symbol: string | undefined): string => (symbol ?? '').replaceAll('/', '-').replace(/\s+/g, '_');

const letters = String.raw`([A-Z](?:\s*[-–]\s*[A-Z])?)?`;

/**
 * From symbol to number. Published files confirm the adopted texts; drafts of the Assembly and resolutions of
 * sessions with Roman numbers are our choice after the same pattern, as none is published.
 */
const rules: readonly (readonly [pattern: RegExp, actor: string, number: (parts: RegExpExecArray) => string])[] = [
  [
    new RegExp(`^A/(?:RES|DEC)/((?:ES-|S-)?\\d+)/(\\d+)\\s*${letters}$`),
    'unga',
    (p) => `${p[1]}-${p[2]}${joint(p[3])}`,
  ],
  [
    new RegExp(`^A/(?:RES|DEC)/(\\d+)\\s*${letters}\\s*\\(((?:S-|ES-)?[IVXLC]+)\\)$`),
    'unga',
    (p) => `${p[1]}${joint(p[2])}-${p[3]}`,
  ],
  [/^A\/HRC\/(?:RES|DEC)\/((?:S-)?\d+)\/(\d+)$/, 'unga-hrc', (p) => `${p[1]}-${p[2]}`],
  [/^S\/RES\/(\d+)\s*\((\d{4})\)$/, 'unsc', (p) => `${p[1]}-${p[2]}`],
  [/^S\/(?:PRST\/)?(\d{4})\/(\d+)$/, 'unsc', (p) => `${p[1]}-${p[2]}`],
  [/^E\/(?:RES|DEC)\/(\d{4})\/(\d+)\s*([A-Z])?$/, 'unecosoc', (p) => `${p[1]}-${p[2]}${joint(p[3])}`],
  [/^E\/(?:RES|DEC)\/(\d+)\s*\(([IVXLC]+)\)$/, 'unecosoc', (p) => `${p[1]}-${p[2]}`],
  [/^(A\/HRC\/\S+)$/, 'unga-hrc', (p) => dashed(p[1])],
  [/^(A\/\S.*)$/, 'unga', (p) => dashed(p[1])],
  [/^(S\/\S.*)$/, 'unsc', (p) => dashed(p[1])],
  [/^(E\/\S.*)$/, 'unecosoc', (p) => dashed(p[1])],
];

/** `A/RES/79/9` -> `{ actor: 'unga', number: '79-9' }`; `null` for symbols of other bodies. */
export function numberingOf(symbol: string): Numbering | null {
  const plain = symbol.trim();
  for (const [pattern, actor, number] of rules) {
    const parts = pattern.exec(plain);
    if (parts) return { actor, number: number(parts) };
  }
  return null;
}

/** Text as one segment of an address. */
export const segment = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Address of the work: `/akn/un/statement/deliberation/unga/2024-11-18/79-9/`. An unknown date is `-`. */
export const workIri = (actor: string, date: IsoDate | null, number: string): string =>
  `/akn/un/statement/deliberation/${segment(actor)}/${date ?? '-'}/${segment(number)}/`;

/** Address of the resolution with that symbol; `null` where its body has no published addresses or its date is not known. */
export function iriOfSymbol(symbol: string, date: IsoDate | null | undefined): string | null {
  if (!date || !/^[ASE]\/(?:HRC\/)?(?:RES|DEC|PRST)\//.test(symbol)) return null;
  const numbering = numberingOf(symbol);
  return numbering && workIri(numbering.actor, date, numbering.number);
}

/** What an address says. */
export interface IriParts {
  readonly actor: string;
  readonly date: IsoDate | null;
  readonly number: string;
  readonly language: Language | null;
  /** `annex_1` in `!annex_1`. */
  readonly component: string | null;
  /** `para_8` in `#para_8` or `~para_8`; `para_8->para_15` for a range. */
  readonly part: string | null;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads an address of a work, expression, component, fragment or portion, with or without the slash at its end. */
export function iriParts(iri: string): IriParts | null {
  const [address = '', ...behind] = iri.trim().split(/[#~]/);
  const [path = '', component] = address.split('!');
  const [root, akn, , , , actor, date, number, expression] = path.split('/');
  if (root !== '' || akn !== 'akn' || !actor || !number) return null;
  const language = /^([a-z]{3})@/.exec(expression ?? '');
  return {
    actor: actorOf(unescaped(actor)),
    date: /^\d{4}-\d{2}-\d{2}$/.test(date ?? '') ? (date ?? null) : null,
    number: unescaped(number),
    language: language ? languageOf(language[1] ?? '') : null,
    component: component ? component.replace(/\.xml$|\/$/g, '') : null,
    part: behind.length > 0 ? behind.join('~') : null,
  };
}

/** Decisions carry numbers that the resolutions of one session never reach. */
const firstDecision = { unga: 401, unecosoc: 201 };

/**
 * Symbol of the work at an address. The Security Council numbers statements and drafts alike (`2023-12`):
 * there `type` decides, and without it the answer is `null`.
 */
export function symbolOfIri(iri: string, type?: ResolutionType): string | null {
  const parts = iriParts(iri);
  if (!parts) return null;
  const { actor, number } = parts;
  if (/^[ASE]-(?!\d+-\d+[A-Z]?$)/.test(number) || /^[AE]-\d/.test(number))
    return number.startsWith('S-') && actor !== 'unsc' ? null : number.replaceAll('-', '/').replaceAll('_', ' ');
  const roman = /^(\d+)([A-Z](?:-[A-Z])?)?-((?:S-|ES-)?[IVXLC]+)$/.exec(number);
  const plain = /^((?:ES-|S-)?\d+)-(\d+)([A-Z](?:-[A-Z])?)?$/.exec(number);
  const behind = (text: string | undefined) => (text ? ` ${text}` : '');
  if (actor === 'unga' || actor === 'unecosoc') {
    const letter = actor === 'unga' ? 'A' : 'E';
    if (roman) return `${letter}/RES/${roman[1]}${behind(roman[2])} (${roman[3]})`;
    if (!plain) return null;
    const decision = type === 'decision' || (type === undefined && Number(plain[2]) >= firstDecision[actor]);
    return `${letter}/${decision ? 'DEC' : 'RES'}/${plain[1]}/${plain[2]}${behind(plain[3])}`;
  }
  if (!plain) return null;
  if (actor === 'unga-hrc') return `A/HRC/${type === 'decision' ? 'DEC' : 'RES'}/${plain[1]}/${plain[2]}`;
  if (actor !== 'unsc') return null;
  if (/^(?:19|20)\d{2}$/.test(plain[2] ?? '')) return `S/RES/${plain[1]} (${plain[2]})`;
  if (type === 'presidential-statement') return `S/PRST/${plain[1]}/${plain[2]}`;
  return type === 'draft-resolution' ? `S/${plain[1]}/${plain[2]}` : null;
}

/** Address of a document with any symbol at the United Nations' document site. */
export const documentUrl = (symbol: string, language: Language | null): string =>
  `https://docs.un.org/${language ?? 'en'}/${symbol
    .replace(/\s+(?=\()/g, '')
    .split('/')
    .map((part) => segment(part).replace(/%28/g, '(').replace(/%29/g, ')'))
    .join('/')}`;
