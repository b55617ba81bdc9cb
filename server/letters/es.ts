import type { Words } from './words.ts';

export const es: Words<'one' | 'many' | 'other'> = {
  greeting: ({ name }) => `A la atención de ${name}:`,
  open: 'Abrir el programa:',
  footer: 'Esta carta fue redactada por Rapport, donde las partes llevan el registro de su cooperación.',

  requestSubject: ({ title }) => `Se solicita un informe: ${title}`,
  asked: {
    one: ({ asker, body, due }) =>
      `Se le pide que informe sobre un asunto, en nombre de ${body}, a más tardar el ${due}. Solicitante: ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `Se le pide que informe sobre ${n} de asuntos, en nombre de ${body}, a más tardar el ${due}. Solicitante: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `Se le pide que informe sobre ${n} asuntos, en nombre de ${body}, a más tardar el ${due}. Solicitante: ${asker}.`,
  },
  asDeputy: ({ body }) =>
    `Recibe esta carta como suplente: no se puede contactar con el punto focal de ${body} o el puesto está vacante.`,
  asCoordinator: ({ body }) =>
    `Recibe esta carta como persona coordinadora: ${body} no tiene un punto focal con el que se pueda contactar.`,
  answerHere: 'Responda aquí; no necesita una cuenta:',
  linkHolds: ({ until }) => `El enlace es personal y es válido hasta el ${until}. Le rogamos que no lo comparta.`,

  reminderSubject: ({ title }) => `Recordatorio: ${title}`,
  left: {
    one: ({ asker, body, due }) =>
      `Queda un día: el informe de ${body} vence mañana, el ${due}. Solicitante: ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `Quedan ${n} de días: el informe de ${body} vence el ${due}. Solicitante: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `Quedan ${n} días: el informe de ${body} vence el ${due}. Solicitante: ${asker}.`,
  },
  dueToday: ({ asker, body, due }) => `El informe de ${body} vence hoy, ${due}. Solicitante: ${asker}.`,
  late: {
    one: ({ asker, body, due }) => `El informe de ${body} venció ayer, el ${due}. Solicitante: ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `El informe de ${body} venció el ${due}, hace ${n} de días. Solicitante: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `El informe de ${body} venció el ${due}, hace ${n} días. Solicitante: ${asker}.`,
  },

  agreementSubject: ({ title }) => `Fin de un acuerdo: ${title}`,
  ends: {
    one: ({ title, on }) => `El siguiente acuerdo termina mañana, el ${on}: ${title}.`,
    many: ({ title, on, n }) => `El siguiente acuerdo termina dentro de ${n} de días, el ${on}: ${title}.`,
    other: ({ title, on, n }) => `El siguiente acuerdo termina dentro de ${n} días, el ${on}: ${title}.`,
  },
  endsToday: ({ title, on }) => `El siguiente acuerdo termina hoy, ${on}: ${title}.`,
  ended: {
    one: ({ title, on }) => `El siguiente acuerdo terminó ayer, el ${on}: ${title}.`,
    many: ({ title, on, n }) => `El siguiente acuerdo terminó hace ${n} de días, el ${on}: ${title}.`,
    other: ({ title, on, n }) => `El siguiente acuerdo terminó hace ${n} días, el ${on}: ${title}.`,
  },
  decide: 'Indique si se ha renovado o sustituido, o si ha llegado a su fin.',

  outcomesSubject: ({ body }) => `Con retraso: tareas de ${body}`,
  overdue: {
    one: ({ body, programme }) => `Una tarea de ${body} lleva retraso. Programa: ${programme}.`,
    many: ({ body, programme, n }) => `${n} de tareas de ${body} llevan retraso. Programa: ${programme}.`,
    other: ({ body, programme, n }) => `${n} tareas de ${body} llevan retraso. Programa: ${programme}.`,
  },
  overdueItem: ({ text, due }) => `– ${text} (fecha límite: ${due})`,
  more: {
    one: () => 'Hay una más que no figura en esta lista.',
    many: ({ n }) => `Hay ${n} más que no figuran en esta lista.`,
    other: ({ n }) => `Hay ${n} más que no figuran en esta lista.`,
  },

  invitationSubject: 'Invitación a Rapport',
  invited: 'Se le invita a utilizar Rapport, donde las partes llevan el registro de su cooperación.',
  invitedBy: ({ inviter }) =>
    `Se le invita a utilizar Rapport, donde las partes llevan el registro de su cooperación. Invitación de: ${inviter}.`,
  acceptHere: 'Elija aquí cómo desea iniciar sesión:',
  resetSubject: 'Nueva contraseña',
  reset: 'Se ha pedido una nueva contraseña para su cuenta; probablemente lo haya hecho usted.',
  resetHere: 'Elíjala aquí:',
  notYou: 'Si no ha sido usted, no haga nada: la contraseña anterior sigue siendo válida.',
  holdsUntil: ({ until }) => `El enlace es válido hasta el ${until}.`,
};
