import { type Installation, openInstallation } from '../records/installation.ts';
import { officeOf } from '../server/main.ts';
import type { Office } from '../server/office.ts';
import { complain, type Options } from './batch.ts';
import { demandInstalled, opening, Refused } from './hosting.ts';
import { placeOf } from './place.ts';

/** The origin under which people reach the program. */
function originIn(url: string | boolean | undefined): string {
  if (typeof url !== 'string') return 'http://localhost:8080';
  const parsed = URL.parse(url);
  if (
    parsed === null ||
    !/^https?:$/.test(parsed.protocol) ||
    parsed.pathname !== '/' ||
    parsed.search + parsed.hash !== ''
  )
    throw new Refused(`--url ${url}: an address without a path is needed, as https://rapport.example.org.`);
  return parsed.origin;
}

/** Does something with what the server works with, while a server may run beside. */
export async function withOffice<T>(
  options: Options,
  work: (office: Office, installation: Installation) => Promise<T>,
): Promise<T> {
  const place = placeOf(options);
  const baseUrl = originIn(options.url);
  await demandInstalled(place);
  const installation = await openInstallation(place, opening(true));
  try {
    const log = (line: Readonly<Record<string, unknown>>): void => {
      if (/fail/.test(String(line.event))) complain(JSON.stringify(line));
    };
    const office = await officeOf(installation, { baseUrl, host: '127.0.0.1', log });
    try {
      return await work(office, installation);
    } finally {
      await office.signIn.close();
      await office.bell.close();
    }
  } finally {
    await installation.close();
  }
}
