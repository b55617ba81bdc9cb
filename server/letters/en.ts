import type { Words } from './words.ts';

export const en: Words<'one' | 'other'> = {
  greeting: ({ name }) => `Dear ${name},`,
  open: 'Open the programme:',
  footer: 'This letter was written by Rapport, where the parties keep the record of their cooperation.',

  requestSubject: ({ title }) => `Please report: ${title}`,
  asked: {
    one: ({ asker, body, due }) =>
      `You are asked to report on one matter on behalf of ${body} by ${due}. Asked by: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `You are asked to report on ${n} matters on behalf of ${body} by ${due}. Asked by: ${asker}.`,
  },
  asDeputy: ({ body }) =>
    `This comes to you as deputy: the focal point of ${body} cannot be reached, or the post is vacant.`,
  asCoordinator: ({ body }) => `This comes to you as coordinator: ${body} has no focal point who can be reached.`,
  answerHere: 'Answer here; you need no account:',
  linkHolds: ({ until }) => `The link is meant for you alone and holds until ${until}. Please do not pass it on.`,

  reminderSubject: ({ title }) => `Reminder: ${title}`,
  left: {
    one: ({ asker, body, due }) =>
      `One day is left: the report of ${body} is due tomorrow, on ${due}. Asked by: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `${n} days are left: the report of ${body} is due on ${due}. Asked by: ${asker}.`,
  },
  dueToday: ({ asker, body, due }) => `The report of ${body} is due today, ${due}. Asked by: ${asker}.`,
  late: {
    one: ({ asker, body, due }) => `The report of ${body} was due yesterday, on ${due}. Asked by: ${asker}.`,
    other: ({ asker, body, due, n }) => `The report of ${body} was due on ${due}, ${n} days ago. Asked by: ${asker}.`,
  },

  agreementSubject: ({ title }) => `End of an agreement: ${title}`,
  ends: {
    one: ({ title, on }) => `${title} ends tomorrow, on ${on}.`,
    other: ({ title, on, n }) => `${title} ends in ${n} days, on ${on}.`,
  },
  endsToday: ({ title, on }) => `${title} ends today, ${on}.`,
  ended: {
    one: ({ title, on }) => `${title} ended yesterday, on ${on}.`,
    other: ({ title, on, n }) => `${title} ended ${n} days ago, on ${on}.`,
  },
  decide: 'Please record whether it is renewed, replaced or has come to its end.',

  outcomesSubject: ({ body }) => `Overdue: what ${body} was to do`,
  overdue: {
    one: ({ body, programme }) => `One thing that ${body} was to do is overdue. Programme: ${programme}.`,
    other: ({ body, programme, n }) => `${n} things that ${body} was to do are overdue. Programme: ${programme}.`,
  },
  overdueItem: ({ text, due }) => `– ${text} (due on ${due})`,
  more: {
    one: () => 'One more is not listed here.',
    other: ({ n }) => `${n} more are not listed here.`,
  },

  invitationSubject: 'Invitation to Rapport',
  invited: 'You are invited to Rapport, where the parties keep the record of their cooperation.',
  invitedBy: ({ inviter }) =>
    `You are invited to Rapport, where the parties keep the record of their cooperation. Invited by: ${inviter}.`,
  acceptHere: 'Choose here how you sign in:',
  resetSubject: 'Setting a new password',
  reset: 'Somebody asked for a new password to be set for your account; probably it was you.',
  resetHere: 'Set it here:',
  notYou: 'If it was not you, do nothing: the old password still holds.',
  holdsUntil: ({ until }) => `The link holds until ${until}.`,
};
