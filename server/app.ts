import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import packageJson from '../package.json' with { type: 'json' };
import { type Env, sameSite, signedIn } from './access.ts';
import { type Importing, importingOf } from './importing.ts';
import type { Office } from './office.ts';
import { plainText } from './plainText.ts';
import { answerError, Problem, problemResponse } from './problem.ts';
import { changeRoutes } from './routes/changes.ts';
import { exportRoutes } from './routes/exports.ts';
import { feedRoutes } from './routes/feeds.ts';
import { fileRoutes } from './routes/files.ts';
import { followUpRoutes } from './routes/followUp.ts';
import { importRoutes } from './routes/imports.ts';
import { instanceRoutes, keyRoutes } from './routes/instance.ts';
import { linkRoutes } from './routes/links.ts';
import { mandateRoutes, operationRoutes } from './routes/mandates.ts';
import { peopleRoutes } from './routes/people.ts';
import { personaRoutes } from './routes/personas.ts';
import { registerRoutes } from './routes/registers.ts';
import { searchRoutes } from './routes/search.ts';

/** The longest body of a request that is no file, in bytes. */
const longestBody = 2 * 1024 * 1024;

/** An app whose faulty requests are answered as problems. */
export const apiApp = (): OpenAPIHono<Env> =>
  new OpenAPIHono<Env>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const faults = result.error.issues.map(({ path, code, message }) => ({
        path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
        code,
        message,
      }));
      return problemResponse(context, new Problem('invalid', undefined, faults));
    },
  });

/** The whole API over an office. Whoever gives `importing` himself can start and close it. */
export function appOf(office: Office, importing: Importing = importingOf(office)): OpenAPIHono<Env> {
  const app = apiApp();
  app.onError((error, context) => answerError(error, context, office.log));
  app.notFound((context) => problemResponse(context, new Problem('unknown')));
  app.use(secureHeaders());
  app.use('/api/*', async (context, next) => {
    await next();
    // What was too large is not read to its end: the next request must not be sent behind it.
    if (context.res.status === 413) context.header('connection', 'close');
  });
  app.use('/api/*', sameSite(office.baseUrl));
  app.use('/api/*', async (context, next) => {
    // Nobody reads a body of these, and to look whether there is one makes a whole request of it.
    if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
    if (/^\/api\/v1\/(?:files|documents\/import|links\/[^/]+\/files)$/.test(context.req.path)) return next();
    return bodyLimit({ maxSize: longestBody, onError: (c) => problemResponse(c, new Problem('too-large')) })(
      context,
      next,
    );
  });
  app.use('/api/*', signedIn(office));
  app.use('/api/*', plainText);

  const api = apiApp();
  registerRoutes(api, office);
  mandateRoutes(api, office);
  changeRoutes(api, office);
  exportRoutes(api, office);
  feedRoutes(api, office);
  fileRoutes(api, office);
  importRoutes(api, office, importing);
  peopleRoutes(api, office);
  personaRoutes(api, office);
  searchRoutes(api, office);
  operationRoutes(api, office);
  followUpRoutes(api, office);
  linkRoutes(api, office);
  instanceRoutes(api, office);
  keyRoutes(app, office);
  app.route('/api/v1', api);
  app.route('/api/v1/sign-in', office.signIn.routes);
  app.doc31('/api/v1/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version: packageJson.version,
      description: 'Registers, matrix, follow-up and the log of a cooperation programme.',
    },
    servers: [{ url: office.baseUrl }],
  });
  return app;
}
