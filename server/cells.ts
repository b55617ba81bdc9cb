import type { z } from 'zod';
import type { Entry } from '../programme/ports.ts';
import { factsOf, type Register, type RegisterName, registers } from '../programme/registers.ts';
import type { CellValue } from '../report/office/xlsx.ts';

/** Entries as rows of a table for spreadsheets: a column for each field of the register, named as in the API. */

const fixed = ['id', 'title', 'owner', 'visibility', 'version', 'changedAt', 'programme'] as const;

const isSpan = (value: unknown): value is { from: string | null; until: string | null } =>
  typeof value === 'object' && value !== null && 'from' in value && 'until' in value;

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

function cellOf(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return isDay(value) ? { day: value } : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isSpan(value)) return [value.from ?? '', value.until ?? ''].join(' / ');
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    return value.every((each) => typeof each === 'string') ? value.join('; ') : JSON.stringify(value);
  }
  return JSON.stringify(value);
}

const fieldsOf = (name: RegisterName): readonly string[] => {
  const { schema }: Register = registers[name];
  return Object.keys((schema as z.ZodObject).shape);
};

export const headOf = (name: RegisterName): readonly string[] => [
  ...fixed,
  ...fieldsOf(name).map((field) => `body.${field}`),
];

export const widthsOf = (name: RegisterName): readonly number[] =>
  headOf(name).map((column) => (column === 'title' || column === 'id' ? 36 : 18));

export function rowOf(entry: Entry): readonly CellValue[] {
  const { id, register, owner, visibility, version, changedAt, programme } = entry;
  const { title } = factsOf(register, entry.body);
  const body = entry.body as Readonly<Record<string, unknown>>;
  return [
    id,
    title,
    owner,
    visibility,
    version,
    changedAt,
    programme,
    ...fieldsOf(register).map((field) => cellOf(body[field])),
  ];
}
