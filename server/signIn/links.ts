import type { Parts } from './parts.ts';
import { type Card, causeOf, type SignInMail } from './ports.ts';
import { lasts, pages } from './settings.ts';

/** A link to hand over, good once. */
export interface Link {
  readonly link: string;
  readonly until: string;
  /** Whether it was sent to the person's address. */
  readonly sent: boolean;
}

/** Makes a link of one kind; the person's earlier ones of this kind hold no longer. */
export async function makeLink(parts: Parts, kind: 'invitation' | 'reset', to: Card, from: Card | null): Promise<Link> {
  const { tickets, site } = parts;
  await tickets.withdraw(kind, to.id);
  const issue = { person: to.id, about: { from: from?.id ?? null }, lasts: lasts[kind] };
  const { token, until: end } = await tickets.issue(kind, issue);
  const until = end.toISOString();
  const link = `${site.origin}${pages[kind]}#${token}`;
  const mail = kind === 'invitation' ? 'invitation' : 'password-reset';
  return { link, until, sent: await send(parts, to, { kind: mail, link, until, from: from?.name ?? null }) };
}

async function send({ ports }: Parts, to: Card, message: Omit<SignInMail, 'to'>): Promise<boolean> {
  const { email } = to;
  if (!ports.mail || email === null) return false;
  try {
    await ports.mail({ ...message, to: { ...to, email } });
    return true;
  } catch (error) {
    ports.log({ kind: 'mail-failed', cause: causeOf(error) });
    return false;
  }
}
