import { keptReadings } from '../programme/keptReading.ts';
import type { BodyOf } from '../programme/registers.ts';
import type { Finding, Format, Refusal } from '../reader/model.ts';
import { read } from '../reader/read.ts';
import { keepableJson } from './keepableJson.ts';

export type CountedFinding = BodyOf<'version'>['findings'][number];

/** One of the documents in a file: its reading as it is kept, and what was found in it. */
export interface ReadPart {
  /** A `KeptReading` as JSON. */
  readonly json: Uint8Array<ArrayBuffer>;
  readonly findings: readonly CountedFinding[];
}

/** What came of reading a file. Plain data: it crosses between threads. */
export type FileReading =
  | {
      readonly kind: 'read';
      readonly format: Format;
      readonly parts: readonly ReadPart[];
      /** Over all parts, and of the file itself. */
      readonly findings: readonly CountedFinding[];
    }
  | {
      readonly kind: 'refused';
      readonly reason: Refusal;
      readonly detail: Readonly<Record<string, string | number>>;
    };

/** How often each finding was made. */
export function counted(findings: readonly Pick<Finding, 'code' | 'severity'>[]): CountedFinding[] {
  const groups = Map.groupBy(findings, ({ code, severity }) => `${code} ${severity}`);
  return [...groups.values()]
    .flatMap(([first, ...more]) =>
      first === undefined ? [] : [{ code: first.code, severity: first.severity, count: 1 + more.length }],
    )
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/** Reads a file into what is kept of it: one part for each resolution in it, or one for the whole. */
export async function fileReading(bytes: Uint8Array): Promise<FileReading> {
  const reading = await read(bytes);
  if (reading.kind === 'refused') return { kind: 'refused', reason: reading.refusal, detail: reading.values };
  const { publication, findings } = reading;
  const encoder = new TextEncoder();
  const parts = keptReadings(publication).map((kept, part) => ({
    json: encoder.encode(keepableJson(kept)),
    // What is said of the file as a whole is said of each of its parts.
    findings: counted(findings.filter(({ resolution = part }) => resolution === part)),
  }));
  return { kind: 'read', format: publication.source.format, parts, findings: counted(findings) };
}
