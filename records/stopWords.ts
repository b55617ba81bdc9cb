import type { Language } from '../reader/model.ts';

/**
 * Words that stand in nearly every paragraph and are not looked for. Short on purpose: PostgreSQL's lists take "estado" (a
 * form of "to be") out of Spanish. Folded, without accents.
 */
const lists: Readonly<Record<Exclude<Language, 'zh'>, string>> = {
  en: `a an the and or but nor of to in on at by for with from into as is are was were be been being am it its this that these those
    which who whom whose what there their them they he she his her him we us our you your i my me not no so if than then also such
    has have had do does did will would shall should may can could`,
  fr: `le la les un une des du de d l au aux et ou ni mais or donc car a en dans sur sous par pour avec sans vers chez que qui quoi dont
    ce cet cette ces se s sa son ses leur leurs il ils elle elles on nous vous y ne pas plus est sont ete etre ont avait eu avoir soit
    n qu c lui tout toute tous toutes si comme`,
  es: `el la los las un una unos unas lo al del de y e o u ni a en con por para sin sobre entre hacia desde hasta que quien quienes cuyo
    cuya cuyos cuyas cual cuales se su sus le les lo es son fue fueron ha han habia ser sido esta este estos estas ese esa eso esto no
    si como mas pero asi tambien nos`,
  ru: `и в во на с со к ко о об обо от до из у за по под при для без над между через а но или либо что чтобы как так же ли не ни это этот
    эта эти этого этих этой том тот та те того тех той его ее их им ими ему ей он она оно они мы нас нам который которая которое
    которые которых которого которой которым котором быть был была было были есть также бы если`,
  ar: `في من علي الي عن مع ان انه انها او ثم لا ما لم لن قد كما هذا هذه ذلك تلك التي الذي الذين اللذين هو هي هم بها به لها له فيها فيه
    منها منه عليها عليه اليها اليه بين كل اي اذ اذا بان بما وما ولا وفي ومن وعلي والي وان واذ وعن ومع وذلك وهو وهي والتي والذي لما
    مما فيما بهذا لهذا وهذا وقد ايضا`,
};

const sets: Readonly<Record<Exclude<Language, 'zh'>, ReadonlySet<string>>> = {
  en: setOf(lists.en),
  fr: setOf(lists.fr),
  es: setOf(lists.es),
  ru: setOf(lists.ru),
  ar: setOf(lists.ar),
};

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}

export const isStopWord = (word: string, language: Exclude<Language, 'zh'>): boolean => sets[language].has(word);
