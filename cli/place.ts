import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Place } from '../records/installation.ts';
import type { Option } from './command.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What every command that works on an installation takes. */
export const placeOptions: readonly Option[] = [
  {
    flags: '--data <dir>',
    about:
      'the folder of the installation: database, files, keys (otherwise $RAPPORT_DATA, else ./rapport-data). $DATABASE_URL names another PostgreSQL, $RAPPORT_FILES another place for files (a folder or s3://bucket/prefix)',
  },
];

/** The place that the options and the environment name; what is set to nothing counts as not set. */
export const placeOf = (
  options: Readonly<Record<string, string | boolean>>,
  environment: Environment = process.env,
): Place => ({
  data: resolve(typeof options.data === 'string' ? options.data : environment.RAPPORT_DATA || 'rapport-data'),
  databaseUrl: environment.DATABASE_URL || undefined,
  files: environment.RAPPORT_FILES || undefined,
  environment,
});

/** Where the keys of an installation lie: beside the data, even where database and files stand elsewhere. */
export const keysOf = (place: Place): string => join(place.data, 'keys');

/** Whether there is an installation, so that a mistyped folder is not taken for a new one. */
export const isInstalled = (place: Place): Promise<boolean> => {
  const parts = [join(keysOf(place), 'in-use'), ...(place.databaseUrl ? [] : [join(place.data, 'database', 'data')])];
  return Promise.all(parts.map((part) => access(part))).then(
    () => true,
    () => false,
  );
};
