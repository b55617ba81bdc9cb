import type { Visibility } from '../programme/vocabulary.ts';
import { batchOf, complain, isThere } from './batch.ts';
import type { Command } from './command.ts';
import type { Exit } from './exit.ts';
import { placeOf, placeOptions } from './place.ts';

type Options = Readonly<Record<string, string | boolean>>;

/** Each thread has files in hand, and each file two connections to the database. */
const mostJobs = 5;
const usualJobs = 2;
const visibilities: readonly Visibility[] = ['internal', 'parties', 'public'];

async function run(args: readonly string[], options: Options): Promise<Exit> {
  const jobs = Number(options.jobs ?? usualJobs);
  if (!(Number.isInteger(jobs) && 1 <= jobs && jobs <= mostJobs)) {
    complain(`--jobs ${options.jobs}: a whole number from 1 to ${mostJobs} is needed.`);
    return 'usage';
  }
  const batch = await batchOf(args);
  if (!isThere(batch)) return 'none';
  const { importInto } = await import('./importRun.ts');
  return importInto(placeOf(options), {
    args,
    batch,
    jobs,
    owner: options.owner as string | undefined,
    programme: options.programme as string | undefined,
    visibility: options.visibility as Visibility,
    report: options.report as string | undefined,
    quiet: options.quiet === true,
  });
}

/** Not named `import`: that is a word of the language. */
export const importing: Command = {
  name: 'import',
  summary: 'Import documents into an installation.',
  about:
    'Keeps the files, reads them and enters the documents in them on behalf of a party, beside a running server or without one. What was imported before is skipped: importing twice changes nothing, and an import that was broken off goes on where it stopped when the same command is given again.',
  arguments: [
    { name: '<path...>', about: 'files or folders (read to any depth, in the order of names); - is standard input' },
  ],
  options: [
    ...placeOptions,
    {
      flags: '--owner <party>',
      about: 'the party whose documents they are: UN; where there is only one party, that one',
    },
    { flags: '--programme <id>', about: 'the programme they belong to, by its id or its name; otherwise none' },
    { flags: '--visibility <who>', about: 'who sees them', choices: visibilities, value: 'parties' },
    { flags: '--jobs <number>', about: `threads that read, at most ${mostJobs} (otherwise ${usualJobs})` },
    { flags: '--report <file>', about: 'write what became of each file to a CSV file' },
    { flags: '-q, --quiet', about: 'no progress and no report; errors are still told' },
  ],
  examples: [
    { command: 'rapport import resolutions --owner UN --visibility public', about: 'A whole folder.' },
    {
      command: 'rapport import minutes.docx --owner OIC --programme "UN and OIC" --report report.csv',
      about: 'One file, into a programme, with a report.',
    },
  ],
  run,
};
