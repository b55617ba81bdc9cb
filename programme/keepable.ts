/** What passes every schema and yet cannot be kept: PostgreSQL has no NUL, no half of a sign, and no year 0. */

export interface Unkeepable {
  readonly path: readonly (string | number)[];
  readonly code: 'no-text' | 'no-day' | 'too-deep';
  readonly message: string;
}

const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\0');
const isYearNaught = (value: string): boolean => /^0000-\d\d-\d\d$/.test(value);

function faultIn(value: string): Pick<Unkeepable, 'code' | 'message'> | null {
  if (!isText(value)) return { code: 'no-text', message: 'There is a NUL in it, or half of a sign.' };
  return isYearNaught(value) ? { code: 'no-day', message: 'There is no year 0.' } : null;
}

const tooDeep = { code: 'too-deep', message: 'This lies too deep.' } as const;
/** Nothing that is meant lies deeper. */
const deepest = 64;
/** More are not told. */
const most = 100;

type Path = Unkeepable['path'];

/** Where a JSON value holds what cannot be kept, as a value or as a name: the first hundred places. */
export function unkeepableIn(value: unknown): Unkeepable[] {
  const found: Unkeepable[] = [];
  const look = (each: unknown, path: Path): void => {
    if (found.length >= most) return;
    const fault = typeof each === 'string' ? faultIn(each) : path.length > deepest ? tooDeep : null;
    if (fault !== null) found.push({ path, ...fault });
    else if (typeof each === 'object' && each !== null) {
      for (const [key, inner] of Object.entries(each)) {
        if (isText(key)) look(inner, [...path, Array.isArray(each) ? Number(key) : key]);
        else found.push({ path, code: 'no-text', message: 'There is a NUL in a name, or half of a sign.' });
      }
    }
  };
  look(value, []);
  return found;
}
