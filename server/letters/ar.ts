import type { Words } from './words.ts';

/** Verbs that would agree with the name of a body are avoided: it may be of either gender. */
export const ar: Words<'zero' | 'one' | 'two' | 'few' | 'many' | 'other'> = {
  greeting: ({ name }) => `تحية طيبة وبعد، ${name}،`,
  open: 'فتح البرنامج:',
  footer: 'أعدَّ هذه الرسالةَ نظامُ Rapport الذي تحتفظ فيه الأطراف بسجل تعاونها.',

  requestSubject: ({ title }) => `يُرجى تقديم تقرير: ${title}`,
  asked: {
    zero: ({ asker, body, due }) => `يُرجى منكم تقديم تقرير باسم ${body} في موعد أقصاه ${due}. الجهة الطالبة: ${asker}.`,
    one: ({ asker, body, due }) =>
      `يُرجى منكم تقديم تقرير عن مسألة واحدة باسم ${body} في موعد أقصاه ${due}. الجهة الطالبة: ${asker}.`,
    two: ({ asker, body, due }) =>
      `يُرجى منكم تقديم تقرير عن مسألتين باسم ${body} في موعد أقصاه ${due}. الجهة الطالبة: ${asker}.`,
    few: ({ asker, body, due, n }) =>
      `يُرجى منكم تقديم تقرير عن ${n} مسائل باسم ${body} في موعد أقصاه ${due}. الجهة الطالبة: ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `يُرجى منكم تقديم تقرير عن ${n} مسألة باسم ${body} في موعد أقصاه ${due}. الجهة الطالبة: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `يُرجى منكم تقديم تقرير عن ${n} مسألة باسم ${body} في موعد أقصاه ${due}. الجهة الطالبة: ${asker}.`,
  },
  asDeputy: ({ body }) =>
    `تصلكم هذه الرسالة بصفتكم نائبًا: فقد تعذّر الاتصال بجهة التنسيق في ${body}، أو أن المنصب شاغر.`,
  asCoordinator: ({ body }) => `تصلكم هذه الرسالة بصفتكم منسّقًا: فلا توجد في ${body} جهة تنسيق يمكن الاتصال بها.`,
  answerHere: 'يمكنكم الرد هنا دون حاجة إلى حساب:',
  linkHolds: ({ until }) => `هذا الرابط خاص بكم وحدكم وهو صالح حتى ${until}. يُرجى عدم إطلاع الغير عليه.`,

  reminderSubject: ({ title }) => `تذكير: ${title}`,
  left: {
    zero: ({ asker, body, due }) => `يحل اليوم ${due} موعد تقديم تقرير ${body}. الجهة الطالبة: ${asker}.`,
    one: ({ asker, body, due }) =>
      `بقي يوم واحد: يحل موعد تقديم تقرير ${body} غدًا، في ${due}. الجهة الطالبة: ${asker}.`,
    two: ({ asker, body, due }) => `بقي يومان: يحل موعد تقديم تقرير ${body} في ${due}. الجهة الطالبة: ${asker}.`,
    few: ({ asker, body, due, n }) =>
      `بقيت ${n} أيام: يحل موعد تقديم تقرير ${body} في ${due}. الجهة الطالبة: ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `بقي ${n} يومًا: يحل موعد تقديم تقرير ${body} في ${due}. الجهة الطالبة: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `بقي ${n} يوم: يحل موعد تقديم تقرير ${body} في ${due}. الجهة الطالبة: ${asker}.`,
  },
  dueToday: ({ asker, body, due }) => `يحل اليوم، ${due}، موعد تقديم تقرير ${body}. الجهة الطالبة: ${asker}.`,
  late: {
    zero: ({ asker, body, due }) => `حلّ اليوم ${due} موعد تقديم تقرير ${body}. الجهة الطالبة: ${asker}.`,
    one: ({ asker, body, due }) => `انقضى أمس، في ${due}، موعد تقديم تقرير ${body}. الجهة الطالبة: ${asker}.`,
    two: ({ asker, body, due }) => `انقضى موعد تقديم تقرير ${body} في ${due}، منذ يومين. الجهة الطالبة: ${asker}.`,
    few: ({ asker, body, due, n }) =>
      `انقضى موعد تقديم تقرير ${body} في ${due}، منذ ${n} أيام. الجهة الطالبة: ${asker}.`,
    many: ({ asker, body, due, n }) =>
      `انقضى موعد تقديم تقرير ${body} في ${due}، منذ ${n} يومًا. الجهة الطالبة: ${asker}.`,
    other: ({ asker, body, due, n }) =>
      `انقضى موعد تقديم تقرير ${body} في ${due}، منذ ${n} يوم. الجهة الطالبة: ${asker}.`,
  },

  agreementSubject: ({ title }) => `انتهاء اتفاق: ${title}`,
  ends: {
    zero: ({ title, on }) => `ينتهي اليوم، ${on}، الاتفاق التالي: ${title}.`,
    one: ({ title, on }) => `ينتهي غدًا، في ${on}، الاتفاق التالي: ${title}.`,
    two: ({ title, on }) => `ينتهي بعد يومين، في ${on}، الاتفاق التالي: ${title}.`,
    few: ({ title, on, n }) => `ينتهي بعد ${n} أيام، في ${on}، الاتفاق التالي: ${title}.`,
    many: ({ title, on, n }) => `ينتهي بعد ${n} يومًا، في ${on}، الاتفاق التالي: ${title}.`,
    other: ({ title, on, n }) => `ينتهي بعد ${n} يوم، في ${on}، الاتفاق التالي: ${title}.`,
  },
  endsToday: ({ title, on }) => `ينتهي اليوم، ${on}، الاتفاق التالي: ${title}.`,
  ended: {
    zero: ({ title, on }) => `انتهى اليوم، ${on}، الاتفاق التالي: ${title}.`,
    one: ({ title, on }) => `انتهى أمس، في ${on}، الاتفاق التالي: ${title}.`,
    two: ({ title, on }) => `انتهى منذ يومين، في ${on}، الاتفاق التالي: ${title}.`,
    few: ({ title, on, n }) => `انتهى منذ ${n} أيام، في ${on}، الاتفاق التالي: ${title}.`,
    many: ({ title, on, n }) => `انتهى منذ ${n} يومًا، في ${on}، الاتفاق التالي: ${title}.`,
    other: ({ title, on, n }) => `انتهى منذ ${n} يوم، في ${on}، الاتفاق التالي: ${title}.`,
  },
  decide: 'يُرجى بيان ما إذا كان قد جُدِّد أو استُعيض عنه بغيره أو بلغ نهايته.',

  outcomesSubject: ({ body }) => `متأخرات: ما يتعين إنجازه من جانب ${body}`,
  overdue: {
    zero: ({ body, programme }) => `لا توجد مهام متأخرة لدى ${body}. البرنامج: ${programme}.`,
    one: ({ body, programme }) => `تأخرت مهمة واحدة عن موعدها لدى ${body}. البرنامج: ${programme}.`,
    two: ({ body, programme }) => `تأخرت مهمتان عن موعدهما لدى ${body}. البرنامج: ${programme}.`,
    few: ({ body, programme, n }) => `تأخرت ${n} مهام عن مواعيدها لدى ${body}. البرنامج: ${programme}.`,
    many: ({ body, programme, n }) => `تأخرت ${n} مهمة عن مواعيدها لدى ${body}. البرنامج: ${programme}.`,
    other: ({ body, programme, n }) => `تأخرت ${n} مهمة عن مواعيدها لدى ${body}. البرنامج: ${programme}.`,
  },
  overdueItem: ({ text, due }) => `– ${text} (الموعد: ${due})`,
  more: {
    zero: () => 'القائمة أعلاه كاملة.',
    one: () => 'وهناك مهمة أخرى غير مدرجة هنا.',
    two: () => 'وهناك مهمتان أخريان غير مدرجتين هنا.',
    few: ({ n }) => `وهناك ${n} مهام أخرى غير مدرجة هنا.`,
    many: ({ n }) => `وهناك ${n} مهمة أخرى غير مدرجة هنا.`,
    other: ({ n }) => `وهناك ${n} مهمة أخرى غير مدرجة هنا.`,
  },

  invitationSubject: 'دعوة إلى نظام Rapport',
  invited: 'أنتم مدعوون إلى استخدام نظام Rapport الذي تحتفظ فيه الأطراف بسجل تعاونها.',
  invitedBy: ({ inviter }) =>
    `أنتم مدعوون إلى استخدام نظام Rapport الذي تحتفظ فيه الأطراف بسجل تعاونها. صاحب الدعوة: ${inviter}.`,
  acceptHere: 'اختاروا هنا طريقة تسجيل الدخول:',
  resetSubject: 'تعيين كلمة سر جديدة',
  reset: 'طُلب تعيين كلمة سر جديدة لحسابكم، والأرجح أنكم أنتم من طلب ذلك.',
  resetHere: 'يمكنكم تعيينها هنا:',
  notYou: 'إن لم تكونوا أنتم من طلب ذلك فلا حاجة إلى أي إجراء: كلمة السر القديمة لا تزال صالحة.',
  holdsUntil: ({ until }) => `الرابط صالح حتى ${until}.`,
};
