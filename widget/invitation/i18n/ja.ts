/**
 * @module What the page of an invitation says in Japanese.
 */

import type { PageTexts } from "./en.ts";

export const JA: PageTexts = {
  heading: (product, invitedBy) =>
    invitedBy === null
      ? `Stripe と ${product} の接続を依頼されています`
      : `${invitedBy} さんから、Stripe と ${product} の接続を依頼されています`,
  intro: (product) =>
    `会社の Stripe アカウントへのアクセス権が必要です。${product} のアカウントは不要です。このリンクは、このブラウザーで一度だけ使えます。`,
  done: (product) => ({
    heading: "完了しました",
    text: `Stripe と ${product} が接続されました。このページを閉じてかまいません。`,
  }),
  retry: "再試行",
  unreachable: {
    heading: "ページを読み込めませんでした",
    text: "サーバーから正しい応答がありませんでした。ネットワークを確認し、しばらくしてからもう一度お試しください。",
  },
  refused: {
    invitation_invalid: {
      heading: "リンクが不完全です",
      text: "一部が欠けています。届いたメッセージからリンク全体をコピーするか、新しいリンクを依頼してください。",
    },
    invitation_expired: {
      heading: "リンクの有効期限が切れています",
      text: "有効期間は 24 時間でした。このリンクでは何も接続されていません。送信者に新しいリンクを依頼してください。",
    },
    invitation_used: {
      heading: "このリンクは使用済みです",
      text: "このリンクで Stripe が接続されたため、ここで行うことはもうありません。このページを閉じてかまいません。",
    },
    invitation_opened: {
      heading: "このリンクは別のブラウザーで開かれています",
      text: "最初に開いたブラウザーでのみ使えます。そのブラウザーで続けるか、送信者に新しいリンクを依頼してください。",
    },
    invitation_revoked: {
      heading: "このリンクは無効です",
      text: "取り消されたか、新しいリンクが作成されたか、ほかの方法で Stripe が接続されました。送信者に確認してください。",
    },
  },
};
