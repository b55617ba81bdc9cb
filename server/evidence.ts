import type { Evidence } from '../programme/vocabulary.ts';
import type { Db, FollowUpTables, Link } from './followUpTables.ts';

/** Files that came in by links. An answer given by a link can name only these, and what it named before. */

export const evidenceLimits = {
  /** Files for one body and request. */
  files: 20,
  /** Bytes of one file, and of all. */
  fileBytes: 25 * 1024 * 1024,
  allBytes: 100 * 1024 * 1024,
} as const;

export type EvidenceFile = Omit<FollowUpTables['evidence_file'], 'request' | 'body'>;

export const evidenceFiles = (db: Db, { request, body }: Link): Promise<EvidenceFile[]> =>
  db
    .selectFrom('evidence_file')
    .select(['sha256', 'name', 'media_type', 'bytes', 'added'])
    .where('request', '=', request)
    .where('body', '=', body)
    .orderBy('added')
    .orderBy('sha256')
    .execute();

/** Whether one more file of so many bytes may come in. */
export const hasRoom = (files: readonly Pick<EvidenceFile, 'bytes'>[], bytes: number): boolean =>
  files.length < evidenceLimits.files &&
  files.reduce((sum, file) => sum + Number(file.bytes), 0) + bytes <= evidenceLimits.allBytes;

/** Notes a file that was kept; false where there is no room for it. The link is held meanwhile: files come one after the other. */
export const addEvidenceFile = (db: Db, link: Link, file: EvidenceFile): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    await tx.selectFrom('link').select('id').where('id', '=', link.id).forUpdate().executeTakeFirst();
    const before = await evidenceFiles(tx, link);
    const others = before.filter(({ sha256 }) => sha256 !== file.sha256);
    if (!hasRoom(others, file.bytes)) return false;
    await tx
      .insertInto('evidence_file')
      .values({ request: link.request, body: link.body, ...file })
      .onConflict((on) => on.columns(['request', 'body', 'sha256']).doUpdateSet({ name: file.name }))
      .execute();
    return true;
  });

/** Evidence as a link gives it: a file that came in by it, or an address. */
export type GivenEvidence = { readonly file: string } | { readonly link: string; readonly title: string };

/** Evidence as it stands in an answer: what a file is called and how long it is, we know ourselves. `null`: no such file came in. */
export function evidenceFrom(
  given: GivenEvidence,
  files: readonly EvidenceFile[],
  before: readonly Evidence[],
): Evidence | null {
  if ('link' in given) return given;
  const file = files.find(({ sha256 }) => sha256 === given.file);
  if (file !== undefined)
    return { file: file.sha256, name: file.name, mediaType: file.media_type, bytes: Number(file.bytes) };
  return before.find((each) => 'file' in each && each.file === given.file) ?? null;
}
