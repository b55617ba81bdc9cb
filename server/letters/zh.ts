import type { Words } from './words.ts';

export const zh: Words<'other'> = {
  greeting: ({ name }) => `${name}：您好！`,
  open: '打开方案：',
  footer: '本函由 Rapport 系统编写，各方在该系统中记录彼此的合作。',

  requestSubject: ({ title }) => `请提交报告：${title}`,
  asked: {
    other: ({ asker, body, due, n }) => `请您代表${body}至迟于${due}就${n}个事项提交报告。提出方：${asker}。`,
  },
  asDeputy: ({ body }) => `本函发给您，因为您是副协调人：${body}的协调人无法联系，或该职位空缺。`,
  asCoordinator: ({ body }) => `本函发给您，因为您是总协调人：${body}没有可以联系的协调人。`,
  answerHere: '请在此答复，无须帐户：',
  linkHolds: ({ until }) => `此链接仅供您本人使用，有效期至${until}，请勿转发。`,

  reminderSubject: ({ title }) => `提醒：${title}`,
  left: {
    other: ({ asker, body, due, n }) => `距截止日期还有${n}天：${body}的报告应至迟于${due}提交。提出方：${asker}。`,
  },
  dueToday: ({ asker, body, due }) => `${body}的报告应于今天（${due}）提交。提出方：${asker}。`,
  late: {
    other: ({ asker, body, due, n }) => `${body}的报告应于${due}提交，已逾期${n}天。提出方：${asker}。`,
  },

  agreementSubject: ({ title }) => `协定到期：${title}`,
  ends: { other: ({ title, on, n }) => `下列协定将于${n}天后（${on}）到期：${title}。` },
  endsToday: ({ title, on }) => `下列协定今天（${on}）到期：${title}。`,
  ended: { other: ({ title, on, n }) => `下列协定已于${n}天前（${on}）到期：${title}。` },
  decide: '请注明该协定是已延长、已被取代还是已终止。',

  outcomesSubject: ({ body }) => `逾期事项：${body}`,
  overdue: { other: ({ body, programme, n }) => `由${body}负责的${n}个事项已经逾期。方案：${programme}。` },
  overdueItem: ({ text, due }) => `– ${text}（截止日期：${due}）`,
  more: { other: ({ n }) => `另有${n}项未在此列出。` },

  invitationSubject: '邀请使用 Rapport',
  invited: '邀请您使用 Rapport 系统，各方在该系统中记录彼此的合作。',
  invitedBy: ({ inviter }) => `邀请您使用 Rapport 系统，各方在该系统中记录彼此的合作。邀请人：${inviter}。`,
  acceptHere: '请在此选择登录方式：',
  resetSubject: '设置新密码',
  reset: '有人要求为您的帐户设置新密码，很可能是您本人。',
  resetHere: '请在此设置：',
  notYou: '如非您本人要求，无须采取任何行动：原密码仍然有效。',
  holdsUntil: ({ until }) => `此链接有效期至${until}。`,
};
