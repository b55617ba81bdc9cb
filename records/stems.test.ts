import { describe, expect, it } from 'vitest';
import { folded } from './searchTokens.ts';
import { type Inflecting, stemsOf } from './stems.ts';

const stems = (word: string, language: Inflecting): readonly string[] => stemsOf(folded(word), language);

/** Forms of one word, as a reader of the language sees it. */
const together: readonly (readonly [Inflecting, string])[] = [
  ['en', 'report reports reported reporting'],
  ['en', 'country countries'],
  ['en', 'organization organizations organisation organisations'],
  ['en', 'note notes noted noting'],
  ['en', 'urge urges urged urging'],
  ['en', 'crisis crises'],
  ['en', 'programme programmes program programs'],
  ['en', 'labour labor'],
  ['en', 'agree agrees agreed agreeing'],
  ['en', 'exceed exceeds exceeded exceeding'],
  ['en', 'focus focuses focused focusing'],
  ['en', 'woman women'],
  ['en', 'forum forums fora'],
  ['fr', 'rapport rapports'],
  ['fr', 'État états Etats'],
  ['fr', 'national nationale nationaux nationales'],
  ['fr', 'invite invitent inviter invité invitée invités invitant'],
  ['fr', 'considère considérer considérant considèrent considérée'],
  ['fr', 'présente présentent présenter présentant présentés'],
  ['fr', 'relatif relative relatifs relatives'],
  ['fr', 'nombreux nombreuse nombreuses'],
  ['fr', 'culturel culturelle culturels culturelles'],
  ['fr', 'premier première premières'],
  ['fr', 'bureau bureaux'],
  ['fr', 'établir établit établi établie établissant'],
  ['fr', 'appuie appuyer appuyant'],
  ['es', 'informe informes'],
  ['es', 'nación naciones'],
  ['es', 'país países'],
  ['es', 'estado estados'],
  ['es', 'mujer mujeres'],
  ['es', 'joven jóvenes'],
  ['es', 'eficaz eficaces'],
  ['es', 'invita invitan invitar invitando invitado invitó'],
  ['es', 'nuclear nucleares'],
  ['ru', 'доклад доклада докладу докладом докладе доклады докладов докладам докладами докладах'],
  ['ru', 'ассамблея ассамблеи ассамблее ассамблею ассамблей'],
  ['ru', 'резолюция резолюции резолюцию резолюцией резолюций резолюциях'],
  ['ru', 'государство государства государств государствами'],
  ['ru', 'подчеркивает подчёркивая подчеркивать подчеркиваем'],
  ['ru', 'приветствует приветствуя приветствовать'],
  ['ru', 'безопасность безопасности безопасностью'],
  ['ru', 'международный международного международных международная'],
  ['ru', 'человек человека люди людей людьми'],
  ['ar', 'تقرير التقرير تقارير التقارير وبتقرير للتقارير تقريرا تقريرها تقريراً'],
  ['ar', 'منظمة المنظمة منظمات والمنظمات للمنظمات منظمتها بالمنظمة'],
  ['ar', 'دولة الدول للدول والدولة'],
  ['ar', 'مسألة المسائل مسائل المساله'],
  ['ar', 'امرأة المرأة النساء والنساء للمرأة'],
  ['ar', 'لجنة اللجنة للجنة لجان'],
  ['ar', 'تعاون التعاون تعاونها بتعاونه والتعاون'],
  ['ar', 'ولاية الولاية ولايات بولاية'],
];

/** Words that the usual stemmers make one. */
const apart: readonly (readonly [Inflecting, string, string])[] = [
  ['en', 'organization', 'organ'],
  ['en', 'international', 'internal'],
  ['en', 'nation', 'national'],
  ['en', 'united', 'unit'],
  ['en', 'university', 'universal'],
  ['en', 'community', 'communication'],
  ['en', 'note', 'not'],
  ['en', 'need', 'ne'],
  ['fr', 'organisme', 'organe'],
  ['fr', 'parties', 'part'],
  ['fr', 'égalité', 'également'],
  ['es', 'estado', 'esta'],
  ['es', 'interés', 'interesadas'],
  ['es', 'comunidad', 'común'],
  ['es', 'secretario', 'secretaría'],
  ['ru', 'орган', 'организация'],
  ['ru', 'безопасность', 'безопасный'],
  ['ar', 'دولي', 'دول'],
  ['ar', 'أمر', 'امرأة'],
];

describe('stems', () => {
  it.each(together)('%s: %s', (language, forms) => {
    const [first = [], ...others] = forms.split(' ').map((form) => stems(form, language));
    for (const each of others) expect(first.some((stem) => each.includes(stem))).toBe(true);
  });

  it.each(apart)('%s: %s is not %s', (language, one, other) => {
    expect(stems(one, language).some((stem) => stems(other, language).includes(stem))).toBe(false);
  });
});
