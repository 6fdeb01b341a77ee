/**
 * @module Every sentence of the element in Arabic. Stripe's own labels stay as Stripe's Dashboard shows them.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { Texts } from "./en.ts";

/** A noun as Arabic counts it. The first two say their number themselves. */
type Forms = readonly [one: string, two: string, few: string, many: string, other: string];

const RULES = ["one", "two", "few", "many"];
const plural = new Intl.PluralRules("ar");

/** Numbers that the noun says itself, in either kind of digits. */
const SAID = /^[12١٢]$/;

const MINUTES: Forms = ["دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة", "دقيقة"];

const resources: Readonly<Record<ResourceName, Forms>> = {
  customers: ["عميل واحد", "عميلان", "عملاء", "عميلًا", "عميل"],
  subscriptions: ["اشتراك واحد", "اشتراكان", "اشتراكات", "اشتراكًا", "اشتراك"],
  invoices: ["فاتورة واحدة", "فاتورتان", "فواتير", "فاتورة", "فاتورة"],
  charges: ["عملية تحصيل واحدة", "عمليتا تحصيل", "عمليات تحصيل", "عملية تحصيل", "عملية تحصيل"],
  refunds: ["عملية استرداد واحدة", "عمليتا استرداد", "عمليات استرداد", "عملية استرداد", "عملية استرداد"],
  payment_intents: ["عملية دفع واحدة", "عمليتا دفع", "عمليات دفع", "عملية دفع", "عملية دفع"],
  setup_intents: ["إعداد دفع واحد", "إعدادا دفع", "إعدادات دفع", "إعداد دفع", "إعداد دفع"],
  disputes: ["نزاع واحد", "نزاعان", "نزاعات", "نزاعًا", "نزاع"],
  credit_notes: ["إشعار دائن واحد", "إشعاران دائنان", "إشعارات دائنة", "إشعارًا دائنًا", "إشعار دائن"],
  checkout_sessions: ["جلسة دفع واحدة", "جلستا دفع", "جلسات دفع", "جلسة دفع", "جلسة دفع"],
  products: ["منتج واحد", "منتجان", "منتجات", "منتجًا", "منتج"],
  prices: ["سعر واحد", "سعران", "أسعار", "سعرًا", "سعر"],
  coupons: ["قسيمة واحدة", "قسيمتان", "قسائم", "قسيمة", "قسيمة"],
  promotion_codes: ["رمز ترويجي واحد", "رمزان ترويجيان", "رموز ترويجية", "رمزًا ترويجيًا", "رمز ترويجي"],
  tax_rates: ["معدل ضريبة واحد", "معدلا ضريبة", "معدلات ضريبة", "معدل ضريبة", "معدل ضريبة"],
  subscription_schedules: ["جدول اشتراك واحد", "جدولا اشتراك", "جداول اشتراك", "جدول اشتراك", "جدول اشتراك"],
  payment_methods: ["طريقة دفع واحدة", "طريقتا دفع", "طرق دفع", "طريقة دفع", "طريقة دفع"],
  entitlements: ["استحقاق واحد", "استحقاقان", "استحقاقات", "استحقاقًا", "استحقاق"],
};

/** Keeps a name, or a prefix that does not end in a letter, from running into what stands around it. */
const isolate = (text: string): string => `\u2068${text}\u2069`;

const RESTRICTED = `مفتاح Stripe مقيّدًا (${isolate("rk_…")})`;
const SECRETS_START = `تبدأ أسرار توقيع Webhook بالبادئة ${isolate("whsec_")}`;
const PUBLISHABLE_START = `تبدأ المفاتيح القابلة للنشر بالبادئة ${isolate("pk_")}.`;
const CUT_OFF = "نهايته مفقودة: انسخه من Stripe مرة أخرى.";

const problems: Texts["problems"] = {
  publishable: "هذا مفتاح قابل للنشر، مخصّص لصفحات الويب.",
  webhook_secret: "هذا سر توقيع Webhook، وليس مفتاح API.",
  organization: "هذا مفتاح مؤسسة يشمل عدة حسابات.",
  ephemeral: "هذا مفتاح مؤقت تنتهي صلاحيته قريبًا.",
  managed: "هذا معرّف مفتاح، وليس المفتاح نفسه.",
  name_only: "هذا اسم مفتاح دون المفتاح.",
  masked: "هذا المفتاح محجوب: جزء منه مخفي. يعرض Stripe المفتاح كاملًا مرة واحدة فقط: أنشئ مفتاحًا جديدًا.",
  incomplete: "هذا المفتاح مقطوع: نهايته مفقودة. انسخه مرة أخرى كاملًا.",
  multiple: "هذه عدة مفاتيح، والمطلوب مفتاح واحد.",
  hidden_character: "في المفتاح مسافة أو فاصل أسطر أو محرف آخر ليس منه. انسخه من Stripe مرة أخرى.",
  secret_not_accepted: "هذا مفتاح سري يتيح كل شيء في الحساب.",
  too_long: "هذا أطول من أن يكون مفتاحًا.",
};

const errors: Texts["errors"] = {
  network: "تعذّر الاتصال بالخادم. تحقق من شبكتك ثم أعد المحاولة.",
  no_answer: "لم يستجب الخادم في الوقت المناسب. أعد المحاولة بعد قليل.",
  request_blocked: "لم تُهيّأ هذه الصفحة بعد للوصول إلى الخادم. أبلغ القائمين عليها.",
  no_session: "تعذّر على هذه الصفحة تسجيل دخولك. ما تم ربطه يبقى مربوطًا: أعد المحاولة أو أعد تحميل الصفحة.",
  unreadable_answer: "أرسل الخادم ردًا غير متوقع. أعد المحاولة بعد قليل.",
  oauth_unavailable: "الربط عبر صفحة Stripe غير مُعدّ هنا. الصق مفتاحًا بدلًا من ذلك.",
  oauth_denied: "لم يُمنح الوصول في Stripe، لذا لم يتم ربط أي شيء. يمكنك المحاولة مرة أخرى.",
  oauth_refused: "لم يُكمل Stripe الربط. لم يُحفظ شيء: ابدأ من جديد.",
};

export const TEXTS: Texts = {
  errors,
  problems,
  enter: {
    either: `أدخل ${RESTRICTED} أو مفتاحًا سريًا (${isolate("sk_…")}).`,
    restricted: `أدخل ${RESTRICTED}.`,
    secret: `أدخل مفتاح Stripe سريًا (${isolate("sk_…")}).`,
  },
  loadFailed: "تعذّر التحميل",
  retry: "إعادة المحاولة",
  loading: "جارٍ التحميل…",

  keyCard: "مفتاح API مقيّد",
  whichData: "أي بيانات؟",
  modes: { test: "اختبار", live: "مباشر" },
  createKey: "إنشاء مفتاح في Stripe",
  openKeys: "API keys في Stripe",
  showHow: (minutes) =>
    minutes ? `أرني الطريقة · ${sayNumber(String(minutes), sayForm(MINUTES, minutes))}` : "أرني الطريقة",
  hideHow: "إخفاء الخطوات",
  toKey: "الانتقال إلى حقل المفتاح",
  howKept: "يُشفَّر قبل حفظه. احذفه في Stripe متى شئت فينتهي الوصول.",
  copy: "نسخ",
  copied: "تم النسخ",
  copyFailed: "غير مسموح: حدّده يدويًا",
  newTab: "يُفتح في علامة تبويب جديدة",
  apiKey: "مفتاح API",
  show: "إظهار",
  hide: "إخفاء",
  goodKey: {
    restricted: { test: "مفتاح اختبار مقيّد.", live: "مفتاح مباشر مقيّد." },
    secret: { test: "مفتاح اختبار سري.", live: "مفتاح مباشر سري." },
  },
  secretKey: "هذا مفتاح سري يتيح كل شيء في الحساب. المفتاح المقيّد أكثر أمانًا.",
  reads: { test: "يقرأ بيانات الاختبار.", live: "يقرأ بيانات عملائك الحقيقيين الذين يدفعون." },
  otherMode: {
    test: "هذا مفتاح اختبار، والمطلوب بيانات مباشرة.",
    live: "هذا مفتاح مباشر، والمطلوب بيانات اختبار.",
  },
  cleaned: "حُذف ما كان حوله.",
  held: "هذا المفتاح محفوظ لمحاولة أخرى.",
  moveToSecret: "نقله إلى حقل سر التوقيع",
  moveToKey: "نقله إلى حقل مفتاح API",
  secretLabel: "سر توقيع Webhook",
  optional: "اختياري",
  secretHint: "ليتمكن Stripe من إرسال أحداثه إلى هنا. يمكنك إضافته لاحقًا.",
  secretProblems: {
    other: `${SECRETS_START}.`,
    cut_off: CUT_OFF,
    is_key: `هذا مفتاح API. ${SECRETS_START}.`,
  },
  connect: "اختبار وربط",
  connecting: "جارٍ اختبار الربط…",

  never: (product) => `ما لا يصل إليه ${product} أبدًا`,

  demoCard: "تجربة الوضع التوضيحي",
  demoHint: "تستكشف فقط؟ عملاء نموذجيون، دون حاجة إلى حساب Stripe.",
  connectDemo: "ربط البيانات التوضيحية",
  loadingDemo: "جارٍ تحميل البيانات التوضيحية…",

  editKey: "تعديل المفتاح في Stripe",

  notConnected: "لم يتم ربط Stripe بعد",
  askAdmin: "يتطلب ربط Stripe دور المسؤول في هذا المشروع. اطلب ذلك من أحد المسؤولين.",

  toasts: {
    connected: { test: "تم ربط Stripe (وضع الاختبار)", live: "تم ربط Stripe (الوضع المباشر)" },
    demo: (customers) => `تم تفعيل الوضع التوضيحي – العملاء النموذجيون المحمَّلون: ${customers}`,
    disconnected: "تم إلغاء ربط Stripe",
  },

  connection: {
    connected: "تم ربط Stripe",
    by: (name, when) => `بواسطة ${isolate(name)}، ${when}`,
    byInvitation: (name, when) => `بواسطة شخص دعاه ${isolate(name)}، ${when}`,
    since: (when) => `منذ ${when}`,
    badges: { test: "وضع الاختبار", live: "الوضع المباشر", demo: "توضيحي" },
    demoLabel: "بيانات توضيحية",
    reconnect: "إعادة الربط",
    reconnectCard: "إعادة ربط Stripe",
    useOwn: "استخدام حسابك في Stripe",
    demoAbout: "عملاء مختلَقون: لا يُقرأ أي حساب Stripe.",
    demoStaysUntil: "تبقى البيانات التوضيحية حتى يتم ربط حسابك.",
    stillConnected: "لا يزال Stripe مربوطًا.",
    wrongData: "تم الربط ولكن ببيانات غير مقصودة؟ الصق مفتاحًا من البيئة الأخرى.",
    staysUntil: "لا يتغير شيء حتى يعمل الربط الجديد.",
    cancel: "إلغاء",
    replace: "استبدال",
    connectMode: { test: "ربط بيانات الاختبار", live: "ربط البيانات المباشرة" },
    connectAnyway: "الربط على أي حال",
    otherAccount: "هذا حساب Stripe مختلف. أتريد استبدال الربط أم الرجوع؟",
    otherData: "هذا يقرأ بيانات غير تلك المطلوبة. أتريد ربطها أم الرجوع؟",
    goBack: "رجوع",
    leftBehind: {
      webhook_endpoint: "لا تزال نقطة نهاية Webhook من الربط السابق موجودة في حساب Stripe التابع له.",
      oauth_access: "لا يزال الوصول الممنوح للربط السابق مُدرجًا في حساب Stripe التابع له.",
    },
    leftBehindLink: {
      webhook_endpoint: "إزالة نقطة النهاية في Stripe",
      oauth_access: "إزالة الوصول في Stripe",
    },
    close: "إغلاق",
    connectedNow: "المربوط الآن:",
    disconnect: "إلغاء الربط",
    disconnectQuestion: "أتريد إلغاء ربط Stripe؟",
    disconnectWhat:
      "يُحذف هنا المفتاح المحفوظ وسر التوقيع وكل ما قُرئ من Stripe. أما المفتاح نفسه فيبقى صالحًا حتى تحذفه في Stripe.",
    disconnectManaged: "يُحذف ما حُفظ وقُرئ هنا، وتُزال نقطة نهاية Webhook أو يُزال الوصول من حسابك في Stripe.",
    disconnectWhatDemo: "تُزال البيانات التوضيحية. يمكنك تحميلها من جديد.",
    disconnecting: "جارٍ إلغاء الربط…",
    keep: "إبقاء الربط",
    permissions: "أذونات المفتاح",
    permissionsOfAccess: "الأذونات",
    recheck: "إعادة الفحص",
    checking: "جارٍ الفحص…",
    checkedAt: (when) => `آخر فحص: ${when}`,
    statuses: {
      missing: "ناقص",
      off: "غير ممنوح",
      unknown: "لم يستجب Stripe",
      unchecked: "لم يُفحص",
    },
    uncheckedWhy: "«لم يُفحص»: لا شيء يثبت هذا الإذن مسبقًا، بل يتبيّن عند استخدامه.",
    asBefore: "أدناه نتيجة آخر فحص.",
    asOf: (when) => `الحالة في ${when}، قبل الرفض`,
    allGranted: "جميع الأذونات المطلوبة ممنوحة.",
    grant: (access, label) =>
      `امنح مفتاحك المقيّد إذن ${access === "read" ? "القراءة (Read)" : "الكتابة (Write)"} على ${label}`,
    goOn: "يمكنك المتابعة.",
    continue: "متابعة",
    pasteNew: "لصق مفتاح جديد",
    askAgain: "إعادة السؤال الآن",
    connectAgain: "إعادة الربط عبر Stripe",
    nowGranted: (labels) => `أذونات مُنحت الآن: ${labels}.`,
    nowLost: (labels) => `أذونات لم تعد ممنوحة: ${labels}.`,
    newest: (date) => `أحدث عميل: ${date}`,
    noCustomers: "لا عملاء بعد",
    noSubscriptions: "لا توجد أي اشتراكات: هل هذا هو الحساب الصحيح؟",
    secretWarning: (product) =>
      `هذا مفتاح سري يتيح كل شيء في الحساب. لا يحتاج ${product} إلى ذلك: يُرجى استبداله بمفتاح مقيّد.`,
    replaceSecret: "استبداله بمفتاح مقيّد",
    excess: (product, labels) =>
      `يتيح هذا المفتاح أكثر مما يحتاج إليه ${isolate(product)}: ${isolate(labels)}. المفتاح الأقل أذونات أكثر أمانًا.`,
    webhook: {
      title: "الأحداث",
      waiting: "في انتظار أول حدث…",
      last: (when) => `آخر حدث: ${when}`,
      failed: "تعذّر إنشاء نقطة النهاية في Stripe حتى الآن.",
      managed: "أُنشئت نقطة النهاية في حسابك في Stripe نيابةً عنك.",
      placeholder: "سر التوقيع لا يزال قيمة مؤقتة.",
      none: "اختياري: يمكن أن يرسل Stripe أحداثه إلى هنا.",
      setUp: "إعداد",
      change: "تغيير",
      open: "افتح",
      page: "Webhooks في Stripe",
      add: "وأضف نقطة نهاية بهذا العنوان:",
      select: "حدّد هذه الأحداث:",
      copyAll: "نسخ الكل",
      paste: "الصق سر التوقيع الخاص بها:",
      save: "حفظ",
      saving: "جارٍ الحفظ…",
      saved: "تم حفظ سر التوقيع.",
      notSaved: "لم يُحفظ.",
    },
  },

  sync: {
    title: "تجري قراءة حسابك",
    titlePaused: "القراءة متوقفة مؤقتًا",
    starting: "تبدأ القراءة بعد قليل.",
    goOn: "يمكنك المتابعة. تستمر القراءة تلقائيًا حتى إن أغلقت هذه الصفحة.",
    resource: (name, count) => sayForm(resources[name], count),
    count: (done, name) => sayNumber(done, name),
    countOf: (done, name, total) =>
      SAID.test(total) ? `${name}: ${done} من نحو ${total}` : `${done} من نحو ${total} ${name}`,
    read: (what) => `تمت القراءة: ${what}`, // after a colon the noun keeps its form
    readAll: "تمت قراءة حسابك",
    means: {
      webhooks: "تصل التغييرات فورًا",
      events: "تحقّق كل بضع دقائق",
      lists: "تحقّق كل بضع دقائق",
      demo: "بيانات توضيحية",
    },
    goesOn: {
      byItself: "تُستأنف القراءة تلقائيًا.",
      at: (time) => `تُستأنف القراءة في الساعة ${time}.`,
      tomorrow: "تُستأنف القراءة غدًا.",
      on: (date) => `تُستأنف القراءة في ${date}.`,
    },
    kept: "ما قُرئ محفوظ.",
  },

  invitation: {
    ask: "هل الوصول إلى Stripe لدى شخص آخر؟",
    making: "جارٍ إنشاء الرابط…",
    title: "اطلب من أحد زملائك",
    waiting: "في الانتظار",
    opened: "فُتح",
    how: (when) =>
      `أرسل هذا الرابط إلى من يستطيع إنشاء مفاتيح في Stripe. يفتح هذه الخطوة مرة واحدة، حتى ${when}. لا يشارك أحد بيانات دخوله، ولا يرسل أحد مفتاحًا في محادثة.`,
    openedAt: (when) => `فُتح: ${when}.`,
    follows: "تُحدَّث هذه الصفحة تلقائيًا.",
    cancel: "إلغاء الرابط",
  },

  receipt: {
    title: "ما يتيحه هذا المفتاح",
    print: "طباعة",
    close: "إغلاق",
    asked: (when) => `تم الاستعلام من Stripe: ${when}`,
    refused: (when) => `رفضه Stripe: ${when}. أدناه ما كان ساريًا قبل ذلك.`,
    notAsked: "لم يُستعلم عنه",
  },

  oauth: {
    title: "ربط Stripe",
    about: "توافق على صفحة Stripe ثم تعود إلى هنا، دون لصق أي شيء.",
    connect: "الربط عبر Stripe",
    leaving: "جارٍ فتح Stripe…",
    back: "عدتَ من Stripe. يستغرق هذا بضع ثوانٍ.",
    finishing: "جارٍ إتمام الربط…",
    toKey: "لصق مفتاح API بدلًا من ذلك",
    toOauth: "الربط عبر Stripe بدلًا من ذلك",
  },

  credentials: {
    title: "مفاتيح API في Stripe",
    publishable: "مفتاح قابل للنشر",
    problems: {
      missing: `أدخل المفتاح القابل للنشر أيضًا: يبدأ بالبادئة ${isolate("pk_")}.`,
      other: PUBLISHABLE_START,
      cut_off: CUT_OFF,
      is_key: `هذا مفتاح سري أو مقيّد، وله حقل خاص به. ${PUBLISHABLE_START}`,
    },
    differs: "المفتاحان من وضعين مختلفين: يجب أن يكون كلاهما للاختبار أو كلاهما مباشرًا.",
    good: { test: "مفتاح اختبار قابل للنشر.", live: "مفتاح مباشر قابل للنشر." },
    moveToPublishable: "نقله إلى حقل المفتاح القابل للنشر",
    later: "يمكنك لصقه لاحقًا",
    laterHint: "للإعداد الأولي، يمكنك استخدام قيمة مؤقتة لسر توقيع Webhook وتحديثها لاحقًا.",
    placeholder: "هذه قيمة مؤقتة. يمكنك تحديثها لاحقًا.",
  },

  help: {
    benefits: "ما ستحصل عليه",
    without: "بدون Stripe",
    with: "مع Stripe",
    why: "لماذا نطلب هذا",
    questions: "الأسئلة الشائعة",
    troubleshooting: "حل المشكلات",
    revoke: "كيفية إلغاء الوصول",
    next: "ما الذي يحدث بعد ذلك",
    contact: "لا تزال لديك أسئلة؟ راسلنا على",
  },
};

/** Returns the form for `count`; zero takes that of a hundred. */
function sayForm(forms: Forms, count: number): string {
  return forms[RULES.indexOf(plural.select(count))] ?? forms[4];
}

/** Returns a formatted number and its noun, or the noun alone where it says the number. */
function sayNumber(number: string, noun: string): string {
  return SAID.test(number) ? noun : `${number} ${noun}`;
}
