import type { ActWords, DeliveryWords, Force, MandatingWords } from './mandating.ts';

/** The third person of a regular verb. */
const third = (verb: string): string =>
  /(s|x|sh|ch)$/.test(verb) ? `${verb}es` : /[^aeo]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;

const regular = (force: Force, verbs: readonly string[]): ActWords[] =>
  verbs.map((verb) => ({ act: verb, force, finite: [third(verb)], bare: [verb] }));

const softly = (verbs: readonly string[], soft: NonNullable<ActWords['soft']>): ActWords[] =>
  verbs.map((verb) => ({ act: verb, force: 'position', finite: [third(verb)], bare: [verb], soft }));

const acts: readonly ActWords[] = [
  ...regular('decision', [
    'decide',
    'determine',
    'agree',
    'commit',
    'endorse',
    'adopt',
    'approve',
    'establish',
    'extend',
    'renew',
    'resolve',
    'designate',
    'amend',
    'grant',
    'admit',
    'terminate',
    'elect',
    'appoint',
    'proclaim',
  ]),
  { act: 'consider', force: 'decision', finite: ['will consider'], bare: [] },
  ...regular('request', ['request', 'demand', 'direct', 'instruct', 'mandate', 'authorize', 'entrust', 'ask']),
  { act: 'authorize', force: 'request', finite: ['authorises'], bare: ['authorise'] },
  ...regular('appeal', ['invite', 'encourage', 'urge', 'recommend', 'propose', 'exhort', 'advise', 'implore']),
  {
    act: 'call_upon',
    force: 'appeal',
    finite: ['calls upon', 'calls on', 'calls again upon', 'calls once again upon'],
    bare: ['call upon', 'call on'],
  },
  { act: 'call_for', force: 'appeal', finite: ['calls for', 'calls again for'], bare: ['call for'] },
  {
    act: 'appeal',
    force: 'appeal',
    finite: ['appeals to', 'appeals for', 'makes an appeal to', 'launches an appeal'],
    bare: ['appeal to', 'appeal for'],
  },
  ...softly(
    ['stress', 'emphasize', 'underline', 'underscore', 'highlight', 'affirm', 'reaffirm', 'reiterate'],
    ['duty', 'need', 'coming'],
  ),
  {
    act: 'emphasize',
    force: 'position',
    finite: ['emphasises'],
    bare: ['emphasise'],
    soft: ['duty', 'need', 'coming'],
  },
  {
    act: 'emphasize',
    force: 'position',
    finite: ['re-emphasizes', 'reemphasizes'],
    bare: [],
    soft: ['duty', 'need', 'coming'],
  },
  {
    act: 'look_forward',
    force: 'position',
    finite: ['looks forward'],
    bare: ['look forward'],
    soft: ['future', 'coming'],
  },
  ...softly(['expect', 'support'], ['future', 'coming']),
  { act: 'take_note', force: 'position', finite: ['takes note', 'takes due note'], bare: ['take note'] },
  { act: 'recognize', force: 'position', finite: ['recognises'], bare: ['recognise'] },
  { act: 'remain', force: 'position', finite: ['remains'], bare: [] },
  { act: 'express', force: 'position', finite: ['expresses'], bare: ['express'], soft: ['future'] },
  { act: 'pay_tribute', force: 'position', finite: ['pays tribute'], bare: ['pay tribute'] },
  {
    act: 'draw_attention',
    force: 'position',
    finite: ['draws attention', 'draws the attention', 'calls attention', 'calls the attention'],
    bare: [],
  },
  { act: 'bear_in_mind', force: 'position', finite: ['bears in mind', 'keeps in mind'], bare: [] },
  { act: 'take_into_account', force: 'position', finite: ['takes into account', 'takes into consideration'], bare: [] },
  {
    act: 'concern',
    force: 'position',
    finite: ['is concerned', 'is deeply concerned', 'is gravely concerned'],
    bare: [],
  },
  { act: 'convince', force: 'position', finite: ['is convinced'], bare: [] },
  { act: 'welcome', force: 'position', finite: ['welcome'], bare: [] },
  ...regular('position', [
    'welcome',
    'note',
    'recall',
    'recognize',
    'acknowledge',
    'commend',
    'appreciate',
    'praise',
    'condemn',
    'regret',
    'value',
    'greet',
    'declare',
    'confirm',
    'reconfirm',
    'remind',
    'congratulate',
    'thank',
    'deplore',
    'reject',
    'denounce',
    'consider',
    'believe',
    'observe',
    'applaud',
    'salute',
    'share',
    'concur',
    'accept',
    'pledge',
    'insist',
    'trust',
    'hope',
    'refer',
    'realize',
    'recommit',
    'celebrate',
    'admire',
    'honour',
    'deprecate',
    'warn',
    'repeat',
    'deem',
  ]),
];

const reporting =
  'report, reports, briefing, briefings, progress report, benchmarks, written update, oral update, update, updates, reporting, analysis';
const meetings =
  'meeting, meetings, session, sessions, summit, summits, conference, conferences, consultation, consultations, workshop, workshops, seminar, seminars, hearing, hearings, forum, panel, panel discussion, symposium, events, event, negotiations, talks, roundtable, interactive dialogue, discussion, discussions';
const agreements =
  'agreement, agreements, memorandum, memorandums, memoranda, treaty, treaties, convention, conventions, protocol, protocols, bilateral frameworks, bilateral framework, arrangements, covenant, covenants, entry into force, universal adoption, ceasefire';
const bodyNouns =
  'committee, commission, mission, missions, mechanism, mechanisms, mandate, mandates, network, networks, office, offices, working group, group, panel of experts, unit, units, body, bodies, platform, centre, centres, task force, secretariat, fund, partnership, force, tribunal, team, focal points, focal point, institutions, institution, observatory';
const programmes =
  'programme, programmes, project, projects, plan, plans, strategy, strategies, action plan, action plans, joint activities, joint actions, work programmes, solutions, initiative, initiatives, programming';
const helping =
  'assistance, support, aid, capacity-building, training, technical cooperation, help, expertise, advice, guidance, services, mutual support, advisory services, technical assistance, relief, facilities';
const informing =
  'information, data, views, experience, experiences, best practices, good practices, lessons learned, knowledge, awareness, documents, materials, statistics, comments, online platform';
const money =
  'funding, financing, resources, funds, contributions, contribution, finance, means of implementation, financial resources, co-financing, trust fund, investments';

const giving =
  'resume, resuming, maintain, maintaining, provide, provides, providing, provided, improve, improving, submit, submitting, present, presenting, offer, offering, give, giving, furnish, furnishing, supply, prepare, preparing, deliver, delivering, produce, include, including, compile, make, issue, continue, increase, increasing, enhance, enhancing, intensify, strengthen, strengthening, extend, render, rendering, ensure, bring, step, expand, extending, mobilize, deepening, deepen';

/** "in six months", "by five months", "three months from the date of": counted from the day of the text or from what is named. */
const spansAhead: readonly string[] = [
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'eighteen'],
  ...['6', '9', '12', '15', '18', '24', '30', '60', '90', '120', '180'],
].flatMap((count) =>
  ['day', 'week', 'month', 'year'].flatMap((unit) =>
    ['in _', 'by _', '_ from the date of'].map((form) =>
      form.replace('_', `${count} ${unit}${count === 'one' ? '' : 's'}`),
    ),
  ),
);

/** Words written as one string, with commas between. */
const listed = (text: string): readonly string[] => (text === '' ? [] : text.split(', '));

const rule = (
  deliverable: DeliveryWords['deliverable'],
  verbs: string,
  objects = '',
  extra: Pick<DeliveryWords, 'party' | 'named' | 'within'> = {},
): DeliveryWords => ({ deliverable, verbs: listed(verbs), objects: listed(objects), ...extra });

const delivery: readonly DeliveryWords[] = [
  rule('report', 'report, reporting, brief, briefing, reports, written assessment, written report, written update'),
  rule('information', 'make available, making available', `${informing}, reports, report`),
  rule(
    'report',
    'provide, providing, submit, submitting, present, presenting, prepare, preparing, deliver, produce, include, give, issue, compile, update, transmit, furnish, continue',
    reporting,
  ),
  rule(
    'report',
    'conduct, conducting',
    'report, reports, briefing, briefings, progress report, written update, oral update, updates, reporting',
  ),
  rule('report', 'update', 'committee, security council, council, general assembly, commission', { named: true }),
  rule(
    'report',
    'present, presenting, submit, submitting',
    'review, strategic review, independent review, assessment, study, studies, overview, stocktaking, recommendations, detailed recommendations, findings',
  ),
  rule(
    'report',
    'include, including, incorporate, reflect, provide',
    'in his report, in her report, in its report, in their report, in his reports, in its reports, in the report, in the reports, in his regular reports, in its annual report, in his annual report',
    { within: true },
  ),
  rule('agenda_item', 'include, keep, place, inscribe, retain', 'provisional agenda, agenda, draft agenda'),
  rule('agenda_item', 'remain, remains', 'seized'),
  rule('agenda_item', 'continue, resume, revert', 'consideration of, its consideration, seized'),
  rule(
    'meeting',
    'conduct, hold, holding, convene, convening, organize, organizing, host, hosting, meet, attend, attending, participate, participating, participation, take part, taking part, take an active part, taking an active part, participate actively, take part actively, schedule, scheduling, held, convened, initiate, arrange, invite, facilitate, development, engage in, engaging in',
    meetings,
  ),
  rule('meeting', 'hold, holding, convene, convening, organize, organizing', 'briefing, briefings'),
  rule(
    'meeting',
    'invite',
    'to the forum, to the meeting, to the meetings, to the session, to the conference, to the summit',
    {
      within: true,
    },
  ),
  rule('meeting', 'continue, continuing', 'consultations, meetings, negotiations, talks'),
  rule(
    'meeting',
    'convene, convening, meet in, meet at, meet for, meet with, meet on, meet once, meet twice, meet annually, meet regularly, meet periodically, meet again, meet as, meet during, meet within, meet virtually, meet jointly',
  ),
  rule('meeting', 'facilitate, ensure, ensuring, facilitating, support', 'participation, possible participation'),
  rule(
    'agreement',
    'sign, signing, ratify, ratifying, accede, acceding, conclude, concluding, negotiate, negotiating, entry, become parties, becoming parties',
  ),
  rule(
    'agreement',
    'promote, implement, implementing, implementation, create, creating, achieve, adopt, finalize, finalization, conclusion, ratification, signing, signature, draft, negotiate, prepare',
    agreements,
  ),
  rule(
    'establishment',
    'establish, establishing, re-establish, reconstitute, set up, setting up, create, creating, form, extend, extending, renew, renewing, establishment, launch, expand, deploy, comprised, open, extension, renewal, creation, formulation',
    bodyNouns,
    { named: true },
  ),
  rule('nomination', 'appoint, appointing, nominate, nominating, designate, designating, select, elect, appointment'),
  rule(
    'funding',
    'finance, financing, co-financing, fund, contribute, contributing, mobilize, mobilizing, allocate, mobilization, support',
    money,
  ),
  rule('funding', 'finance, financing, co-financing, fund'),
  rule('funding', 'make, making', 'contributions'),
  rule('funding', 'seek, seeking', 'funding, financing'),
  rule(
    'funding',
    'coordinate, coordinating, promote, promoting, facilitate, facilitating, support, supporting',
    'mobilization',
  ),
  rule('funding', 'contribute financially, contributing financially'),
  rule(
    'funding',
    'contribute, contributing',
    'fund, trust fund, voluntary fund, trust funds, these funds, those funds',
    { named: true },
  ),
  rule(
    'funding',
    giving,
    'voluntary contributions, investment, investments, development finance, material resources, human resources, contributions to the trust fund, contributions to the fund, contributions to the voluntary, extrabudgetary resources, extrabudgetary contributions, additional resources, predictable resources, funding, financial contributions, financial resources, adequate resources, financing',
  ),
  rule(
    'programme',
    'develop, developing, implement, implementing, implementation, elaborate, elaborating, formulate, prepare, carry out, adopt, launch, design, align, continue, pursue, contribute, initiate, undertake, execute, update, strategy, promote, accelerate, support, setting, supporting, promoting, adopting, preparing, launching, undertaking, executing, accelerating, operationalize, operationalizing',
    programmes,
  ),
  rule('assistance', 'assistance, assist, assisting, train, training, advise, advising, capacity-building'),
  rule('assistance', 'help strengthen, help build, help develop, help to build, help to develop, help to strengthen'),
  rule('assistance', 'support, supporting, aid, help, helping, contribute', '', { party: true }),
  rule(
    'assistance',
    'support, supporting, build, building, reinforce, build and enhance',
    `${helping}, capacity, capacities, institutional capacity`,
  ),
  rule('assistance', giving, helping),
  rule(
    'assistance',
    'support, supporting',
    'human rights defenders, victims, survivors, refugees, internally displaced persons, developing countries, affected countries, host countries, host communities, local communities, affected populations, affected communities',
  ),
  rule(
    'review',
    'review, reviewing, appraise, monitor, monitoring, assess, evaluate, examine, examining, follow up, following up, evaluating, assessing, survey, study, oversee',
  ),
  rule(
    'review',
    'consider, undertake, conduct, facilitate, utilize, carry out, perform, initiate, continue, enhance, improve, strengthen, coordinate',
    'review, reviews, appraisal, assessment, monitoring, evaluation, follow-up, recommendations, study',
  ),
  rule('review', 'conduct, conducting, undertake, carry out, perform', 'analysis, analyses'),
  rule(
    'information',
    'inform, informing, disclose, disclosing, be disseminated, be circulated, be made available, be brought to the attention, share, sharing, exchange, exchanging, circulate, circulating, circulation, disseminate, disseminating, publicize, publish, notify, raise awareness, communicate, transmit, bring to the attention, raising awareness, collect, collecting, gather, gathering, translate, dissemination',
  ),
  rule(
    'assistance',
    'develop, developing, enhance, enhancing, strengthen, strengthening, increase, improve',
    'capacity of national, capacities of national, capacity of states, capacity of member, capacity of developing, capacities of states, capacities of member, capacities of developing',
  ),
  rule('information', 'keep, keeping', 'informed, apprised, abreast, updated'),
  rule('information', 'contribute, contributing, update, updating', 'information, data, best practices'),
  rule('information', 'ensure, ensuring, promote, promoting, facilitate', 'dissemination, circulation'),
  rule('information', 'proceed with, proceeding with, ensure, ensuring, facilitate, facilitating', 'publication'),
  rule('report', 'prepare, preparing', 'study, studies'),
  rule('review', 'keep, keeping', 'under review, under continuous review, under active review, under constant review'),
  rule('review', 'promote, support, ensure', 'assessment, assessments, monitoring, evaluation, evaluations, follow-up'),
  rule('other', 'ensure, ensuring, grant, granting, give, allow, allowing', 'access'),
  rule(
    'information',
    `${giving}, collect, collecting, raise, raising, increase, promote, promoting, gather, identify`,
    informing,
  ),
  rule(
    'other',
    'develop, maintain, establish, adopt, enforce',
    'measures, controls, laws, legislation, penalties, rules, regulations',
  ),
  rule(
    null,
    'cooperate, coordinate, work, strengthen, intensify, enhance, deepen, increase, expand, use, make, utilize, collaborate, cooperation, efforts, take full advantage, strengthening, extend, further, step, pursue, identify, intensifying, combine, act, consider, cooperating, coordinating, working, collaborating, enhancing, using, making, encourage, facilitate, foster, promote, improve, engage, take advantage, advance',
  ),
  rule(
    null,
    'exchange of prisoners, exchange of letters, inform evidence-based, inform policy, inform policies, inform decision-making, inform policymaking, inform the development, reporting systems, reporting mechanisms, reporting requirements, reporting obligations, reporting procedures, monitoring systems, monitoring mechanisms, training activities, training programmes, reporting cycles',
  ),
  rule('other', 'visit, issue, release, adopt, enact, grant, publish, list, extend access, lift, withdraw'),
];

export const mandating: MandatingWords = {
  acts,
  adverbs: listed(
    'also, further, again, once again, once more, strongly, fully, hereby, therefore, accordingly, urgently, particularly, especially, further also, deeply, gravely, warmly, highly, sincerely, solemnly, categorically, unequivocally, reluctantly, specifically, consequently, furthermore, moreover, additionally, likewise, still, thus, formally, earnestly, firmly, in particular, greatly, respectfully, kindly, duly, provisionally, finally, equally, in addition, instead, periodically, effectively, actively, individually and collectively, collectively, jointly, promptly, closely, better, continually, continuously, immediately, more, vehemently, expressly, explicitly, vigorously, as well, then, now, in turn, always, openly, generally, regularly, annually, not, similarly, substantially, significantly',
  ),
  manner: {
    with: ['with'],
    nouns: listed(
      'appreciation, satisfaction, interest, concern, regret, alarm, gratitude, disappointment, dismay, pleasure, approval, respect, encouragement, indignation, sadness, pride, sorrow, gratification',
    ),
  },
  going: listed(
    'continues to, seizes the opportunity to, takes the opportunity to, takes this opportunity to, wishes to, seizes this opportunity to, avails itself of the opportunity to, continues also to, would like to',
  ),
  own: ['its', 'the', 'their', 'his', 'an', 'a', 'previous', 'urgent', 'strong', 'earlier', 'standing'],
  renewing: ['reiterates', 'repeats', 'renews', 'reaffirms', 'restates'],
  renewed: {
    call: 'appeal',
    calls: 'appeal',
    invitation: 'appeal',
    appeal: 'appeal',
    appeals: 'appeal',
    encouragement: 'appeal',
    recommendation: 'appeal',
    recommendations: 'appeal',
    request: 'request',
    requests: 'request',
    demand: 'request',
    demands: 'request',
  },
  asides: listed(
    'in this regard, in that regard, in this context, in that context, in this respect, in that respect, in this connection, in that connection, to this end, to that end, for this purpose, for that purpose, in these circumstances, in doing so, in this vein, in the same vein, at the same time, within this framework, within that framework, in the same context, in the same regard, accordingly, in particular, inter alia, as appropriate, on this basis, as a matter of urgency, in so doing, with this in mind, in light of this, as a result, to these ends, to those ends, therefore, in view of this, in this spirit, with that in mind, in accordance with this, with this aim, in parallel, along these lines, as a priority, on the other hand, in its entirety',
  ),
  and: ['and', 'but', 'or', 'yet', 'while'],
  nounAfter: listed(
    'of, by, from, or, made, contained, were, are, was, is, have, has, concerning, regarding, received, which, addressed, issued, set, under, as, at, between, on',
  ),
  to: ['to'],
  that: ['that'],
  which: ['which', 'who', 'whose', 'whom', 'that'],
  notInfinitive: listed(
    'the, a, an, all, any, each, every, its, their, his, her, this, that, these, those, other, another, such, both, which, whom, it, them, him, and, or, in, on, of, for, by, with, date, be, relevant, non-state, national, international, regional, common, sustainable, humanitarian, human, peace, women, children, persons, people, victims, developing, african, member, members, new, paragraph, paragraphs, article, resolution, information, justice, education, climate, one, two, three, what, how, whether, states, global, public, political, economic, social, existing, future, terrorism, terrorist, agenda, multilateral, bilateral, security, health, violence, land, quality, universal, local, disasters, democracy, poverty, food, water, adequate, joint, full, greater, better, early, safe, peaceful, effective, efficient, scientific, technical, financial, multistakeholder, higher, key, cultural, environmental, legal, judicial, trade, voluntary, continued, increased, enhanced, closer',
  ),
  beforeTo: listed(
    'position, able, wishing, intend, intends, wish, need, needs, required, willing, ready, due, used, seeking, mandated, invited, addition, regard, respect, according, relating, relation, contrary, prior, pursuant, access, unable, yet, continue, failed, efforts, continues, order, begun, chosen, authority, committed, designed, intended, entitled, determined, requested, decided, refuse, continued, opportunity, right, mandate, capacity, ability, measures, steps, undertaken, expected, view, aim, so as, commitment, necessary, responsible, desire, obligation, obligations, actions, action',
  ),
  must: ['should', 'shall', 'must', 'need to', 'needs to', 'ought to', 'has to', 'have to'],
  will: ['will', 'would', 'may', 'can', 'could', 'might', 'is to', 'are to'],
  be: ['be'],
  doing: listed(
    'be, continue, cooperate, hold, take, report, submit, provide, ensure, consider, mainstream, assist, support, strengthen, develop, establish, implement, adopt, include, convene, promote, participate, contribute, enhance, facilitate, make, undertake, carry, work, give, cease, refrain, comply, share, use, remain, review, monitor, coordinate, play, respect, allow, grant, keep, pay, address, act, maintain, pursue, prepare, organize, serve, present, appoint, designate, extend, examine, inform, intensify, increase, engage, observe, meet, release, end, begin, start, integrate, explore, expand, build, conduct, raise, offer, help, seek, mobilize, protect, prevent, discuss, focus, apply, accelerate, encourage, invite, request, urge, have, consult, become, ratify, sign, elaborate, identify, draw, devote, lead, join, host, form, improve, deepen, resume, follow, respond, set, put, bring, exchange, disseminate, publish, finalize, complete, launch, fund, finance, allocate, accede, conclude, combat, counter, eliminate, eradicate, achieve, realize, fulfil, advance, foster, reinforce, refer, go, base, place, reflect, recognize, guide, translate, design, plan, execute, lift, withdraw, harness, proceed, succeed, exceed, heed, embed, augment, formulate, supplement, complement, experiment, envision',
  ),
  articles: listed(
    'the, a, an, all, any, each, every, its, their, his, her, both, other, relevant, such, those, these, this, that, concerned, interested, various, appropriate, respective, further, increased, two, several, some, own, new, competent',
  ),
  prepositions: listed(
    'in, on, with, within, for, to, at, under, against, from, through, towards, toward, regarding, concerning, upon, by, about, into, over, dealing, during, aimed, throughout, without, along, as, where, when, while, taking, bearing, working, seeking, acting, subject, pursuant, consistent, following, based, building, drawing, using, especially, that, which, who, whose, headed, consisting, if, after, before, until, since, among, between, via, inter, including, recognizing, noting, led, involved, responsible, affected, despite, because, than, around, beyond, amongst, relating, related, pending, having, so, represented, established, contained, participating, endorsed, which, working',
  ),
  members: listed(
    'including, in particular, especially, particularly, such as, notably, as well as, along with, together with, both, inter alia, namely, and in particular, and, or, on the one hand, on the other, most notably, either, as well',
  ),
  partners: listed(
    'in consultation, in close consultation, in cooperation, in close cooperation, in collaboration, in close collaboration, in coordination, in close coordination, in partnership, in conjunction, with the support, with the assistance, together with, working with, in association, through consultation, in full cooperation, in full consultation, with the participation, jointly with, in support, at the request, in tandem, in concert, on behalf, with the involvement, supported by, in dialogue, with the active support',
  ),
  between: ['between', 'among', 'amongst'],
  by: ['by', 'from'],
  of: ['of'],
  doings: listed(
    'cooperation, collaboration, coordination, efforts, exchanges, exchange, dialogue, support, progress, steps, use, entry, work, synergies, synergy, ties, contacts, links, measures, action, actions, activities, assistance, access, approach, approaches, accountability, initiatives, return, release, end, respect, compliance, partnership, partnerships, relations, relationship, consultations, consultation, interaction, liaison, practice, contributions, increase, reform, transfer, visits, visit, debate, study, research, investments, meetings, universality, ceasefire, role, review, follow-up, withdrawal, solutions, solution, convening, holding, adherence, commitment, cessation, resources, conclusion, renewal, capacity-building, removal, enlargement, sharing, involvement, expansion, importance, focus, emphasis, attention',
  ),
  doingEndings: ['tion', 'sion', 'ment', 'ance', 'ence', 'ing'],
  notDoings: listed(
    'organization, commission, institution, delegation, mission, association, foundation, federation, administration, government, department, parliament, conference, audience, union, nation, remaining, participating, following, contributing, developing, presidency, population, including, financing, sending, troop-contributing, corporation, host, organisation, nations, coalition, opposition, civilian, population',
  ),
  ofDoers: listed(
    'efforts, participation, engagement, contribution, contributions, involvement, work, activities, support, role, representation, return, commitment, cooperation, attendance, meetings, meeting, partnership, visits, visit, exchange',
  ),
  hosting: ['hosted', 'convened', 'organized', 'co-hosted'],
  calling: ['to', 'for', 'upon', 'on'],
  ends: ['in order to', 'with a view to', 'so as to', 'with the aim of', 'for the purpose of'],
  giving: ['provide', 'providing', 'supply', 'furnish', 'assist', 'equip'],
  benefits: ['for', 'by'],
  also: ['as well as'],
  examples: ['including', 'in particular', 'especially', 'such as', 'inter alia', 'notably', 'particularly'],
  treaties: listed(
    'agreement, agreements, memorandum, memorandums, treaty, convention, declaration, compact, protocol, framework, understanding, arrangement, arrangements, relationship, letters',
  ),
  pronouns: listed(
    'them, their, it, its, they, him, her, his, those organizations, these organizations, the above-mentioned bodies, the above-mentioned organizations, the parties, both organizations, the two organizations, those entities, these entities, such entities, the heads of such entities, these institutions, the organizations, those bodies, both parties, the two secretariats, both secretariats, these bodies',
  ),
  need: listed('importance, need, necessity, value, urgent need, urgency, responsibility, desirability, usefulness'),
  intentions: listed('intention, intent, readiness'),
  events: listed(
    'meeting, meetings, conference, session, summit, review, consultation, consultations, workshop, forum, hearing, sessions, dialogue, report, reports, symposium, evaluation, convening, holding, briefing, briefings, assembly',
  ),
  relays: ['request', 'encourage', 'urge', 'invite', 'call upon', 'ask', 'call on', 'recommend'],
  light: listed(
    'continue, continuing, consider, considering, seek, seeking, endeavour, endeavor, strive, help, agree, begin, start, shall, should, will, must, may, can, be, serious, give, favourably, explore, intend, aim, plan, remain, possibility, to, and, or, also, further, fully, keep, resume, take appropriate measures, take measures, take steps, take all necessary measures, take the necessary measures, take all appropriate measures, take effective measures, take further measures, take further steps, take concrete measures, take concrete steps, take the necessary steps, take all necessary steps, take action, seek effective means for, find ways, do so, able, in a position, develop appropriate ways, find appropriate ways, develop ways, explore ways, explore ways and means, explore the possibility of',
  ),
  transparent: listed(
    'implementation, phase, phases, stages, finalization, development, promotion, holding, provision, preparation, elaboration, enhancement, strengthening, organization, scheduling, convening, conclusion, ratification, increase, mobilization, creation, establishment, formulation, conduct, execution, sharing, dissemination, circulation, exchange, forms, form, series, continuation, adoption, variety, range, results, number, means, modalities, process, combination, review, levels, level, analysis, elements, mainstreaming, effectiveness',
  ),
  closing: listed(
    'including, in particular, especially, such as, inter alia, with a view to, in order to, so as to, with the aim of, taking into account, which, who, that, aimed at, bearing in mind, particularly, notably, as set out, as contained, pursuant to, in accordance with, in line with, on the basis of, for the purpose of, entitled, when, while, in support of, thereby, with the objective of, consistent with, as called for, as requested, in conformity with, within the framework of, without, through, in the context of, on the occasion of, during, as outlined, recognizing, noting, taking note, recalling, in light of, in the light of',
  ),
  purposes: ['in order to', 'with a view to', 'so as to', 'by', 'through', 'in', 'to', 'with the aim of', 'for'],
  delivery,
  recipients: ['to', 'before'],
  reportNouns: listed(reporting),
  following: listed('the following'),
  nexts: listed('next, forthcoming, subsequent, upcoming'),
  meetingNouns: listed(meetings),
  dueBefore: listed(
    'by, before, in, during, at, for, on, than, within, from, throughout, beginning, starting, early, late, after, prior to, quarter of, half of, end of, beginning of, course of, middle of, segment of, part of, margins of, week of, between',
  ),
  pastBehind: [],
  pastBefore: listed(
    'conclusions from the, records of the, report of the, outcome of the, outcomes of the, decisions of the, results of the, proceedings of the, discussions of the, conclusions of the, elections scheduled for, of, adopted, since, dated, held, signed, concluded, endorsed, inaugurated, established, issued, launched, contained, through, took place, after, following, commenced, beyond, goals by, targets by, agenda by',
  ),
  lasting: ['until', 'up to', 'through', 'for a period of'],
  pastEvents: [
    'held',
    'submitted',
    'adopted',
    'signed',
    'concluded',
    'endorsed',
    'inaugurated',
    'issued',
    'launched',
    'convened in',
    'approved',
    'undertook',
    'undertaken',
    'made',
    'took',
    'established',
    'created',
    'to end',
    'ending',
    'eliminate',
    'eliminating',
    'eradicate',
    'eradicating',
    'achieve',
    'achieving',
    'achievement',
  ],
  relativeDues: [
    ...spansAhead,
    ...listed(
      'by the end of the year, before the end of the year, by the end of the current year, in his next report, in her next report, in its next report, in their next report, in the next report, at its next meeting, at their next meeting, at the next meeting, at its next session, in his forthcoming report, at its following session, at their next session, in his or her next report, in its next annual report, in his next annual report, in his next biennial report, in his subsequent report',
    ),
  ],
  recurrence: {
    annual: [
      'annual',
      'annually',
      'every year',
      'each year',
      'yearly',
      'once a year',
      'once per year',
      'on an annual basis',
      'on a yearly basis',
    ],
    biennial: [
      'biennial',
      'biennially',
      'every two years',
      'every other year',
      'every second year',
      'once every two years',
      'on a biennial basis',
    ],
    regular: listed(
      'regular, regularly, periodic, periodically, frequent, frequently, on a regular basis, on a periodic basis, at regular intervals, quarterly, monthly, on a monthly basis, on a quarterly basis, six-monthly, semi-annual, semi-annually, weekly, twice a year, every six months, every three months, every 30 days, every 60 days, every 90 days, every 120 days, every 180 days, every three years, biannual, bi-monthly, bimonthly, bi-weekly, biweekly',
    ),
    continuing: ['continue', 'continues', 'continued', 'continuing', 'continuation', 'remain', 'pursue'],
  },
  conditions: listed(
    'as appropriate, as and when appropriate, where appropriate, when appropriate, if appropriate, if necessary, where applicable, as applicable, where necessary, when necessary, as necessary, when needed, as needed, where needed, if needed, as required, if requested, upon request, upon their request, at their request, upon its request, on request, on a voluntary basis, on a case-by-case basis, where possible, to the extent possible, to the fullest extent possible, as far as possible, wherever possible, whenever possible, when possible, if possible, where relevant, as relevant, where feasible, if feasible, in a position to do so, within available resources, within existing resources, within its existing resources, within their respective mandates, within their mandates, within its mandate, within their existing mandates, where it has not yet been done, within the limits of available resources, at the request of, to the maximum extent possible, insofar as possible, on a voluntary and case-by-case basis, as may be required, as may be necessary, when requested, as well as upon request, voluntarily, whenever necessary, when applicable, within its mandates, if they so wish, upon the request of',
  ),
  conditionStarts: listed(
    'subject to, in accordance with their, in accordance with its, in conformity with its, in conformity with their, within existing, within available, within their, within its, in accordance with applicable, in accordance with established, in accordance with national, in accordance with international law, in accordance with existing, in accordance with his, in accordance with her, consistent with their, consistent with its, in accordance with the mandate, taking into consideration their respective mandates, in line with their, in line with its, within the scope of, within the limits, without prejudice to',
  ),
  marks: {
    review: ['review', 'review and appraisal', 'appraisal', 'follow-up', 'evaluation'],
    end: listed('terminate, discontinue, retire, expire, expiration, liquidate, close, conclude its work, cease'),
    agenda: ['provisional agenda', 'draft agenda'],
    budget: listed(
      'within existing resources, within available resources, regular budget, programme budget, extrabudgetary, voluntary contributions, availability of resources, financial implications, necessary resources, adequate resources, trust fund',
    ),
  },
};
