import { enableCompileCache } from 'node:module';
import { CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { parserOf } from './command.ts';
import { commands } from './commands.ts';
import { exits } from './exit.ts';

enableCompileCache();

// Whoever reads our output may stop early (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exits.done.code);
  process.stderr.write(`rapport: the output could not be written (${error.code ?? error.message}).\n`);
  process.exit(exits.output.code);
});

const parser = parserOf(commands, packageJson.version, (exit) => {
  process.exitCode = exits[exit].code;
});
try {
  if (process.argv.length <= 2) {
    parser.outputHelp({ error: true });
    process.exitCode = exits.usage.code;
  } else await parser.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exits.done.code : exits.usage.code;
}
