import stringWidth from 'string-width';
import type { Comparison } from '../reader/compare.ts';
import type { LanguageComparison } from '../reader/compareLanguages.ts';
import type { IsoDate } from '../reader/model.ts';
import type { Two } from './comparedTexts.ts';
import { inkOf } from './terminal.ts';

/** Two texts and what became of the one in the other. */
interface Compared extends Two {
  readonly comparison: Comparison;
}

export interface Layout {
  readonly columns: number;
  readonly colour: boolean;
  readonly full: boolean;
  /** What tracked changes are dated. */
  readonly today: IsoDate;
}

interface ComparisonForm {
  /** Stands behind the name of the file. */
  readonly extension: string;
  readonly about: string;
  readonly write: (compared: Compared, layout: Layout) => Promise<string | Uint8Array>;
}

/** The forms of a comparison. Writers are loaded when needed, so that the start stays quick. */
export const comparisonForms = {
  outline: {
    extension: '.txt',
    about: 'for a person at a terminal',
    write: async ({ comparison }, { columns, colour, full }) =>
      (await import('../reader/write/comparisonOutline.ts')).toComparisonOutline(comparison, {
        columns,
        width: stringWidth,
        ink: inkOf(colour),
        marked: !colour,
        full,
      }),
  },
  json: {
    extension: '.json',
    about: 'everything that is known',
    write: async ({ comparison }) => `${JSON.stringify(comparison, null, 1)}\n`,
  },
  html: {
    extension: '.html',
    about: 'one page that needs nothing else, inline and side by side',
    write: async ({ comparison }) => (await import('../reader/write/comparisonHtml.ts')).toComparisonHtml(comparison),
  },
  md: {
    extension: '.md',
    about: 'Markdown',
    write: async ({ comparison }, { full }) =>
      (await import('../reader/write/comparisonMarkdown.ts')).toComparisonMarkdown(comparison, full),
  },
  docx: {
    extension: '.docx',
    about: 'the newer text in Word with every difference as a tracked change',
    write: async ({ comparison, older, newer }, { today }) =>
      (await import('../report/redline.ts')).redline(comparison, older, newer, { date: today }),
  },
} as const satisfies Readonly<Record<string, ComparisonForm>>;

export type FormName = keyof typeof comparisonForms;

/** The forms of two language versions side by side. */
export const versionForms = {
  outline: async (versions: LanguageComparison, { columns, colour }: Layout): Promise<string> =>
    (await import('../reader/write/versionsOutline.ts')).toVersionsOutline(versions, {
      columns,
      width: stringWidth,
      ink: inkOf(colour),
    }),
  json: async (versions: LanguageComparison): Promise<string> => `${JSON.stringify(versions, null, 1)}\n`,
} as const;

export const isVersionForm = (form: FormName): form is keyof typeof versionForms => Object.hasOwn(versionForms, form);
