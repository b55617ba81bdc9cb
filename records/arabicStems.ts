/**
 * Plurals that change the inside of a word, which no ending tells, by the singular; as they come folded: alif without hamza,
 * ه for ة, ي for ى and for ئ, و for ؤ. Words of this field.
 */
const brokenPlurals = `
  تقرير تقارير|برنامج برامج|نشاط انشطه|جهاز اجهزه|صندوق صناديق|مبدا مبادي|هدف اهداف|حق حقوق|قضيه قضايا|مساله مسايل|وسيله وسايل
  |تدبير تدابير|مشروع مشاريع|مورد موارد|عمل اعمال|طرف اطراف|عضو اعضاء|مركز مراكز|شعب شعوب|نساء امراه نسوه مراه|طفل اطفال|بلد بلدان|منطقه مناطق
  |جهد جهود|فرد افراد|شخص اشخاص|شاب شباب|فتاه فتيات|فرصه فرص|نتيجه نتايج|خطه خطط|نظام نظم انظمه|فريق افرقه|اتفاق اتفاقات|قانون قوانين
  |معيار معايير|موتمر موتمرات|حكم احكام|بعد ابعاد|اثر اثار|خطر اخطار مخاطر|مخطر مخاطر|سبب اسباب|سبيل سبل|دور ادوار|مهمه مهام|ممثل ممثلون
  |خبير خبراء|رييس روساء|وزير وزراء|شريك شركاء|عامل عوامل|عايق عوايق|حاجز حواجز|مصلحه مصالح|مقصد مقاصد|غرض اغراض|شكل اشكال|نوع انواع
  |مصدر مصادر|مرحله مراحل|مجال مجالات|ميدان ميادين|اقليم اقاليم|حد حدود|ارض اراضي|سوق اسواق|سلاح اسلحه|جريمه جرايم|دليل ادله|قاعده قواعد
  |وثيقه وثايق|ملحق ملاحق|مرفق مرافق|فقره فقرات|ماده مواد|بند بنود|حل حلول|امر امور|مال اموال|قطاع قطاعات|مدينه مدن|جزيره جزر|بحر بحار
  |محيط محيطات|مرض امراض|وباء اوبيه|كارثه كوارث|حرب حروب|ازمه ازمات|نزاع نزاعات|لاجي لاجيون|ضحيه ضحايا|مهاجر مهاجرون|سجين سجناء|رهينه رهاين
  |راي اراء|فكره افكار|قيمه قيم|ثقافه ثقافات|لغه لغات|دين اديان ديون|جيل اجيال|طالب طلاب طلبه|مدرسه مدارس|عالم علماء|علم علوم|فن فنون
  |مكتب مكاتب|موظف موظفون|منصب مناصب|نص نصوص|عنصر عناصر|ركن اركان|اساس اسس|مدخل مداخل|منظور مناظير|منهج مناهج|نهج نهوج|اطار اطر
  |مجلس مجالس|مقر مقار|دايره دواير|درس دروس|خيار خيارات|شرط شروط|عقد عقود|قرن قرون|شهر اشهر شهور|يوم ايام|سنه سنوات سنين|عام اعوام
  |اداه ادوات|قيد قيود|ضرر اضرار|صك صكوك|مصرف مصارف|بنك بنوك|مكسب مكاسب|رقم ارقام|ظرف ظروف|وضع اوضاع|عدد اعداد|وجه اوجه وجوه|جانب جوانب
  |موقع مواقع|موقف مواقف|معهد معاهد|معبر معابر|مرجع مراجع|مسار مسارات|مكان اماكن|طريق طرق|طريقه طرايق|تحد تحديات|ثغره ثغرات|فجوه فجوات
  |دوله دول|كيان كيانات|وكاله وكالات|هييه هييات|قايد قاده|ناشط نشطاء|زعيم زعماء|سفير سفراء|مندوب مندوبون|امين امناء|حكومه حكومات
  |لجنه لجان|قوه قوي قوات|شرطي شرطه|جندي جنود|جيش جيوش|لغم الغام|قنبله قنابل|ذخيره ذخاير|عين اعيان|صوت اصوات|نسبه نسب|سلسله سلاسل|حلقه حلقات
  |تشريع تشريعات|سياسه سياسات|خدمه خدمات|مياه ماء|غذاء اغذيه|دواء ادويه|لقاح لقاحات|بيت بيوت|مسكن مساكن|اسره اسر|اب اباء|ام امهات
`;

const singulars: ReadonlyMap<string, string> = new Map(
  brokenPlurals.split('|').flatMap((group) => {
    const [singular = '', ...plurals] = group.trim().split(' ');
    return plurals.map((plural) => [plural, singular] as const);
  }),
);

/** "the", "and the", "by the", "for the": the article and what stands before it are surely none of the word. */
const article = /^[وف]?(?:ال|بال|كال|لل)(?=..)/;
/** "and", "by", "for", "as", "so", written to a word without article: or the first letters of it. */
const particle = /^[وبلكف](?=...)/;
const particles = /^[وف][بلك](?=...)/;
/** "for" before a word that begins with ل itself, "للجنة", looks like "for the". */
const doubled = /^[وف]?ل(?=ل...)/;
/** "its", "their", "our", behind a feminine with its ت. */
const owners = /(?:(?<=...)ت)?(?:(?<=...)(?:ه|نا)|(?<=..)(?:ها|هم|هن|هما))$/;
/** Plural, dual and feminine. Not ي of "international": that word is not "States". */
const endings = /(?<=...)(?:تين|تان|ات|ون|ين|ان|وا|ه)$/;
/** The accusative, "تقريرا". */
const accusative = /(?<=...)ا$/;

/** Without owner, number and gender. What is inflected inside comes from the table. */
function stem(word: string): string {
  const unowned = word.replace(owners, '');
  const bare = singulars.get(word) ?? singulars.get(unowned) ?? singulars.get(word.replace(accusative, '')) ?? unowned;
  const ended = bare.replace(endings, '');
  return ended === bare ? bare.replace(accusative, '') : ended;
}

/** The stems a folded Arabic word can have: more than one where a letter may be a particle, or "نا" an accusative and no owner. */
export function arabicStems(word: string): readonly string[] {
  const bare = word.replace(article, '');
  const shorter = [bare.replace(particle, ''), bare.replace(particles, ''), word.replace(doubled, '')];
  const readings = [bare, ...shorter.filter((each) => each !== bare && each !== word)].flatMap((each) =>
    each.endsWith('نا') ? [each, each.slice(0, -1)] : [each],
  );
  return [...new Set(readings.map(stem))];
}
