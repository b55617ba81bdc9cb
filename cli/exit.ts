/** What the program returns to the shell. `docs/commands.md` lists them. */
export const exits = {
  done: {
    code: 0,
    about: 'Everything was read or done. A reader that closes its end of a pipe early counts as done too.',
  },
  some: { code: 1, about: 'Some inputs could not be read; the others were.' },
  usage: { code: 2, about: 'The command line is wrong. Nothing was read.' },
  none: { code: 3, about: 'Nothing could be read.' },
  output: { code: 4, about: 'A result could not be written (disk full, no permission).' },
  broken: { code: 5, about: 'What was checked is not in order: records, a bundle, a backup, an installation.' },
  refused: { code: 6, about: 'It cannot be done as things stand, for the reason that is told. Nothing was changed.' },
  installation: { code: 69, about: 'The packages the program needs could not be installed.' },
  interrupted: { code: 130, about: 'Interrupted by Ctrl-C. Results written so far are complete.' },
} as const;

export type Exit = keyof typeof exits;
