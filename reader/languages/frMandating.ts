import { act, delivers, listed, type MandatingWords, withoutMandates } from './mandating.ts';

const duty = ['duty', 'need', 'coming'] as const;
const future = ['future', 'coming'] as const;

const reports =
  'rapport, rapports, rapport oral, rapport écrit, exposé, exposés, mise à jour, bilan, compte rendu, points de situation, renseignements actualisés, informations actualisées, des informations actualisées, des renseignements actualisés, des rapports, des exposés, point complémentaire';
const meetings =
  'réunion, réunions, session, sommet, conférence, conférences, consultations, consultation, atelier, ateliers, séminaire, séminaires, forum, débat, dialogue, colloque, manifestation, manifestations, table ronde';
const giving =
  'fournir, fourniture, apporter, présenter, soumettre, offrir, donner, prêter, accorder, renforcer, continuer, fournisse, fournissent, apportent, apporte, accroître, intensifier, poursuivre';

export const mandating: MandatingWords = {
  ...withoutMandates,
  shape: {
    proclitics: [],
    inside: [
      'également',
      'aussi',
      'en outre',
      'de nouveau',
      'dûment',
      'par ailleurs',
      'une nouvelle fois',
      'à nouveau',
      'en particulier',
      'vivement',
    ],
    opens: 'particle',
    infinitives: ['er', 'ir', 're', 'oir'],
    clauses: ['à ce que', "à ce qu'", 'que', "qu'", 'pour que', "pour qu'"],
    objects: ['les', "l'", 'le', 'lui', 'leur'],
    persons: ['le', 'la', "l'", 'lui'],
    clitics: listed("lui, leur, se, s', y, en, le, la, les, l', ne, pas, n'"),
    verbLast: true,
  },
  acts: [
    act('decide', 'decision', 'décide, a décidé'),
    act('agree', 'decision', 'convient, consent, convient que'),
    act('resolve', 'decision', 'est résolue, est résolu'),
    act('endorse', 'decision', 'fait sien, fait sienne, fait siens, fait siennes, souscrit, entérine, avalise'),
    act('adopt', 'decision', 'adopte'),
    act('approve', 'decision', 'approuve'),
    act('establish', 'decision', 'crée, établit, institue'),
    act('extend', 'decision', 'proroge, prolonge'),
    act('renew', 'decision', 'reconduit'),
    act('commit', 'decision', "s'engage, se réengage"),
    act('determine', 'decision', 'détermine, arrête, constate que la situation'),
    act('elect', 'decision', 'élit'),
    act('appoint', 'decision', 'nomme, désigne'),
    act('proclaim', 'decision', 'proclame'),
    act('admit', 'decision', 'admet'),
    act(
      'request',
      'request',
      'prie, prie de nouveau, demande au secrétaire général, sollicite, prie le',
      undefined,
      'prier',
    ),
    act('demand', 'request', 'exige, enjoint', undefined, 'exiger'),
    act('authorize', 'request', 'autorise, habilite'),
    act(
      'mandate',
      'request',
      'charge, mandate, donne pour mandat, donne mandat, donne pour instruction, donne instruction',
    ),
    act('entrust', 'request', 'confie'),
    act('invite', 'appeal', "invite, l'invite, convie", undefined, 'inviter'),
    act('encourage', 'appeal', 'encourage, incite, encourage vivement, engage', undefined, 'encourager, engager'),
    act(
      'urge',
      'appeal',
      'exhorte, engage instamment, demande instamment, prie instamment, engage vivement, adjure, invite instamment, exhorte instamment, demande avec insistance, prie avec insistance, demande également instamment, engage également instamment, prie également instamment, prie de même instamment, prie de nouveau instamment, demande de nouveau instamment, demande en outre instamment, prie en outre instamment, engage en outre instamment',
      undefined,
      'exhorter',
    ),
    act('call_upon', 'appeal', 'demande, engage tous, demande à', undefined, 'demander, demander à'),
    act(
      'call_for',
      'appeal',
      'préconise, appelle, lance un appel, fait appel, appelle à, appelle de ses vœux',
      undefined,
      'préconiser, appeler',
    ),
    act('recommend', 'appeal', 'recommande, suggère, conseille, fait les recommandations', undefined, 'recommander'),
    act('propose', 'appeal', 'propose'),
    act(
      'stress',
      'position',
      "souligne, met l'accent, insiste, fait valoir, met en relief, met en avant, met en exergue, met en lumière",
      duty,
      'souligner, insister',
    ),
    act('affirm', 'position', 'affirme', duty),
    act(
      'reaffirm',
      'position',
      'réaffirme, redit, réitère, renouvelle, répète, confirme de nouveau',
      duty,
      'réaffirmer',
    ),
    act('declare', 'position', 'déclare, se déclare, se dit, confirme, dit'),
    act(
      'look_forward',
      'position',
      "attend avec intérêt, attend avec impatience, attend, se réjouit à la perspective, se réjouit par avance, se réjouit d'avance",
      future,
    ),
    act('expect', 'position', 'espère, compte que, compte bien, escompte', future),
    act('support', 'position', 'appuie, soutient, est favorable, épouse', future, 'appuyer, soutenir'),
    act('take_note', 'position', 'prend note, prend acte, prend bonne note, prend connaissance, prend dûment note'),
    act('note', 'position', 'note, observe, relève, fait observer, fait remarquer, remarque, signale'),
    act(
      'welcome',
      'position',
      'se félicite, accueille, se réjouit, applaudit, constate avec satisfaction, constate avec plaisir, se réjouit',
      undefined,
      'se féliciter',
    ),
    act('commend', 'position', 'salue, félicite, loue, rend hommage, célèbre'),
    act('appreciate', 'position', 'sait gré, remercie, exprime sa reconnaissance, exprime ses remerciements'),
    act(
      'recognize',
      'position',
      "apprécie, se dit consciente, se dit conscient, se déclare consciente, constate, considère, reconnaît, est consciente, est conscient, estime, est convaincue, est convaincu, a conscience, est d'avis, juge, est fermement convaincue, sait, connaît, consciente, conscient, croit, accepte, n'ignore pas",
    ),
    act(
      'recall',
      'position',
      "rappelle, évoque, se souvient, a à l'esprit, garde à l'esprit, renvoie, appelle l'attention, attire l'attention, se réfère, appelle également l'attention",
    ),
    act('express', 'position', 'exprime, manifeste, fait part', ['future']),
    act('take_into_account', 'position', 'tient compte, prend en considération, prend en compte'),
    act('condemn', 'position', 'condamne, dénonce, réprouve'),
    act('deplore', 'position', 'déplore'),
    act('regret', 'position', 'regrette'),
    act(
      'concern',
      'position',
      "se préoccupe, est préoccupée, est préoccupé, s'inquiète, s'alarme, s'émeut, est profondément préoccupée, est gravement préoccupée, se déclare préoccupée, se déclare préoccupé, demeure préoccupée, reste préoccupée, demeure, reste, est vivement préoccupée, craint, note avec préoccupation, note avec inquiétude, constate avec préoccupation, constate avec inquiétude",
    ),
    act('reject', 'position', 'rejette, repousse'),
    act('warn', 'position', 'met en garde, avertit'),
  ],
  adverbs: listed(
    "également, aussi, en outre, de nouveau, par ailleurs, instamment, vivement, de plus, une nouvelle fois, à nouveau, en particulier, notamment, enfin, fermement, énergiquement, vigoureusement, solennellement, dûment, pleinement, sincèrement, chaleureusement, profondément, une fois de plus, d'autre part, en conséquence, donc, résolument, catégoriquement, expressément, respectueusement, de même, ainsi, là encore, là aussi",
  ),
  manner: {
    with: ['avec', 'à'],
    nouns: listed(
      'satisfaction, gratitude, intérêt, préoccupation, inquiétude, regret, reconnaissance, plaisir, appréciation, profonde préoccupation, insistance, force, vigueur, fermeté, approbation, enthousiasme, impatience, consternation, faveur',
    ),
  },
  going: listed(
    "continue de, continue d', continue à, tient à, souhaite, saisit cette occasion pour, saisit l'occasion pour, continue également de, voudrait",
  ),
  own: listed("son, sa, ses, le, la, les, l', à"),
  renewing: listed('réitère, renouvelle, réaffirme, répète, redit, lance'),
  renewed: {
    appel: 'appeal',
    appels: 'appeal',
    invitation: 'appeal',
    recommandation: 'appeal',
    recommandations: 'appeal',
    demande: 'request',
    demandes: 'request',
    exigence: 'request',
    'demande formulée': 'request',
    "l'appel": 'appeal',
    "l'invitation": 'appeal',
  },
  asides: listed(
    'à cet égard, dans ce contexte, à cette fin, à ce sujet, dans cette optique, dans ce cadre, pour ce faire, en conséquence, à ce propos, dans cet esprit, à cet effet, par conséquent, en particulier, entre autres, dans cette perspective, sur ce point, dans le même esprit, dans ces conditions',
  ),
  and: ['et', 'mais', 'ou', 'tout en'],
  nounAfter: listed("de, du, des, d', par, formulée, formulées, adressée, présentée"),
  to: ['de', "d'", 'à'],
  that: ['que', "qu'", 'à ce que', "à ce qu'", 'pour que', "pour qu'"],
  which: ['qui', 'dont', 'lequel', 'laquelle', 'lesquels', 'lesquelles', 'où', 'que', "qu'"],
  notInfinitive: listed(
    'premier, premiers, particulier, dernier, entier, titre, ordre, cadre, nature, culture, centre, structure, mesure, heure, autre, notre, contre, entre, mandature, agriculture, infrastructure, lettre, membre, nombre, genre, avenir, pouvoir, caractère, matière, manière, chapitre, maître, œuvre, guerre, terre, hier, plusieurs, leur',
  ),
  must: listed('doit, doivent, devrait, devraient, doit être, il faut, faut'),
  will: listed('pourra, pourront, sera, seront, pourrait, pourraient'),
  articles: listed(
    "le, la, les, l', un, une, des, du, de, d', tous, toutes, tout, toute, son, sa, ses, leur, leurs, ce, cet, cette, ces, autres, autre, chaque, diverses, divers, deux",
  ),
  prepositions: listed(
    "dans, en, avec, pour, à, au, aux, sous, contre, depuis, par, vers, concernant, sur, chez, sans, afin, selon, lors, pendant, durant, visant, tendant, relevant, œuvrant, compte, conformément, moyennant, grâce, qui, dont, que, qu', entre, ayant, si, lorsque",
  ),
  members: listed(
    'et, ou, ainsi que, notamment, en particulier, y compris, tels que, telles que, de même que, à savoir, aux, à, au, aussi bien que, et en particulier, dont',
  ),
  partners: listed(
    "en consultation, en consultations, en coopération, en collaboration, en coordination, en partenariat, avec l'aide, avec l'appui, avec le concours, avec le soutien, en étroite coopération, en étroite collaboration, en étroite consultation, en étroite coordination, en liaison, de concert, agissant en consultation, en association",
  ),
  between: ['entre'],
  by: ['par'],
  of: ['de', "d'", 'du', 'des'],
  doings: listed(
    'coopération, collaboration, coordination, efforts, dialogue, échanges, échange, appui, renforcement, poursuite, intensification, participation, application, élaboration, mise, conclusion, respect, retrait, cessation, développement, adoption, organisation, initiatives, activités, partenariats, partenariat, synergies, consultations, contacts, élargissement, approfondissement, multiplication, tenue, ratification',
  ),
  ofDoers: listed('efforts, participation, contribution, engagement, appui, rôle, activités'),
  treaties: listed('accord, accords, mémorandum, traité, convention, déclaration, pacte, protocole, arrangement'),
  hosting: listed('accueillie, accueilli, organisée, organisé, convoquée'),
  calling: listed('à, au, aux, auprès, que, pour'),
  ends: listed("afin de, afin d', en vue de, pour, dans le but de"),
  giving: listed(
    'fournir, présenter, soumettre, apporter, offrir, donner, communiquer, rendre, faire, remettre, prêter, adresser, transmettre, aider',
  ),
  pronouns: listed(
    'ceux-ci, celles-ci, celui-ci, celle-ci, lui, leur, elles, eux, ils, elle, ces organisations, les deux organisations, ces organismes, ces entités, les deux secrétariats',
  ),
  need: listed(
    'importance, nécessité, intérêt, utilité, il importe, il est nécessaire, il est important, il est essentiel, il est indispensable, il convient',
  ),
  intentions: listed('intention, disposition'),
  events: listed(`${meetings}, rapport, rapports, examen, évaluation, convocation, tenue`),
  relays: listed("prier, demander à, inviter, encourager, engager, demander aux, demander au, d'inviter, de prier"),
  light: listed(
    "continuer, continuer de, continuer d', continuer à, envisager, envisager de, envisager d', s'efforcer, s'efforcer de, de, d', à, que, qu', à ce que, à ce qu', lui, leur, se, s', y, en, le, la, les, l', poursuivre, ne pas, faire en sorte, veiller, veiller à, chercher à, s'employer à, s'attacher à, aider à, doit, doivent, devrait, devraient, être, et, ou",
  ),
  transparent: listed(
    'mise en œuvre, œuvre, application, exécution, développement, promotion, tenue, organisation, préparation, élaboration, renforcement, convocation, conclusion, ratification, mobilisation, création, établissement, formulation, échange, diffusion, adoption, analyse, ordre du jour, projet, série',
  ),
  closing: listed(
    "notamment, y compris, en particulier, afin de, afin d', en vue de, en vue d', tels que, telles que, compte tenu, qui, dont, conformément, conformément à, conformément aux, en application, sur la base, aux fins, dans le but, lorsque, tout en, dans le cadre, dans le contexte, à l'occasion, en tenant compte",
  ),
  purposes: listed("afin de, afin d', en vue de, en vue d', pour, en, dans le but de"),
  delivery: [
    delivers(
      'report',
      'faire rapport, fasse rapport, fassent rapport, rendre compte, rende compte, rendent compte, faire le point, présenter un exposé, faire un exposé, faire également rapport, présenter oralement, lui faire rapport, faire régulièrement rapport, rendre régulièrement compte',
    ),
    delivers(
      'report',
      'adresser, lui adresser, présenter, présente, présentent, soumettre, soumette, établir, établisse, élaborer, publier, inclure, faire figurer, communiquer, remettre, consacrer, incorporer, actualiser, fournir, faire, transmettre, poursuivre, rédiger, donner, lui présenter',
      reports,
    ),
    delivers('report', 'procéder à', 'compte rendu, comptes rendus'),
    delivers(
      'report',
      'signaler, signale, lui signaler, rendre régulièrement compte, rendre compte, en rendre compte, en rende compte',
    ),
    delivers(
      'report',
      'présenter, présente, présentent, soumettre, soumette, soumettent',
      'examen, examen stratégique, évaluation, évaluations, analyse, étude, études, recommandations, aperçu, tableau synoptique, état des lieux',
    ),
    delivers('report', 'renforcer, améliorer, accroître', 'établissement de rapports, communication de rapports'),
    delivers(
      'report',
      "inclure, d'inclure, faire figurer, incorporer, consigner, rendre compte",
      'dans son rapport, dans ses rapports, dans le rapport, dans les rapports',
      { within: true },
    ),
    delivers(
      'agenda_item',
      "inscrire, d'inscrire, inscrive, maintenir, faire figurer, inclure",
      "ordre du jour, l'ordre du jour, ordre du jour provisoire",
    ),
    delivers('agenda_item', 'rester, demeurer, reste, demeure', 'saisie, saisi, activement saisi'),
    delivers('agenda_item', 'poursuivre, reprendre', "examen de la question, l'examen de la question, son examen"),
    delivers(
      'meeting',
      `tenir, convoquer, organiser, accueillir, participer, assister, tenue, convoque, organise, tienne, tiennent, participent, continuer, prendre part, se réunir`,
      meetings,
    ),
    delivers('meeting', 'se réunir, réunir, réunissent'),
    delivers(
      'agreement',
      'signer, ratifier, adhérer, conclure, signent, ratifient, concluent, devenir parties, conclusion, ratification',
    ),
    delivers(
      'agreement',
      'appliquer, promouvoir, négocier, mettre en œuvre',
      'accord, accords, traité, traités, convention, mémorandum, protocole',
    ),
    delivers(
      'establishment',
      'créer, établir, instituer, proroger, reconduire, mettre en place, élargir, désigner des',
      "comité, commission, mission, mécanisme, mécanismes, mandat, mandats, réseau, bureau, groupe de travail, groupe, groupe d'experts, fonds, plateforme, centre, équipe, points focaux",
      { named: true },
    ),
    delivers('nomination', 'nommer, désigner, élire, nomme, désigne, désignent'),
    delivers(
      'funding',
      'financer, verser, mobiliser, allouer, affecter, contribuer, verse, versent, augmenter',
      "ressources, fonds, contributions, financement, fonds d'affectation, contributions volontaires, ressources financières, moyens",
    ),
    delivers(
      'funding',
      giving,
      'ressources, financement, contributions volontaires, ressources financières, ressources nécessaires',
    ),
    delivers(
      'programme',
      'élaborer, exécuter, concevoir, mettre en œuvre, mettre au point, lancer, établir, adopter, entreprendre, mener, appliquer, arrêter',
      "programme, programmes, projet, projets, plan, plans, stratégie, stratégies, plan d'action, activités communes",
    ),
    delivers('assistance', 'aider, assister, former, aide, aident, conseiller'),
    delivers('assistance', 'appuyer, soutenir, appuie, appuient', '', { party: true }),
    delivers(
      'assistance',
      giving,
      'assistance, appui, aide, soutien, assistance technique, concours, services, formation, conseils',
    ),
    delivers(
      'review',
      'examiner, évaluer, suivre, surveiller, passer en revue, étudier, analyser, examine, examinent, évalue',
    ),
    delivers(
      'review',
      'procéder, procéder à, réaliser, effectuer, assurer, entreprendre, mener',
      'examen, évaluation, suivi, analyse, étude',
    ),
    delivers(
      'information',
      'informer, tenir informé, tenir informée, tenir pleinement informé, échanger, diffuser, partager, communiquer, publier, notifier, distribuer, sensibiliser, transmettre, porter, faire connaître',
    ),
    delivers('information', giving, 'informations, renseignements, données, information, vues, observations'),
    delivers(
      null,
      'coopérer, renforcer, intensifier, collaborer, poursuivre, prendre, coordonner, approfondir, continuer',
    ),
  ],
  recipients: listed('à, au, aux, devant'),
  reportNouns: listed(reports),
  following: listed('ce qui suit'),
  nexts: listed('prochain, prochains, prochaine'),
  meetingNouns: listed(meetings),
  dueBefore: listed(
    "en, au plus tard, avant, d'ici, d'ici à, dans, lors, à, au cours, pour, à partir, jusqu'à, d'ici au, avant la fin, courant, au plus tard le, avant le, d'ici le, pendant, le, du",
  ),
  lasting: listed("jusqu'à, jusqu'au"),
  pastBefore: listed(
    'concertées de la, concertées de, du, adoptée, adopté, adoptées, tenue, tenu, en date du, datée du, datée, signé, signée, depuis, conclu le, organisée, adoptée le, tenue le, tenue du, signé le, publié le, tenue à',
  ),
  pastEvents: listed(
    'tenus, tenue, tenues, tenu, adoptée, adopté, adoptées, signé, signée, conclu, conclus, conclue, organisée, organisé, organisées, lancée, lancé, approuvée, approuvé, publié, publiée, inaugurée',
  ),
  relativeDues: listed(
    'dans son prochain rapport, dans ses prochains rapports, à sa prochaine réunion, à leur prochaine réunion, à la prochaine réunion, dans son prochain rapport annuel, à sa prochaine session, dans le prochain rapport',
  ),
  recurrence: {
    annual: listed('annuel, annuelle, annuels, annuelles, annuellement, chaque année, tous les ans, une fois par an'),
    biennial: listed('biennal, biennale, tous les deux ans, une fois tous les deux ans, bisannuel'),
    regular: listed(
      'régulier, régulière, réguliers, régulières, régulièrement, périodique, périodiques, périodiquement, à intervalles réguliers, trimestriel, mensuel, tous les six mois, tous les trois mois, tous les mois, fréquents, fréquentes',
    ),
    continuing: listed(
      'continuer, continue, continuent, poursuivre, poursuive, poursuivent, poursuite, rester, demeurer',
    ),
  },
  conditions: listed(
    "selon qu'il convient, s'il y a lieu, le cas échéant, selon que de besoin, en tant que de besoin, si nécessaire, au besoin, à leur demande, à sa demande, sur demande, à titre volontaire, au cas par cas, dans la mesure du possible, selon les besoins, dans les limites des ressources existantes, dans la limite des ressources disponibles, dans la limite des ressources existantes, dans les limites des ressources disponibles, s'ils en font la demande, en fonction des besoins, selon le cas, qui en font la demande, lorsqu'il y a lieu, si besoin est, selon les modalités appropriées",
  ),
  conditionStarts: listed(
    'sous réserve, dans le cadre de leurs mandats, dans le cadre de leur mandat, dans le cadre de son mandat, dans les limites, conformément à leurs mandats, conformément à leur mandat, conformément à son mandat, dans la limite, en fonction de leurs',
  ),
  marks: {
    review: listed('examen, réexamen, évaluation, suivi'),
    end: listed('mettre fin, expire, liquider, dissoudre, clore'),
    agenda: listed('ordre du jour, ordre du jour provisoire'),
    budget: listed(
      'dans les limites des ressources existantes, dans la limite des ressources existantes, dans la limite des ressources disponibles, dans les limites des ressources disponibles, budget ordinaire, budget-programme, extrabudgétaires, contributions volontaires',
    ),
  },
};
