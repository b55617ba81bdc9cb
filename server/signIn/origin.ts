import type { Site } from './settings.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that may change something was sent by a page of another site. Browsers say where a request comes
 * from in `Sec-Fetch-Site`, the older ones only in `Origin`; programs that are no browser send neither.
 */
export function comesFromElsewhere(request: Request, site: Pick<Site, 'origins'>): boolean {
  if (harmless.has(request.method)) return false;
  const origin = request.headers.get('origin');
  if (origin !== null && !site.origins.has(origin)) return true;
  const from = request.headers.get('sec-fetch-site');
  return from !== null && from !== 'same-origin' && from !== 'none';
}

interface Connection {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/**
 * The network address of the caller, as far as limits need it: of IPv6 the part a subscriber is given. A proxy appends
 * the address it saw, so only the last one is believed, and only where the host says that there is a proxy.
 */
export function addressOf(request: Request, connection: unknown, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  const address = forwarded || (connection as Connection | undefined)?.incoming?.socket?.remoteAddress || 'unknown';
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return plain.includes(':') ? network(plain) : plain;
}

/** The first 64 bits of an IPv6 address. */
function network(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const start = head.split(':').filter(Boolean);
  const end = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0');
  return [...start, ...zeros, ...end]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
