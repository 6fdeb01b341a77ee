/**
 * @module What the page of an invitation says in Arabic.
 */

import type { PageTexts } from "./en.ts";

export const AR: PageTexts = {
  heading: (product, invitedBy) =>
    invitedBy === null
      ? `مطلوب منك ربط Stripe بـ \u2068${product}\u2069`
      : `دعوة من \u2068${invitedBy}\u2069 لربط Stripe بـ \u2068${product}\u2069`,
  intro: (product) =>
    `تحتاج إلى صلاحية الدخول إلى حساب Stripe الخاص بشركتك، ولا تحتاج إلى حساب في \u2068${product}\u2069. يعمل هذا الرابط مرة واحدة، وفي هذا المتصفح فقط.`,
  done: (product) => ({
    heading: "تم",
    text: `تم ربط Stripe بـ \u2068${product}\u2069. يمكنك إغلاق هذه الصفحة.`,
  }),
  retry: "إعادة المحاولة",
  unreachable: {
    heading: "تعذّر تحميل هذه الصفحة",
    text: "لم يستجب الخادم كما ينبغي. تحقق من اتصالك بالشبكة ثم أعد المحاولة بعد قليل.",
  },
  refused: {
    invitation_invalid: {
      heading: "هذا الرابط غير مكتمل",
      text: "ينقصه جزء. انسخه كاملًا من الرسالة التي وصل فيها، أو اطلب رابطًا جديدًا.",
    },
    invitation_expired: {
      heading: "انتهت صلاحية هذا الرابط",
      text: "كان صالحًا لمدة 24 ساعة، ولم يُربط به شيء. اطلب رابطًا جديدًا ممن أرسله.",
    },
    invitation_used: {
      heading: "سبق استخدام هذا الرابط",
      text: "تم ربط Stripe بواسطته، فلم يبقَ ما تفعله هنا. يمكنك إغلاق هذه الصفحة.",
    },
    invitation_opened: {
      heading: "فُتح هذا الرابط في متصفح آخر",
      text: "يعمل في المتصفح الذي فتحه أولًا. أكمل هناك، أو اطلب رابطًا جديدًا ممن أرسله.",
    },
    invitation_revoked: {
      heading: "لم يعد هذا الرابط صالحًا",
      text: "أُلغي، أو أُنشئ رابط أحدث منه، أو تم ربط Stripe بدونه. راجع من أرسله.",
    },
  },
};
