import { system } from '../programme/access.ts';
import type { Entry } from '../programme/ports.ts';
import { visible } from '../reader/write/sheet.ts';
import { idOf } from '../records/ids.ts';
import type { Office } from '../server/office.ts';
import { complain, type Options, say } from './batch.ts';
import type { Exit } from './exit.ts';
import { hosted, Refused } from './hosting.ts';
import { withOffice } from './officeAt.ts';

/** Names as they were typed: `fr=Nom`, or one without a language, which is English. */
function namesIn(typed: readonly string[]): Readonly<Record<string, string>> {
  const pairs = typed.map((text) => {
    const [, language, name] = /^(ar|en|es|fr|ru|zh)=(.*)$/s.exec(text) ?? [];
    return [language ?? 'en', name ?? text] as const;
  });
  if (new Set(pairs.map(([language]) => language)).size < pairs.length)
    throw new Refused('There are two names in one language. Put a name of several words into quotation marks.');
  return Object.fromEntries(pairs);
}

export async function partiesIn({ records }: Office): Promise<readonly Entry<'party'>[]> {
  const { items } = await records.look(system, (view) =>
    view.entries({ register: 'party', withdrawn: false, limit: 500 }),
  );
  return items as readonly Entry<'party'>[];
}

export const addParty = (party: string, typed: readonly string[], options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office) => {
      if ((await partiesIn(office)).some(({ owner }) => owner === party))
        throw new Refused(`There is a party ${visible(party)} already: rapport party list.`);
      const body = { party, names: namesIn(typed), kind: options.kind };
      const standing = { owner: party, id: idOf('party', party) };
      const { id } = await office.secretariat.open(system, 'party', body, standing);
      await say(`${id}\n`);
      complain(
        `the party ${party} is open. People come in with rapport user add NAME --party ${party} --role coordinator.`,
      );
      return 'done';
    }),
  );

export const listParties = (options: Options): Promise<Exit> =>
  hosted(() =>
    withOffice<Exit>(options, async (office) => {
      const parties = await partiesIn(office);
      for (const { owner, body } of parties)
        await say(
          `${owner}\t${Object.entries(body.names)
            .map(([tag, name]) => `${tag}=${visible(name)}`)
            .join('\t')}\n`,
        );
      if (parties.length === 0) complain('there is no party yet: rapport party add UN "United Nations".');
      return 'done';
    }),
  );
