import stringWidth from 'string-width';
import type { Finding, Publication } from '../reader/model.ts';
import type { Sheet } from '../reader/write/sheet.ts';
import { whereabouts } from '../reader/write/whereabouts.ts';
import { sentenceOf } from './findings.ts';
import { inkOf } from './terminal.ts';

/** The forms a reading can be written in, with what stands behind the file's name. */
export const extensions = {
  outline: '.outline.txt',
  json: '.json',
  flat: '.json',
  akn: '.xml',
  html: '.html',
  md: '.md',
  text: '.txt',
} as const;

export type Form = keyof typeof extensions;

export const forms = Object.keys(extensions) as Form[];

/** How a result is to be written. */
export interface Layout {
  readonly form: Form;
  /** Only the findings: as sentences, or as JSON where the form is `json` or `flat`. */
  readonly findingsOnly: boolean;
  /** One JSON document a line. */
  readonly oneLine: boolean;
  readonly columns: number;
  readonly colour: boolean;
}

/** One finding a line: how serious, where, what. */
function findingLine(finding: Finding, address: string | null, name: string, ink: Sheet['ink']): string {
  const where = address === null ? '' : ` ${ink('address', address)}`;
  const severity = finding.severity === 'note' ? ink('faint', 'note') : ink(finding.severity, finding.severity);
  return `${name}: ${severity}${where}: ${sentenceOf(finding)} [${finding.code}]\n`;
}

function findingsText(publication: Publication, findings: readonly Finding[], name: string, layout: Layout): string {
  const where = whereabouts(publication);
  if (layout.form !== 'json' && layout.form !== 'flat') {
    const ink = inkOf(layout.colour);
    return findings.map((finding) => findingLine(finding, where(finding), name, ink)).join('');
  }
  const told = findings.map((finding) => ({
    ...finding,
    address: where(finding),
    sentence: sentenceOf(finding),
  }));
  return `${JSON.stringify({ file: name, findings: told }, null, layout.oneLine ? 0 : 1)}\n`;
}

/** A publication in the form asked for. Writers are loaded when needed, so that the start stays quick. */
export async function written(
  publication: Publication,
  findings: readonly Finding[],
  name: string,
  layout: Layout,
): Promise<string> {
  if (layout.findingsOnly) return findingsText(publication, findings, name, layout);
  const text = await inForm(publication, findings, layout);
  return layout.oneLine ? `${JSON.stringify(JSON.parse(text))}\n` : text;
}

async function inForm(publication: Publication, findings: readonly Finding[], layout: Layout): Promise<string> {
  switch (layout.form) {
    case 'json':
      return (await import('../reader/write/json.ts')).toJson(publication, findings);
    case 'flat':
      return (await import('../reader/write/flat.ts')).toFlat(publication, findings);
    case 'akn':
      return (await import('../reader/write/akn4un.ts')).toAkn4un(publication);
    case 'html':
      return (await import('../reader/write/html.ts')).toHtml(publication);
    case 'md':
      return (await import('../reader/write/markdown.ts')).toMarkdown(publication);
    case 'text':
      return (await import('../reader/write/text.ts')).toText(publication);
    case 'outline': {
      const { toOutline } = await import('../reader/write/outline.ts');
      return toOutline(publication, findings, await sheetOf(layout));
    }
  }
}

async function sheetOf(layout: Layout): Promise<Sheet> {
  const { sessionWindow } = await import('../reader/calendar.ts');
  return {
    columns: layout.columns,
    width: stringWidth,
    ink: inkOf(layout.colour),
    sentence: sentenceOf,
    sessionDays: (session) => {
      const window = sessionWindow(session);
      return window === null ? null : { from: window.opens, to: window.closes };
    },
    lines: 2,
  };
}
