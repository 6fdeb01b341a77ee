/**
 * @module What the Worker says in Arabic: its errors, what is the matter with a connection, and Stripe's wizard. Stripe's own labels
 * stay as Stripe's Dashboard shows them.
 */

import type { WorkerTexts } from "./worker-texts.ts";

const NOTHING_SAVED = "لم يُحفظ شيء: أعد المحاولة بعد قليل.";

export const AR: WorkerTexts = {
  errors: {
    key_rejected:
      "رفض Stripe مفتاح API. تأكد من أن المفتاح السري أو المقيّد صحيح وتابع للحساب الصحيح ولم يُلغَ.",
    key_expired:
      "انتهت صلاحية هذا المفتاح: استُبدل في Stripe أو انقضت مدته. انسخ المفتاح الجديد من Stripe والصقه هنا.",
    key_ip_restricted:
      "لا يعمل هذا المفتاح إلا من عناوين IP معيّنة. أزل قيد IP عن المفتاح في Stripe ثم أعد المحاولة.",
    access_revoked: "لا يمنح حساب Stripe هذا الوصول، أو أنه سحبه. أعد ربطه.",
    permissions_missing:
      "لا يملك مفتاح API في Stripe الأذونات المطلوبة. امنحه \u2068{permissions}\u2069 ثم أعد الربط.",
    account_differs: "هذا المفتاح تابع لحساب Stripe مختلف. أتريد استبدال الربط أم الرجوع؟",
    account_unknown: "لم يوضّح Stripe أي حساب يتبع له هذا المفتاح. أتريد استبدال الربط أم الرجوع؟",
    mode_differs:
      "يقرأ هذا المفتاح بيانات غير تلك المطلوبة: بيانات اختبار بدل البيانات المباشرة، أو العكس. أتريد ربطها أم الرجوع؟",
    oauth_unavailable: "الربط عبر صفحة Stripe غير مُعدّ هنا. الصق مفتاحًا بدلًا من ذلك.",
    oauth_denied: "لم يُمنح الوصول في Stripe، لذا لم يتم ربط أي شيء. يمكنك المحاولة مرة أخرى.",
    oauth_state_invalid: "رابط العودة هذا من Stripe غير صالح. ابدأ من جديد من صفحة الربط.",
    oauth_expired: "استغرقت العودة من Stripe وقتًا طويلًا. ابدأ من جديد.",
    oauth_refused: "لم يُكمل Stripe الربط. لم يُحفظ شيء: ابدأ من جديد.",
    oauth_misconfigured: "الربط عبر صفحة Stripe غير مُعدّ بشكل صحيح. أبلغ القائمين على هذه الخدمة.",
    publishable_key_missing: "أدخل المفتاح القابل للنشر أيضًا: يبدأ بالبادئة \u2068pk_\u2069.",
    publishable_key_invalid: "تبدأ المفاتيح القابلة للنشر بالبادئة \u2068pk_\u2069.",
    publishable_key_mode_differs: "المفتاحان من وضعين مختلفين: يجب أن يكون كلاهما للاختبار أو كلاهما مباشرًا.",
    stripe_unavailable: `لم يستجب Stripe. ${NOTHING_SAVED}`,
    stripe_busy: `Stripe مشغول: طلبات كثيرة جدًا على هذا الحساب حاليًا. ${NOTHING_SAVED}`,
    stripe_unexpected:
      "رفض Stripe الطلب لسبب لا نعرفه. لم يُحفظ شيء. أبلغ القائمين على هذه الخدمة مع ذكر معرّف الطلب.",
    webhook_secret_invalid: "تبدأ أسرار توقيع Webhook بالبادئة \u2068whsec_\u2069",
    unauthenticated: "لم تعد هذه الصفحة مسجّلة الدخول. أعد تحميلها ثم حاول مرة أخرى.",
    admin_required: "يتطلب ربط Stripe دور المسؤول في هذا المشروع. اطلب ذلك من أحد المسؤولين.",
    rate_limited: "محاولات كثيرة جدًا. انتظر لحظة ثم أعد المحاولة.",
    not_connected: "لم يتم ربط Stripe بعد.",
    demo_unavailable: "لا توجد بيانات توضيحية هنا.",
    connection_changed: "غيّر شخص آخر الربط في هذه الأثناء. راجعه ثم أعد المحاولة.",
    invitation_invalid: "هذا الرابط غير مكتمل. انسخه كاملًا من الرسالة التي وصلك فيها، أو اطلب رابطًا جديدًا.",
    invitation_expired: "انتهت صلاحية هذا الرابط. اطلب رابطًا جديدًا.",
    invitation_used: "استُخدم هذا الرابط: تم ربط Stripe به، ولم يبقَ ما تفعله هنا.",
    invitation_opened: "سبق فتح هذا الرابط في متصفح آخر. تابع هناك، أو اطلب رابطًا جديدًا.",
    invitation_revoked:
      "لم يعد هذا الرابط صالحًا: سُحب، أو أُنشئ رابط أحدث، أو تم ربط Stripe من دونه. اسأل من أرسله إليك.",
    unavailable: "هذا غير متاح الآن. أعد المحاولة بعد قليل.",
    misconfigured: "لم يتم إعداد هذه الخدمة بعد.",
    secret_unreadable: "تعذّر فتح المفتاح المحفوظ. الصق المفتاح مرة أخرى، أو أبلغ القائمين على هذه الخدمة.",
    internal: "حدث خطأ من جانبنا. تحقق بعد قليل ثم أعد المحاولة.",
  },
  health: {
    permission_missing: {
      title: "أحد الأذونات المطلوبة ناقص",
      message: "امنحه في Stripe ثم أعد الفحص.",
    },
    webhook_endpoint_failed: {
      title: "لا توجد نقطة نهاية Webhook بعد",
      message: "تعذّر إنشاء نقطة نهاية Webhook في Stripe. أعد الفحص للمحاولة مرة أخرى.",
    },
    refused_once: {
      title: "رفض Stripe هذا المفتاح",
      message: "سنسأل مجددًا بعد بضع دقائق قبل أن نعدّه ملغى. ما قُرئ حتى الآن محفوظ.",
    },
    key_rejected: {
      title: "لم يعد Stripe يقبل هذا المفتاح",
      message: "يُرجَّح أنه حُذف أو استُبدل في Stripe. لم يُفقد شيء: الصق مفتاحًا جديدًا من الحساب نفسه.",
    },
    key_expired: {
      title: "انتهت صلاحية هذا المفتاح",
      message: "استُبدل في Stripe أو انقضت مدته. لم يُفقد شيء: الصق مفتاحًا جديدًا من الحساب نفسه.",
    },
    key_ip_restricted: {
      title: "لا يعمل هذا المفتاح إلا من عناوين IP معيّنة",
      message: "أزل قيد IP عن المفتاح في Stripe ثم أعد الفحص، أو الصق مفتاحًا جديدًا.",
    },
    access_revoked: {
      title: "سحب Stripe الوصول",
      message: "أنهاه شخص ما في حساب Stripe. لم يُفقد شيء: أعد ربط الحساب نفسه.",
    },
  },
  sync: {
    permission_missing: "لا يستطيع المفتاح قراءة كل شيء. امنح الإذن الناقص في Stripe فتتم القراءة.",
    key_refused: "يرفض Stripe المفتاح. ما قُرئ محفوظ، وتُستأنف القراءة بمفتاح جديد من الحساب نفسه.",
    rate_limited: "طلب Stripe منا أن نبطئ القراءة.",
    stripe_unavailable: "لا يستجيب Stripe حاليًا.",
    stripe_unexpected: "ردّ Stripe بطريقة لا نعرفها.",
    reads_used_up: "نفد ما يسمح به Stripe من عمليات القراءة لهذا اليوم.",
  },
  receipt: {
    titles: {
      granted: "يتيح",
      excess: "يتيح دون أن يُطلب",
      missing: "لا يتيح",
      unknown: "لم يستجب Stripe",
      unchecked: "لم يُفحص",
    },
    beyond: {
      everything: "المفتاح السري يتيح كل شيء في الحساب.",
      unknown: "لم يُستعلم عما يتيحه غير ذلك.",
      nothing: "بيانات نموذجية: لا يُستعلم من أي حساب Stripe.",
    },
    onlyReads: (product) => `لا يرسل خادم \u2068${product}\u2069 بهذا المفتاح سوى طلبات قراءة.`,
    onlyThese: (product) =>
      `لا يرسل خادم \u2068${product}\u2069 بهذا المفتاح سوى ما يطلبه \u2068${product}\u2069.`,
  },
  wizard: {
    title: "إنشاء المفتاح في Stripe",
    before: "قبل أن تبدأ",
    modes: {
      either:
        "تحديد الوضع: مفتاح الاختبار يقرأ بيانات الاختبار في Stripe، والمفتاح المباشر يقرأ بيانات عملائك الحقيقيين الذين يدفعون.",
      live: "الوضع المباشر، من مفتاح التبديل في الزاوية العلوية اليمنى في Stripe: يجب أن يبدأ المفتاح بالبادئة \u2068rk_live_\u2069.",
      test: "وضع الاختبار أولًا، حتى لا يتأثر أي عميل حقيقي.",
    },
    dashboard: "وصول إلى **Developers → API keys** في لوحة تحكم Stripe.",
    step_open: "افتح",
    create_restricted: "Create restricted key",
    or_restricted: "أو بمفتاح مقيّد",
    step_open_hint:
      "Developers → API keys → Create restricted key. قد تجد الاسم والأذونات معبّأة مسبقًا؛ وإلا فحدّدها يدويًا.",
    step_use:
      "عند السؤال «\u2068How will you be using this key?\u2069» اختر **Providing this key to a third-party application** (في بعض الحسابات: «to another website»). يطلب Stripe الاسم وعنوان URL:",
    step_name: "سمِّ المفتاح",
    step_name_why: "ليسهل العثور عليه لاحقًا.",
    step_choose:
      "اختر **Choose your own** (أو «Customize permissions for this key»). اضبط هذه الموارد فقط على **{access}**، واترك كل ما عداها على **None**:",
    step_choose_mixed:
      "اختر **Choose your own** (أو «Customize permissions for this key»). اضبط هذه الموارد فقط كما في الجدول، واترك كل ما عداها على **None**:",
    connect_column: "إذا عرض Stripe أيضًا عمود «Connect permissions»، فاتركه كله على **None**.",
    step_publishable: "من الصفحة نفسها، انسخ المفتاح القابل للنشر أيضًا؛ يبدأ بالبادئة **\u2068pk_\u2069**.",
    step_copy_secret: "انسخ المفتاح السري؛ يبدأ بالبادئة **\u2068sk_\u2069**. الصقه أدناه.",
    step_copy:
      "أنشئ المفتاح وانسخه؛ يبدأ بالبادئة **\u2068rk_\u2069**. قد يطلب Stripe رمز تأكيد، ولا يعرض المفتاح إلا مرة واحدة. الصقه أدناه.",
    step_secret:
      "لا توجد نقطة نهاية Webhook بعد؟ اترك سر التوقيع إلى وقت لاحق: بعد الربط يظهر هنا عنوان نقطة النهاية مع حقل للسر.",
    also_grant: "ويمكنك اختياريًا منح هذه أيضًا",
  },
};
