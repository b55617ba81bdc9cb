import { describe, expect, it } from 'vitest';
import { base32, codeAt, enrolmentUri, stepAt, stepOf } from './totp.ts';

/** RFC 6238, appendix B, SHA-1: the last six of its eight digits. */
const secret = Buffer.from('12345678901234567890');
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;

const at = (seconds: number): Date => new Date(seconds * 1000);

describe('codes of time', () => {
  it.each(vectors)('at second %i the code is %s', (seconds, code) => {
    expect(codeAt(secret, stepAt(at(seconds)))).toBe(code);
    expect(stepOf(secret, code, at(seconds))).toBe(stepAt(at(seconds)));
  });

  it('hold for a step before and after', () => {
    const code = codeAt(secret, 100);
    const found = [98, 99, 100, 101, 102].map((step) => stepOf(secret, code, at(step * 30)));
    expect(found).toEqual([null, 100, 100, 100, null]);
  });

  it.each(['', '12345', '28708', '2870822', 'abcdef'])('%j is none', (code) => {
    expect(stepOf(secret, code, at(59))).toBeNull();
  });
});

describe('what an app is given', () => {
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('RFC 4648: %j is %j', (text, expected) => {
    expect(base32(Buffer.from(text))).toBe(expected);
  });

  it('is an address that a QR code can hold', () => {
    const uri = enrolmentUri(secret, 'rapport.example.org', 'amal@example.org');
    expect(uri).toBe(
      'otpauth://totp/Rapport%20rapport.example.org:amal%40example.org' +
        '?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Rapport%20rapport.example.org&digits=6&period=30',
    );
  });
});
