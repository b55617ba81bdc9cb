import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';
import type { Site } from './settings.ts';

/** The session; the sign-in that waits for its second step; the sign-in that is on its way to a provider. */
export type CookieName = 'rapport' | 'rapport-step' | 'rapport-oidc';

/** With `__Host-` a browser takes the cookie only from this host, over https, for all paths: no other can plant one. */
const nameOf = (site: Site, name: CookieName): string => (site.secure ? `__Host-${name}` : name);

export function readCookie(request: Request, site: Site, name: CookieName): string | null {
  const header = request.headers.get('cookie');
  const full = nameOf(site, name);
  return (header && parse(header, full)[full]) || null;
}

export function writeCookie(c: Context, site: Site, name: CookieName, value: string, seconds: number): void {
  setCookie(c, nameOf(site, name), value, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: site.secure,
    path: '/',
    maxAge: seconds,
  });
}

export const clearCookie = (c: Context, site: Site, name: CookieName): void => writeCookie(c, site, name, '', 0);
