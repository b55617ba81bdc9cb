import type { CitedPart, CitingWords } from './languages/lexicon.ts';
import { escaped } from './phrases.ts';

/** What a word does around the number of a resolution. */
export const role = { resolution: 1, decision: 2, other: 4, own: 8, between: 16 } as const;

interface OrganName {
  readonly organ: string;
  readonly name: string;
}

/** The words of a language, prepared for looking up and matching. */
export interface Grammar {
  readonly words: CitingWords;
  readonly roles: ReadonlyMap<string, number>;
  /** Longest first. */
  readonly organs: readonly OrganName[];
  readonly organByName: ReadonlyMap<string, string>;
  /** Last characters of the names of organs. */
  readonly organEnds: ReadonlySet<string>;
  readonly months: ReadonlyMap<string, number>;
  readonly partByWord: ReadonlyMap<string, CitedPart>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly letters: ReadonlyMap<string, string>;
  /** Sticky, at the first digit: number, part letters, then year, Roman or counted session in brackets. */
  readonly bracketed: RegExp;
  /** Sticky, at the first digit: session or year, number. */
  readonly slashed: RegExp;
  /** Sticky, behind a number: "A", "A and B", "A to C". */
  readonly partLetters: RegExp;
  /** Each letter of them. */
  readonly eachLetter: RegExp;
  /** Sticky, behind a symbol: "and Corr.1". */
  readonly suffix: RegExp;
  readonly date: RegExp;
  /** Sticky, behind a number: the rest of a name that is no known organ's, then the date. */
  readonly dateAfterName: RegExp;
  /** At the end of a short text: a date that stands before the number. */
  readonly dateBefore: RegExp;
  readonly organBehind: RegExp;
  readonly partBehind: RegExp;
  readonly partBefore: RegExp;
  readonly item: RegExp;
  readonly followedByOf: RegExp;
  readonly nounBehind: RegExp;
  /** Sticky, behind the name of a treaty series: the volumes, then the numbers. */
  readonly treatyVolumes: RegExp;
  readonly treatyNumbers: RegExp;
  /** At the start of a note: "Ibid.". */
  readonly ibidem: RegExp;
  /** Any of the phrases for "the same resolution". */
  readonly anySame: RegExp;
}

const anyOf = (words: readonly string[]): string =>
  words.length === 0
    ? '(?!)'
    : [...words]
        .sort((a, b) => b.length - a.length)
        .map(escaped)
        .join('|');

/** Letters of the scripts that part words by blanks. A short class: `\p{L}` takes a tenth of a second to compile. */
const letters = 'A-Za-z\\u00c0-\\u017f\\u0400-\\u04ff';
const anyLetter = `${letters}\\u0621-\\u064a\\u4e00-\\u9fff`;

/** Words with what keeps them apart from the next: a blank in Latin and Cyrillic, nothing in Arabic and Chinese. */
function apart(words: readonly string[]): string {
  const spaced = words.filter((word) => /[A-Za-zÀ-ÿА-я]$/.test(word));
  const tight = words.filter((word) => !spaced.includes(word));
  const groups = [
    ...(spaced.length === 0 ? [] : [`(?:${anyOf(spaced)})(?![${letters}])`]),
    ...(tight.length === 0 ? [] : [anyOf(tight)]),
  ];
  return groups.length === 0 ? '(?!)' : `(?:${groups.join('|')})`;
}

/** Chinese numerals below one hundred. */
export function hanNumber(text: string): number | null {
  const digits = '零一二三四五六七八九';
  const match = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text);
  if (match === null || text === '') return null;
  const [, tens = '', ten = '', ones = ''] = match;
  if (ten === '') return tens !== '' && ones === '' ? digits.indexOf(tens) : null;
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones));
}

function partPatterns(
  words: CitingWords,
  letter: string,
): Pick<Grammar, 'partBehind' | 'partBefore' | 'item' | 'followedByOf'> {
  const labels = Object.values(words.parts).flat();
  // "(c)", in Arabic "(ج)": the first letter of its name.
  const small = `(?:[a-z]{1,4}${words.letters.length === 0 ? '' : `|[${words.letters.map((name) => name.charAt(0)).join('')}]`})`;
  const cardinal = String.raw`\d{1,4}(?![\d/]|\.\d{3}| ?\((?:19|20)\d\d\))(?: ?bis\b)?(?: ?\(${small}\)| [a-z]{1,4}\)|[a-z]\)| [a-z](?=[,;. ]))*`;
  const behind = words.nounStands === 'behind';
  const lettered = String.raw`\(${small}\)|[a-z]\)`;
  const item = behind
    ? String.raw`\d{1,4}(?!\d|/)(?:\([a-z]{1,4}\))*|[一二三四五六七八九十]{1,3}|[A-Z](?:\.\d+)?(?![A-Za-z/]|\.[A-Za-z\d])|${lettered}`
    : String.raw`${cardinal}|${lettered}|[IVXLC]+(?![${anyLetter}/])|[A-Z](?:\.\d+)?(?![${anyLetter}/(]|\.[${anyLetter}\d])|${anyOf(words.ordinals.flat())}|${letter}`;
  const joint = behind
    ? `(?:、|和|及|至|到|-|,|，)第?`
    : String.raw`\s*(?:[,،]\s*(?:(?:${apart(words.and)})\s*)?|(?:${apart(words.and)})\s*|(?:${apart(words.to)})\s*|[-−]\s*)`;
  const list = `(?:${item})(?:${joint}(?:${item})){0,60}`;
  // "para. 8 and para. 9": the label of the first again.
  const repeated = String.raw`(?:${item})(?:${joint}(?:\1\s?)?(?:${item})){0,60}`;
  if (behind) {
    const counted = anyOf(labels.filter((label) => label !== '附件'));
    return {
      partBehind: new RegExp(String.raw`[\s,，)）》]{0,3}(?:第?(${list})(${counted})|(附件)(${list})?)`, 'y'),
      partBefore: /(?!)()()/,
      item: new RegExp(`(${item})|(至|到|-)`, 'g'),
      followedByOf: /(?!)/y,
    };
  }
  const clitic = words.proclitics.length === 0 ? '' : `(?:${anyOf(words.proclitics)})*`;
  const of = apart(words.of);
  return {
    partBehind: new RegExp(
      String.raw`[)\]]?\s*[,،(]\s*(?:${clitic}(?:${apart(words.and)})\s+)?${clitic}(${apart(labels)})(?:\s*(${repeated}))?`,
      'yi',
    ),
    partBefore: new RegExp(
      String.raw`(?:^|[\s(«“"’'])${clitic}(${apart(labels)})(?:\s*(${list}))?\s*[,،]?\s*(?:(?:${of})\s*)*(?:${clitic}(${apart(labels)})(?:\s*(${list}))?\s*[,،]?\s*(?:(?:${of})\s*)*)?$`,
      'i',
    ),
    item: new RegExp(`(${item})|(${apart(words.to)}|[-−])`, 'g'),
    followedByOf: new RegExp(String.raw`\s*[,،]?\s*(?:${of})(?![${anyLetter}])`, 'y'),
  };
}

function datePatterns(words: CitingWords): Pick<Grammar, 'date' | 'dateBefore' | 'dateAfterName'> {
  const months = anyOf(words.months.flat());
  const date = String.raw`(\d{1,2})(?:er|º|\.º|st|nd|rd|th)?\s*(?:de\s+)?(${months})(?:\s*\/\s*(?:${months}))?\s*(?:del?\s+|,\s*)?(\d{4})(?:\s*(?:года|г\.))?`;
  return {
    date: new RegExp(String.raw`[\s,،(]*(?:(?:${apart(words.dated)})\s*)?${date}`, 'yi'),
    dateAfterName: new RegExp(
      String.raw`\s((?:(?:${apart(words.of)})\s*)*)([^;.,،()\d]{3,130}?),?\s(?:${apart(words.dated)})\s*${date}`,
      'yi',
    ),
    dateBefore: /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*第?\s*$/,
  };
}

function build(words: CitingWords): Grammar {
  const roles = new Map<string, number>();
  const add = (list: readonly string[], value: number): void => {
    for (const word of list)
      for (const piece of word.toLowerCase().split(/[\s.]+/))
        if (piece !== '') roles.set(piece, (roles.get(piece) ?? 0) | value);
  };
  add(words.resolution, role.resolution);
  add(words.decision, role.decision);
  add(words.otherNouns, role.other);
  add(words.own, role.own);
  for (const list of [
    words.fillers,
    words.and,
    words.to,
    words.of,
    ...Object.values(words.parts),
    ...words.ordinals,
    words.letters,
  ])
    add(list, role.between);
  const organs = words.organs
    .flatMap(({ organ, names }) => names.map((name) => ({ organ, name })))
    .sort((a, b) => b.name.length - a.name.length);
  // Behind Z they go on with AA.
  const lettersByName = new Map(
    words.letters.flatMap((name, index) => {
      const latin = String.fromCharCode(65 + index);
      return [[name, latin] as const, ...(index < 5 ? [[`${name} ${name}`, latin + latin] as const] : [])];
    }),
  );
  const letterNames = anyOf([...lettersByName.keys()]);
  const latinLetter = '(?:AA|BB|CC|DD|EE|АА|ВВ|СС|ЕЕ|[A-ZАВСЕ])';
  const letter = `${latinLetter}(?![A-Za-zÀ-ÿА-яёЁء-ي/’'(]|\\.[A-Za-zÀ-ÿА-я\\d])${words.letters.length === 0 ? '' : `|(?:${letterNames})(?![${anyLetter}])`}`;
  const numberOrRoman = String.raw`(?:\d{1,6}(?!\d)|[IVXLC]+)(?![${letters}/])`;
  const listed = (number: string): string =>
    String.raw`${number}(?:\s*(?:[,،、]|-|${anyOf([...words.and, ...words.to])})\s*${number}){0,12}`;
  const { regular, special, emergency } = words.sessions;
  const counted = [...regular, ...special, ...emergency];
  const beforeBracket = `[A-ZАВСЕ](?:-[A-Z])?${words.letters.length === 0 ? '' : `|${letterNames}`}`;
  return {
    words,
    roles,
    organs,
    organByName: new Map(organs.map(({ name, organ }) => [name, organ])),
    organEnds: new Set(organs.map(({ name }) => name.slice(-1))),
    months: new Map(
      words.months.flatMap((names, index) => names.map((name) => [name.toLowerCase(), index + 1] as const)),
    ),
    partByWord: new Map(
      (Object.entries(words.parts) as [CitedPart, readonly string[]][]).flatMap(([part, names]) =>
        names.map((name) => [name.toLowerCase(), part] as const),
      ),
    ),
    ordinals: new Map(words.ordinals.flatMap((names, index) => names.map((name) => [name, index + 1] as const))),
    letters: lettersByName,
    bracketed: new RegExp(
      String.raw`(\d{1,4})(?: ?(${beforeBracket}))? ?\( ?(?:((?:19|20)\d\d)|(S|ES)?-?([IVXLCХІ]+)|(${anyOf(counted)})\s?-\s?(\d{1,2})) ?[()]`,
      'y',
    ),
    slashed: /(\d{1,4})( ?)\/( ?)(\d{1,4})(?![\d/])/y,
    eachLetter: new RegExp(`${latinLetter}${words.letters.length === 0 ? '' : `|${letterNames}`}`, 'g'),
    suffix: new RegExp(
      String.raw`\s*(?:[,،、;]|(?:${anyOf(words.and)}))?\s*((?:Add|Corr|Rev|Amend)\.\d+(?:\/(?:Add|Corr|Rev)\.\d+)*)`,
      'y',
    ),
    partLetters: new RegExp(
      String.raw`\s?(${letter})(?:\s*(?:(?:[,،]\s*)?(?:${apart(words.and)})\s*|[,،]\s*)(${letter}))*(?:\s*(?:(?:${apart(words.to)})\s*|-)(${letter}))?`,
      'y',
    ),
    ...datePatterns(words),
    organBehind: new RegExp(
      String.raw`[\s,،]*(?:(?:${apart(words.of)})\s*)*(${apart(organs.map(({ name }) => name))})`,
      'y',
    ),
    ...partPatterns(words, letter),
    ibidem: new RegExp(String.raw`^[\s\d()*]*(${anyOf(words.ibidem)})\.?`),
    anySame: new RegExp(anyOf(words.same)),
    treatyVolumes: new RegExp(
      String.raw`[»”"》]?[\s,،，]*(?:${anyOf(words.volume)})\s?(${listed(numberOrRoman)})(?:\s?\(\d{4}\))?(?!\s?号)`,
      'yi',
    ),
    treatyNumbers: new RegExp(
      String.raw`(?:[^\d;.()]|\.(?=\s?\d)){0,14}(${listed(String.raw`\d{1,6}(?![/.]?\d)`)})`,
      'y',
    ),
    nounBehind: new RegExp(
      String.raw`(?:\s*号)?(?:\s*(?:\([^()]{0,20}\)))?\s*(?:(${anyOf(words.resolution)})|(${anyOf(words.decision)}))`,
      'y',
    ),
  };
}

const grammars = new WeakMap<CitingWords, Grammar>();

/** The grammar of a language. Built once for each set of words: the same words always give the same grammar. */
export function grammarOf(words: CitingWords): Grammar {
  const known = grammars.get(words);
  if (known !== undefined) return known;
  const built = build(words);
  grammars.set(words, built);
  return built;
}
