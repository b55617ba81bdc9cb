/** A draft with tracked changes in six languages, read as it is once they are accepted and as it was before them. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type Language, resolutionsOf, walk } from '../model.ts';
import { type Hints, read } from '../read.ts';

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const author = 'w:author="Desk" w:date="2026-11-20T10:00:00Z"';

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const inserted = (text: string): string => `<w:ins w:id="1" ${author}>${run(text)}</w:ins>`;
const deleted = (text: string): string =>
  `<w:del w:id="2" ${author}><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;
/** A paragraph; `mark` is the change that its end underwent. */
const paragraph = (inner: string, list = '', mark = ''): string =>
  `<w:p><w:pPr>${list}${mark === '' ? '' : `<w:rPr><w:${mark} w:id="3" ${author}/></w:rPr>`}</w:pPr>${inner}</w:p>`;
const moved = (way: 'moveFrom' | 'moveTo', text: string): string =>
  paragraph(
    `<w:${way}RangeStart w:id="4" w:name="move1" ${author}/><w:${way} w:id="5" ${author}>${run(text)}</w:${way}><w:${way}RangeEnd w:id="4"/>`,
    numbered,
    way,
  );
const numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
const call = '<w:r><w:footnoteReference w:id="2"/></w:r>';

/** A word that stays, one that was struck, one that came instead, and what stays behind them. */
type Changed = readonly [before: string, struck: string, put: string, after: string];
const change = ([before, struck, put, after]: Changed): string =>
  `${run(before)}${struck === '' ? '' : deleted(struck)}${put === '' ? '' : inserted(put)}${after === '' ? '' : run(after)}`;
const accepted = ([before, , put, after]: Changed): string => before + put + after;
const original = ([before, struck, , after]: Changed): string => before + struck + after;

interface Draft {
  readonly cover: readonly string[];
  readonly formula: string;
  readonly recalled: Changed;
  /** A paragraph of the preamble that is struck. */
  readonly struck: string;
  /** Calls the note behind its last word but the stop. */
  readonly invited: Changed;
  /** Stands second before, third after. */
  readonly moved: string;
  readonly requested: Changed;
  /** A new last paragraph. */
  readonly added: string;
  readonly note: Changed;
}

const note: Changed = ['A/', '80/377', '81/214', ', para. 4.'];
const drafts: Readonly<Record<Exclude<Language, 'und'>, Draft>> = {
  ar: {
    cover: ['الأمم المتحدة', 'A/81/L.31', 'الجمعية العامة', 'أضواء الموانئ'],
    formula: 'إن الجمعية العامة،',
    recalled: ['إذ تشير إلى قرارها 79/777', '', ' المؤرخ 12 حزيران/يونيه 2025', '،'],
    struck: 'وإذ تلاحظ أن منارة بورت إليان مطفأة،',
    invited: ['تدعو الدول إلى أن تضيء ', 'جميع المنارات', 'مناراتها', '؛'],
    moved: 'تشجع الموانئ على المحافظة على نظافة أضوائها؛',
    requested: ['تطلب إلى الأمين العام أن يقدم إليها تقريرا', '.', ' كل سنة؛', ''],
    added: 'تقرر أن تبقي المسألة قيد نظرها.',
    note,
  },
  en: {
    cover: ['United Nations', 'A/81/L.31', 'General Assembly', 'Lights of ports'],
    formula: 'The General Assembly,',
    recalled: ['Recalling its resolution 79/777', '', ' of 12 June 2025', ','],
    struck: 'Noting that the lighthouse of Port Elian is dark,',
    invited: ['Invites States to light ', 'all', 'their', ' lighthouses;'],
    moved: 'Encourages ports to keep their lights clean;',
    requested: ['Requests the Secretary-General to report to it', '.', ' every year;', ''],
    added: 'Decides to remain seized of the matter.',
    note,
  },
  es: {
    cover: ['Naciones Unidas', 'A/81/L.31', 'Asamblea General', 'Luces de los puertos'],
    formula: 'La Asamblea General,',
    recalled: ['Recordando su resolución 79/777', '', ', de 12 de junio de 2025', ','],
    struck: 'Observando que el faro de Puerto Elián está apagado,',
    invited: ['Invita a los Estados a que enciendan ', 'todos los', 'sus', ' faros;'],
    moved: 'Alienta a los puertos a que mantengan limpias sus luces;',
    requested: ['Solicita al Secretario General que le presente un informe', '.', ' todos los años;', ''],
    added: 'Decide seguir ocupándose de la cuestión.',
    note,
  },
  fr: {
    cover: ['Nations Unies', 'A/81/L.31', 'Assemblée générale', 'Feux des ports'],
    formula: 'L’Assemblée générale,',
    recalled: ['Rappelant sa résolution 79/777', '', ' du 12 juin 2025', ','],
    struck: 'Notant que le phare de Port-Élian est éteint,',
    invited: ['Invite les États à allumer ', 'tous les', 'leurs', ' phares ;'],
    moved: 'Encourage les ports à garder leurs feux propres ;',
    requested: ['Prie le Secrétaire général de lui faire rapport', '.', ' tous les ans ;', ''],
    added: 'Décide de rester saisie de la question.',
    note,
  },
  ru: {
    cover: ['Организация Объединенных Наций', 'A/81/L.31', 'Генеральная Ассамблея', 'Огни портов'],
    formula: 'Генеральная Ассамблея,',
    recalled: ['ссылаясь на свою резолюцию 79/777', '', ' от 12 июня 2025 года', ','],
    struck: 'отмечая, что маяк Порт-Элиана не горит,',
    invited: ['предлагает государствам зажечь ', 'все', 'свои', ' маяки;'],
    moved: 'рекомендует портам содержать свои огни в чистоте;',
    requested: ['просит Генерального секретаря представлять ей доклад', '.', ' ежегодно;', ''],
    added: 'постановляет продолжать заниматься этим вопросом.',
    note,
  },
  zh: {
    cover: ['联合国', 'A/81/L.31', '大会', '港口的灯光'],
    formula: '大会，',
    recalled: ['回顾其', '', '2025年6月12日', '第79/777号决议，'],
    struck: '注意到埃利安港的灯塔已经熄灭，',
    invited: ['邀请各国点亮', '所有', '本国', '灯塔；'],
    moved: '鼓励各港口保持灯光清洁；',
    requested: ['请秘书长', '', '每年', '向大会提出报告；'],
    added: '决定继续处理此案。',
    note,
  },
};

/** The draft as a Word file: words, a paragraph, a note and the end of a paragraph changed, one paragraph moved. */
function word(draft: Draft): Uint8Array {
  const [before, struck, put, after] = draft.invited;
  const body = [
    ...draft.cover.map((line) => paragraph(run(line))),
    paragraph(run(draft.formula)),
    paragraph(change(draft.recalled)),
    paragraph(deleted(draft.struck), '', 'del'),
    paragraph(`${change([before, struck, put, after.slice(0, -1)])}${call}${run(after.slice(-1))}`, numbered),
    moved('moveFrom', draft.moved),
    paragraph(change(draft.requested), numbered),
    moved('moveTo', draft.moved),
    paragraph(inserted(draft.added), numbered, 'ins'),
  ].join('');
  const level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>';
  const parts: Readonly<Record<string, string>> = {
    document: `<w:body>${body}</w:body>`,
    footnotes: `<w:footnote w:id="2">${paragraph(`<w:r><w:footnoteRef/></w:r>${run(' ')}${change(draft.note)}`)}</w:footnote>`,
    numbering: `<w:abstractNum w:abstractNumId="7">${level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>`,
  };
  const relations = Object.keys(parts)
    .filter((part) => part !== 'document')
    .map((part) => `<Relationship Id="${part}" Type="${office}/${part}" Target="${part}.xml"/>`);
  return zipSync({
    'word/_rels/document.xml.rels': strToU8(`<Relationships>${relations.join('')}</Relationships>`),
    ...Object.fromEntries(
      Object.entries(parts).map(([part, inner]) => [
        `word/${part}.xml`,
        strToU8(`<w:${part} xmlns:w="${main}" xmlns:r="${office}">${inner}</w:${part}>`),
      ]),
    ),
  });
}

/** Addresses and texts of what was read, the note last. */
async function told(draft: Draft, view: Hints['view'] & string): Promise<readonly string[]> {
  const reading = await read(word(draft), { view });
  if (reading.kind === 'refused') throw new Error(reading.refusal);
  const [resolution, ...others] = resolutionsOf(reading.publication);
  if (resolution === undefined || others.length > 0) throw new Error('not one resolution');
  expect(resolution.type).toBe('draft-resolution');
  return [
    ...[...walk(resolution.body)].map((node) =>
      node.kind === 'table'
        ? node.kind
        : `${node.id} ${node.text}${node.notes.map(({ marker }) => `[${marker}]`).join()}`,
    ),
    ...resolution.notes.map(({ marker, text }) => `[${marker}] ${text}`),
  ];
}

describe.each(Object.entries(drafts))('%s: a draft with tracked changes', (_, draft) => {
  test('accepted is the text after them', async () => {
    expect(await told(draft, 'accepted')).toEqual([
      `enacting ${draft.formula}`,
      `pp1 ${accepted(draft.recalled)}`,
      `op1 ${accepted(draft.invited)}[1]`,
      `op2 ${accepted(draft.requested)}`,
      `op3 ${draft.moved}`,
      `op4 ${draft.added}`,
      `[1] ${accepted(draft.note)}`,
    ]);
  });

  test('original is the text before them', async () => {
    expect(await told(draft, 'original')).toEqual([
      `enacting ${draft.formula}`,
      `pp1 ${original(draft.recalled)}`,
      `pp2 ${draft.struck}`,
      `op1 ${original(draft.invited)}[1]`,
      `op2 ${draft.moved}`,
      `op3 ${original(draft.requested)}`,
      `[1] ${original(draft.note)}`,
    ]);
  });

  test('what was changed is told', async () => {
    const reading = await read(word(draft));
    expect(reading.kind === 'read' && reading.findings.map(({ code }) => code)).toContain('changes-tracked');
  });
});
