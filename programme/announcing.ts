import type { Language } from '../reader/model.ts';

/** Words by which a text names programmes that run to a year, and promises. Lower case; in Chinese each sign is a word. */
export interface AnnouncingWords {
  /** "programme of action": what has a last year. */
  readonly programmes: readonly string[];
  /** "the agreement to": what is going to be done, if no date is told. */
  readonly promises: readonly string[];
}

export const announcing: Readonly<Record<Language, AnnouncingWords>> = {
  en: {
    programmes: [
      ...['programme of action', 'plan of action', 'action plan', 'action programme', 'programme of work', 'work plan'],
      ...['strategic plan', 'strategic framework', 'strategy', 'strategies', 'road map', 'roadmap', 'decade'],
      ...['agenda', 'vision', 'framework', 'implementation plan', 'master plan', 'matrix of activities', 'blueprint'],
    ],
    promises: [
      ...['agreement to', 'agreed to', 'decision to', 'intention to', 'intention of', 'intends to', 'plans to'],
      ...[
        'proposal to',
        'offer to',
        'pledge to',
        'pledged to',
        'discussions between',
        'negotiations on',
        'to be agreed',
      ],
      ...['to be implemented', 'to be established', 'to be elaborated'],
    ],
  },
  fr: {
    programmes: [
      ...["programme d'action", "plan d'action", 'programme de travail', 'plan de travail', 'plan stratégique'],
      ...['cadre stratégique', 'stratégie', 'stratégies', 'feuille de route', 'décennie', 'agenda', 'vision', 'cadre'],
    ],
    promises: [
      ...[
        "l'accord visant à",
        'accord pour',
        'sont convenues de',
        'sont convenus de',
        'la décision de',
        "l'intention de",
      ],
      ...["l'intention exprimée", 'entendent', 'la proposition de', "l'offre de", 'les discussions entre'],
    ],
  },
  es: {
    programmes: [
      ...['programa de acción', 'plan de acción', 'programa de trabajo', 'plan de trabajo', 'plan estratégico'],
      ...[
        'marco estratégico',
        'estrategia',
        'estrategias',
        'hoja de ruta',
        'decenio',
        'década',
        'agenda',
        'visión',
        'marco',
      ],
    ],
    promises: [
      ...['acuerdo de', 'acordaron', 'la decisión de', 'la intención de', 'intención expresada', 'la propuesta de'],
      ...['el ofrecimiento de', 'las conversaciones entre'],
    ],
  },
  ru: {
    programmes: [
      ...['программа действий', 'программы действий', 'программе действий', 'программу действий', 'план действий'],
      ...['плана действий', 'плане действий', 'план работы', 'стратегический план', 'стратегического плана'],
      ...['стратегия', 'стратегии', 'стратегию', 'десятилетие', 'десятилетия', 'повестка дня', 'повестки дня'],
      ...['рамочная программа', 'рамочной программы', 'дорожная карта', 'дорожной карты'],
    ],
    promises: [
      ...['договоренность о', 'договорились', 'решение о', 'намерение', 'предложение о', 'обсуждение между'],
      ...['обсуждения между', 'подлежат осуществлению'],
    ],
  },
  ar: {
    programmes: [
      ...['برنامج عمل', 'برنامج العمل', 'خطة عمل', 'خطة العمل', 'الخطة الاستراتيجية', 'استراتيجية', 'الاستراتيجية'],
      ...['عقد', 'العقد', 'خطة التنمية', 'خريطة طريق', 'إطار', 'رؤية'],
    ],
    promises: ['الاتفاق على', 'اتفقت على', 'القرار القاضي', 'اعتزام', 'عزم', 'اقتراح', 'المناقشات الجارية بين'],
  },
  zh: {
    programmes: ['行动纲领', '行动计划', '工作方案', '战略计划', '战略', '十年', '议程', '愿景', '框架', '路线图'],
    promises: ['商定', '同意将', '打算', '提议'],
  },
};
