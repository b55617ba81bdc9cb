import type { Words } from './words.ts';

export const fr: Words<'one' | 'many' | 'other'> = {
  greeting: ({ name }) => `Madame, Monsieur (${name}),`,
  open: 'Ouvrir le programme :',
  footer: 'Cette lettre a été établie par Rapport, où les parties tiennent le registre de leur coopération.',

  requestSubject: ({ title }) => `Rapport demandé : ${title}`,
  asked: {
    one: ({ asker, body, due }) =>
      `Il vous est demandé de faire rapport sur une question, pour ${body}, au plus tard le ${due}. Demande faite par : ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `Il vous est demandé de faire rapport sur ${n} de questions, pour ${body}, au plus tard le ${due}. Demande faite par : ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `Il vous est demandé de faire rapport sur ${n} questions, pour ${body}, au plus tard le ${due}. Demande faite par : ${asker}.`,
  },
  asDeputy: ({ body }) =>
    `Cette lettre vous est adressée en qualité de suppléant : le point focal (${body}) ne peut être joint, ou le poste est vacant.`,
  asCoordinator: ({ body }) =>
    `Cette lettre vous est adressée en qualité de coordonnateur : aucun point focal (${body}) ne peut être joint.`,
  answerHere: 'Répondez ici ; aucun compte n’est nécessaire :',
  linkHolds: ({ until }) =>
    `Ce lien vous est personnel et reste valable jusqu’au ${until}. Veuillez ne pas le communiquer.`,

  reminderSubject: ({ title }) => `Rappel : ${title}`,
  left: {
    one: ({ asker, body, due }) =>
      `Il reste un jour : le rapport (${body}) est attendu demain, le ${due}. Demande faite par : ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `Il reste ${n} de jours : le rapport (${body}) est attendu le ${due}. Demande faite par : ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `Il reste ${n} jours : le rapport (${body}) est attendu le ${due}. Demande faite par : ${asker}.`,
  },
  dueToday: ({ asker, body, due }) =>
    `Le rapport (${body}) est attendu aujourd’hui, le ${due}. Demande faite par : ${asker}.`,
  late: {
    one: ({ asker, body, due }) => `Le rapport (${body}) était attendu hier, le ${due}. Demande faite par : ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `Le rapport (${body}) était attendu le ${due}, il y a ${n} de jours. Demande faite par : ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `Le rapport (${body}) était attendu le ${due}, il y a ${n} jours. Demande faite par : ${asker}.`,
  },

  agreementSubject: ({ title }) => `Fin d’un accord : ${title}`,
  ends: {
    one: ({ title, on }) => `L’accord suivant prend fin demain, le ${on} : ${title}.`,
    many: ({ title, on, n }) => `L’accord suivant prend fin dans ${n} de jours, le ${on} : ${title}.`,
    other: ({ title, on, n }) => `L’accord suivant prend fin dans ${n} jours, le ${on} : ${title}.`,
  },
  endsToday: ({ title, on }) => `L’accord suivant prend fin aujourd’hui, le ${on} : ${title}.`,
  ended: {
    one: ({ title, on }) => `L’accord suivant a pris fin hier, le ${on} : ${title}.`,
    many: ({ title, on, n }) => `L’accord suivant a pris fin il y a ${n} de jours, le ${on} : ${title}.`,
    other: ({ title, on, n }) => `L’accord suivant a pris fin il y a ${n} jours, le ${on} : ${title}.`,
  },
  decide: 'Veuillez indiquer s’il est renouvelé, remplacé ou arrivé à son terme.',

  outcomesSubject: ({ body }) => `En retard : suites à donner par ${body}`,
  overdue: {
    one: ({ body, programme }) => `Une suite à donner par ${body} est en retard. Programme : ${programme}.`,
    many: ({ body, programme, n }) => `${n} de suites à donner par ${body} sont en retard. Programme : ${programme}.`,
    other: ({ body, programme, n }) => `${n} suites à donner par ${body} sont en retard. Programme : ${programme}.`,
  },
  overdueItem: ({ text, due }) => `– ${text} (échéance : ${due})`,
  more: {
    one: () => 'Une autre n’est pas énumérée ici.',
    many: ({ n }) => `${n} d’autres ne sont pas énumérées ici.`,
    other: ({ n }) => `${n} autres ne sont pas énumérées ici.`,
  },

  invitationSubject: 'Invitation à Rapport',
  invited: 'Vous êtes invité(e) à utiliser Rapport, où les parties tiennent le registre de leur coopération.',
  invitedBy: ({ inviter }) =>
    `Vous êtes invité(e) à utiliser Rapport, où les parties tiennent le registre de leur coopération. Invitation faite par : ${inviter}.`,
  acceptHere: 'Choisissez ici comment vous vous connecterez :',
  resetSubject: 'Nouveau mot de passe',
  reset: 'Un nouveau mot de passe a été demandé pour votre compte, probablement par vous.',
  resetHere: 'Choisissez-le ici :',
  notYou: 'Si la demande ne vient pas de vous, ne faites rien : l’ancien mot de passe reste valable.',
  holdsUntil: ({ until }) => `Le lien est valable jusqu’au ${until}.`,
};
