/** One level of an automatic list, as Word describes it. */
export interface ListLevel {
  readonly start: number;
  /** Name of the kind of numeral as in OOXML (ST_NumberFormat). */
  readonly numeral: string;
  /** What is printed, `%1` for the number of the first level. */
  readonly text: string;
  /** The level (from 1) after which this one begins anew; 0 never; absent after any higher one. */
  readonly restart?: number;
  /** All numbers in Arabic digits, whatever their level says. */
  readonly legal: boolean;
  /** Style of paragraph that this level numbers. */
  readonly style?: string;
  /** Indent in points. */
  readonly indent?: number;
}

/** A list as one paragraph refers to it. Instances of the same list share their counters. */
export interface ListInstance {
  readonly id: string;
  readonly list: string;
  readonly levels: readonly ListLevel[];
  /** Levels that begin anew, with the number to begin with, when this instance is first used. */
  readonly starts: ReadonlyMap<number, number>;
}

const alphabets: Readonly<Record<string, string>> = {
  lowerLetter: 'abcdefghijklmnopqrstuvwxyz',
  upperLetter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  russianLower: 'абвгдежзиклмнопрстуфхцчшщыэюя',
  russianUpper: 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ',
  arabicAlpha: 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي',
  arabicAbjad: 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ',
  ideographTraditional: '甲乙丙丁戊己庚辛壬癸',
  ideographZodiac: '子丑寅卯辰巳午未申酉戌亥',
  hebrew2: 'אבגדהוזחטיכלמנסעפצקרשת',
  chicago: '*†‡§',
};
const chineseDigits: Readonly<Record<string, readonly [string, string]>> = {
  chineseCounting: ['〇一二三四五六七八九', '十百千'],
  chineseCountingThousand: ['〇一二三四五六七八九', '十百千'],
  taiwaneseCounting: ['〇一二三四五六七八九', '十百千'],
  taiwaneseCountingThousand: ['〇一二三四五六七八九', '十百千'],
  japaneseCounting: ['〇一二三四五六七八九', '十百千'],
  chineseLegalSimplified: ['零壹贰叁肆伍陆柒捌玖', '拾佰仟'],
  ideographLegalTraditional: ['零壹貳參肆伍陸柒捌玖', '拾佰仟'],
};
const romanParts: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(count: number): string {
  let rest = count;
  let out = '';
  for (const [value, letters] of romanParts)
    while (rest >= value) {
      out += letters;
      rest -= value;
    }
  return out;
}

/** Letters as Word counts on: after z comes aa, then bb. */
function letter(count: number, alphabet: string): string {
  const letters = [...alphabet];
  const times = Math.min(Math.ceil(count / letters.length), 10);
  return (letters[(count - 1) % letters.length] ?? '').repeat(times);
}

function chinese(count: number, [digits, units]: readonly [string, string]): string {
  if (count > 9999) return String(count);
  let out = '';
  let gap = false;
  for (let power = 3; power >= 0; power -= 1) {
    const digit = Math.floor(count / 10 ** power) % 10;
    if (digit === 0) gap = out !== '';
    else {
      if (gap) out += digits.charAt(0);
      gap = false;
      const one = digit === 1 && power === 1 && out === '' ? '' : digits.charAt(digit);
      out += one + (power > 0 ? units.charAt(power - 1) : '');
    }
  }
  return out;
}

const ordinalEnding = (count: number): string =>
  count % 100 >= 11 && count % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');

/** A number as a list prints it. Kinds of numeral that are not known are printed in Arabic digits. */
export function numeral(count: number, kind: string): string {
  const decimal = String(count);
  if (count < 1 || count > 32767) return kind === 'none' ? '' : decimal;
  const alphabet = alphabets[kind];
  if (alphabet !== undefined) return letter(count, alphabet);
  const digits = chineseDigits[kind];
  if (digits !== undefined) return chinese(count, digits);
  switch (kind) {
    case 'none':
      return '';
    case 'lowerRoman':
      return roman(count);
    case 'upperRoman':
      return roman(count).toUpperCase();
    case 'decimalZero':
      return decimal.padStart(2, '0');
    case 'ordinal':
      return decimal + ordinalEnding(count);
    case 'numberInDash':
      return `- ${decimal} -`;
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...decimal].map((digit) => '〇一二三四五六七八九'.charAt(Number(digit))).join('');
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return [...decimal].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join('');
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count <= 20 ? String.fromCharCode(0x2460 + count - 1) : decimal;
    case 'decimalEnclosedParen':
      return `(${decimal})`;
    case 'decimalEnclosedFullstop':
      return `${decimal}.`;
    default:
      return decimal;
  }
}

const privateUse = /[\ue000-\uf8ff\u00b7\u25a0-\u25ff\u2022]/;

/** A bullet as one character: those of symbol fonts have none of their own in Unicode. */
function bullet(text: string): string {
  const bare = text.trim();
  return bare === '' || privateUse.test(bare) || /^[o§vØqü]$/.test(bare) ? '•' : bare.slice(0, 3);
}

/** Counts all lists of one document: gives for each paragraph the number as printed, `null` where none is. */
export function listCounter(): (instance: ListInstance, level: number) => string | null {
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();

  return (instance, at) => {
    const level = instance.levels[at];
    if (level === undefined) return null;
    const own = counts.get(instance.list) ?? [];
    counts.set(instance.list, own);
    const restart = `${instance.id} ${at}`;
    const forced = instance.starts.get(at);
    if (forced !== undefined && !begun.has(restart)) own[at] = forced - 1;
    begun.add(restart);
    own[at] = (own[at] ?? level.start - 1) + 1;
    for (let deeper = at + 1; deeper < instance.levels.length; deeper += 1) {
      const after = instance.levels[deeper]?.restart;
      if (after === undefined || (after > 0 && at < after)) own[deeper] = undefined;
    }
    if (level.numeral === 'bullet') return bullet(level.text);
    const printed = level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const shown = instance.levels[index];
      if (shown === undefined || index > at) return '';
      // A higher level that never came counts as begun, which is how Word prints it.
      const count = own[index] ?? shown.start;
      own[index] = count;
      return numeral(count, level.legal ? 'decimal' : shown.numeral);
    });
    return printed.trim() === '' ? null : printed.trim();
  };
}
