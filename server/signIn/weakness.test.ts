import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weaknessOf } from './weakness.ts';

const about = ['Amal Haddad-Nasser', 'a.haddad@un.example'];

describe('weak passwords', () => {
  it.each([
    ['', 'too-short'],
    ['elevenchars', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['passwordpassword', 'too-common'],
    ['Password123456', 'too-common'],
    ['P4$$w0rd!2026!', 'too-common'],
    ['123456789012', 'too-common'],
    ['098765432109', 'too-common'],
    ['qwertyuiop123', 'too-common'],
    ['1q2w3e4r5t6y', 'too-common'],
    ['aaaaaaaaaaaaaaaa', 'too-common'],
    ['abcabcabcabcabc', 'too-common'],
    ['abcdefghijklmn', 'too-common'],
    ['Welcome-to-2026', 'too-common'],
    ['iloveyou iloveyou', 'too-common'],
    ['motdepasse2026', 'too-common'],
    ['пароль12345678', 'too-common'],
    ['Amal.Haddad.2026', 'like-name'],
    ['haddad-nasser 1999', 'like-name'],
    ['H4ddad! H4ddad!', 'like-name'],
    ['oryx lantern 73 gravel', null],
    ['correct horse battery', null],
    ['password manager of grandma Lucie', null],
    ['Amal kept nine grey pigeons', null],
    ['سلحفاة تعبر النهر ببطء', null],
    ['乌龟慢慢过河看见月亮很圆', null],
    ['kT9#vLq2$wXz', null],
  ])('%j: %s', (password, expected) => {
    expect(weaknessOf(password, about)).toBe(expected);
  });

  it('counts letters, not units of code', () => {
    expect(weaknessOf('🦒🦓🦔🦕🦖🦗', [])).toBe('too-short');
  });

  it('any text has an answer, the same for each way to write it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (password, own) => {
        expect(weaknessOf(password.normalize('NFD'), own)).toBe(weaknessOf(password.normalize('NFC'), own));
      }),
    );
  });

  it('what is made of the commonest words alone is weak', () => {
    const words = fc.constantFrom('password', 'qwerty', 'letmein', 'admin', '1234', '2024', '!', 'iloveyou');
    fc.assert(
      fc.property(fc.array(words, { minLength: 4, maxLength: 12 }), (some) => {
        expect(weaknessOf(some.join(''), [])).not.toBeNull();
      }),
    );
  });
});
