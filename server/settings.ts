import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { MailSettings } from './mail.ts';
import type { OidcProvider } from './signIn/signIn.ts';

/** What a host may set: mail by variables of the environment, single sign-on by a file in the data folder. */
export interface Settings {
  readonly mail: MailSettings | null;
  readonly oidc: readonly OidcProvider[];
}

/** The settings are not as they must be; says which and how. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export const providersFile = 'single-sign-on.json';

const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(80),
  issuer: z.url(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  domains: z.array(z.string()).optional(),
  trustsEmail: z.boolean().optional(),
  scopes: z.array(z.string()).optional(),
});

async function providersIn(data: string): Promise<readonly OidcProvider[]> {
  const path = join(data, providersFile);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new SettingsError(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Let the program's account read it.`,
    );
  }
  // What stands in the file is not repeated: it holds secrets.
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new SettingsError(`${path} is no JSON. docs/host.md shows how it looks.`);
  }
  const checked = z.array(provider).max(20).safeParse(parsed);
  if (!checked.success) {
    const places = checked.error.issues.map(({ path: place, code }) => `${place.join('.') || 'the whole'} (${code})`);
    throw new SettingsError(`${path} is not as it must be at: ${places.join(', ')}. docs/host.md shows how it looks.`);
  }
  return checked.data as readonly OidcProvider[];
}

function mailIn(environment: Readonly<Record<string, string | undefined>>): MailSettings | null {
  const { RAPPORT_SMTP_URL: url, RAPPORT_MAIL_FROM: from } = environment;
  if (!url) return null;
  if (!from)
    throw new SettingsError(
      'RAPPORT_SMTP_URL is set, but RAPPORT_MAIL_FROM, the address that letters come from, is not.',
    );
  return { url, from };
}

/** The settings of an installation. Throws a `SettingsError` where they are wrong, before anything starts. */
export const settingsOf = async (
  data: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Settings> => ({
  mail: mailIn(environment),
  oidc: await providersIn(data),
});
