import { isUtf8 } from 'node:buffer';
import { createMiddleware } from 'hono/factory';
import { unkeepableIn } from '../programme/keepable.ts';
import { Problem } from './problem.ts';

/** Signs of what cannot be kept, in a JSON text: most have none, and are not looked at twice. */
const suspicious = /\\u0000|\\u[dD][89a-fA-F]|"0000-/;

const jsonType = /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The route says that it is no JSON.
    return null;
  }
};

/** Lets no text in that could not be kept: told here, with its place, before the database fails on it. */
export const plainText = createMiddleware(async (context, next) => {
  const asked = unkeepableIn(context.req.queries());
  if (asked.length > 0) throw new Problem('invalid', undefined, asked);
  // Sign-in reads its bodies itself, and lets less in.
  if (!context.req.path.startsWith('/api/v1/sign-in/') && jsonType.test(context.req.header('content-type') ?? '')) {
    // JSON is UTF-8 (RFC 8259): other bytes would be kept as something that nobody wrote.
    if (!isUtf8(await context.req.arrayBuffer())) throw new Problem('malformed', 'The body is not UTF-8.');
    const text = await context.req.text();
    const sent = suspicious.test(text) ? unkeepableIn(parsed(text)) : [];
    if (sent.length > 0) throw new Problem('invalid', undefined, sent);
  }
  return next();
});
