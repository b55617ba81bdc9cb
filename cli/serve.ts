import { complain } from './batch.ts';
import type { Command } from './command.ts';
import type { Exit } from './exit.ts';
import { placeOf, placeOptions } from './place.ts';

async function run(_args: readonly string[], options: Readonly<Record<string, string | boolean>>): Promise<Exit> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    complain(`--port ${options.port}: a number from 0 to 65535 is needed.`);
    return 'usage';
  }
  const began = performance.now();
  const { startServer } = await import('../server/main.ts');
  const log = (line: Readonly<Record<string, unknown>>) =>
    process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`);
  const { DatabaseStartError } = await import('../records/postgresPrograms.ts');
  const { SettingsError } = await import('../server/settings.ts');
  const running = await startServer({
    place: placeOf(options),
    port,
    host: String(options.host),
    ...(typeof options.url === 'string' && { baseUrl: options.url }),
    trustProxy: options.proxy === true,
    log,
    demo: options.demo === true,
    progress: (step) => complain(step),
  }).catch((error: NodeJS.ErrnoException) => {
    const busy = error.code === 'EADDRINUSE' || error.code === 'EACCES';
    if (!busy && !(error instanceof DatabaseStartError) && !(error instanceof SettingsError)) throw error;
    complain(
      busy
        ? `port ${port} of ${options.host} cannot be used (${error.code}). Choose another one: --port.`
        : error.message,
    );
    return null;
  });
  if (running === null) return 'none';
  complain(`ready at ${running.url} after ${((performance.now() - began) / 1000).toFixed(1)} s (Ctrl-C stops it).`);
  if (running.setupCode !== null) complain(`to create the first administrator type this code: ${running.setupCode}`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  complain('stopping ...');
  await running.close();
  return 'done';
}

export const serve: Command = {
  name: 'serve',
  summary: 'Start the server: database, jobs and API in one process.',
  about:
    'Starts everything in one process. The first start makes the database, the keys and the tables in the data folder; later starts bring the tables up to date.',
  arguments: [],
  options: [
    ...placeOptions,
    { flags: '--port <number>', about: 'where it listens; 0: any free port', value: '8080' },
    { flags: '--host <address>', about: 'which address it listens on; 0.0.0.0 for all', value: '127.0.0.1' },
    { flags: '--url <url>', about: 'where people reach it, if a proxy stands in front: https://rapport.example.org' },
    {
      flags: '--demo',
      about:
        'fill it with the demonstration (facts of two programmes, examples marked as such) and let anyone choose who to be',
    },
    {
      flags: '--proxy',
      about: 'a proxy of yours stands in front and appends the address of the caller to X-Forwarded-For',
    },
  ],
  examples: [
    { command: 'rapport serve', about: 'On this machine, data in ./rapport-data.' },
    { command: 'rapport serve --demo --data demo-data', about: 'To look around.' },
    {
      command: 'rapport serve --data /var/lib/rapport --host 0.0.0.0 --url https://rapport.example.org --proxy',
      about: 'Behind a proxy.',
    },
  ],
  run,
};
