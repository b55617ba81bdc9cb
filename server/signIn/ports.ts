/** What sign-in needs from outside, and what it tells. */
export interface Ports {
  readonly now: () => Date;
  /** Events hold ids and codes, never names, addresses, passwords or tokens. */
  readonly log: (event: SignInEvent) => void;
  /** Without it nothing can be sent: invitations are handed over by whoever invites, passwords are reset by the host. */
  readonly mail?: (message: SignInMail) => Promise<void>;
}

/** How somebody showed who he is. */
export type Means = 'password' | 'passkey' | 'oidc' | 'invitation' | 'first-run' | 'demonstration';

export interface Card {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: string;
}

export interface SignInMail {
  readonly kind: 'invitation' | 'password-reset';
  readonly to: Card & { readonly email: string };
  readonly link: string;
  /** Until when the link holds. */
  readonly until: string;
  /** Who invites. */
  readonly from: string | null;
}

export type SignInEvent =
  | { readonly kind: 'signed-in'; readonly person: string; readonly means: Means; readonly secondFactor: boolean }
  | { readonly kind: 'refused'; readonly step: string; readonly person: string | null }
  | { readonly kind: 'limited'; readonly limit: string }
  | { readonly kind: 'changed'; readonly person: string; readonly what: AccountChange }
  | { readonly kind: 'mail-failed' | 'listening-lost' | 'failed'; readonly cause: string }
  | { readonly kind: 'provider-failed'; readonly provider: string; readonly cause: string };

export type AccountChange =
  | 'administrator-created'
  | 'created'
  | 'erased'
  | 'invited'
  | 'invitation-accepted'
  | 'password-set'
  | 'second-factor-added'
  | 'second-factor-removed'
  | 'recovery-codes-renewed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'provider-linked'
  | 'provider-unlinked'
  | 'access-token-made'
  | 'access-token-revoked'
  | 'sessions-revoked';

/** What may be logged of an error: its name, code and the places in the code. Messages can hold what people typed. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [[error.name, code].filter(Boolean).join(' '), ...frames.slice(0, 6).map((line) => line.trim())].join('\n');
}
