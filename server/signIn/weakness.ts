export const passwordLength = { least: 12, most: 200 } as const;

export const weaknesses = ['too-short', 'too-long', 'too-common', 'like-name'] as const;
/** Why a password is refused. */
export type Weakness = (typeof weaknesses)[number];

/** What is left when all that is guessed first is taken away must still be worth something. */
const leastLeft = 6;

/** Words that lists of stolen passwords begin with, in several languages. */
const commonest = (
  'password passwort passphrase motdepasse contrasena contraseña senha parol пароль qwerty qwertz azerty asdfgh zxcvbn ' +
  'letmein welcome bienvenue bienvenido willkommen salaam marhaba administrator admin root login user guest default ' +
  'changeme secret test iloveyou jetaime monkey dragon football baseball basketball soccer sunshine princess master ' +
  'shadow superman batman spiderman pokemon starwars michael jennifer jordan charlie daniel thomas george maggie ' +
  'whatever freedom computer internet google facebook summer winter spring autumn january february march april august ' +
  'september october november december monday friday trustno hello ninja mustang access flower cheese ginger pepper ' +
  'unitednations nations rapport secretariat cooperation 密码'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);

const rows = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  '1q2w3e4r5t6y7u8i',
];
const sequences = rows.flatMap((row) => [`${row}${row}`, [...`${row}${row}`].reverse().join('')]);

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const undisguised = (text: string): string => text.replace(/[013457@$!]/g, (sign) => disguises[sign] ?? sign);

const without = (text: string, parts: readonly string[]): string =>
  parts.reduce((left, part) => left.replaceAll(part, ' '), text);

/** Takes away runs of one sign, years, and stretches of four or more of the alphabet, the digits or the keyboard. */
function withoutPatterns(text: string): string {
  const calm = text.replace(/(.)\1{2,}/gu, ' ').replace(/(?:19|20)\d\d/g, ' ');
  const longest = (at: number): number => {
    let length = 4;
    if (!sequences.some((row) => row.includes(calm.slice(at, at + length)))) return 0;
    while (at + length < calm.length && sequences.some((row) => row.includes(calm.slice(at, at + length + 1))))
      length++;
    return at + length <= calm.length ? length : 0;
  };
  let left = '';
  for (let at = 0; at < calm.length; ) {
    const length = longest(at);
    left += length > 0 ? ' ' : calm[at];
    at += Math.max(length, 1);
  }
  return left;
}

const worth = (text: string): number => new Set(text.replace(/[\s\p{P}]/gu, '')).size;

/** Why the password must not be used; null if it may. `about` holds the name and address of its owner. */
export function weaknessOf(password: string, about: readonly string[]): Weakness | null {
  const length = [...password.normalize('NFKC')].length;
  if (length < passwordLength.least) return 'too-short';
  if (length > passwordLength.most) return 'too-long';
  const left = without(undisguised(withoutPatterns(plain(password))), commonest.map(undisguised));
  const own = about.flatMap((text) => undisguised(plain(text)).split(/[^\p{L}]+/u)).filter((part) => part.length >= 3);
  const leftOfAll = without(left, own);
  if (worth(leftOfAll) >= leastLeft) return null;
  return leftOfAll === left ? 'too-common' : 'like-name';
}
