import { createHmac, timingSafeEqual } from 'node:crypto';

/** Time-based one-time passwords (RFC 6238) as all authenticator apps make them: SHA-1, six digits, 30 seconds. */
const period = 30;
const digits = 6;

/** 160 bits, as RFC 4226 recommends. */
export const secretLength = 20;

export const stepAt = (time: Date): number => Math.floor(time.getTime() / 1000 / period);

/** The code of one step of time. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0x0f;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step whose code it is: the present one, or one before or after it, since clocks differ; else null. */
export function stepOf(secret: Uint8Array, code: string, time: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const [present, given] = [stepAt(time), Buffer.from(code)];
  const fits = (step: number): boolean => timingSafeEqual(Buffer.from(codeAt(secret, step)), given);
  return [present - 1, present, present + 1].filter(fits).at(-1) ?? null;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding: how apps take a secret that is typed. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What an app reads from a QR code. */
export function enrolmentUri(secret: Uint8Array, host: string, account: string): string {
  const issuer = `Rapport ${host}`;
  const query = new URLSearchParams({ secret: base32(secret), issuer, digits: String(digits), period: String(period) });
  const label = [issuer, account].map(encodeURIComponent).join(':');
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
}
