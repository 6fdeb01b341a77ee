/**
 * @module What the Worker says in Japanese: its errors, what is the matter with a connection, and Stripe's wizard. Stripe's own labels
 * stay as Stripe's Dashboard shows them.
 */

import type { WorkerTexts } from "./worker-texts.ts";

const SECRETS_START = "Webhook 署名シークレットは whsec_ で始まります";
const NOTHING_SAVED = "何も保存されていません。しばらくしてから再試行してください。";
const PASTE_NEW = "何も失われていません。同じアカウントの新しいキーを貼り付けてください。";

export const JA: WorkerTexts = {
  errors: {
    key_rejected:
      "Stripe が API キーを拒否しました。シークレットキーまたは制限付きキーが正しく、正しいアカウントのもので、無効化されていないことを確認してください。",
    key_expired:
      "このキーは期限切れです。Stripe でローテーションされたか、有効期限が過ぎています。Stripe から新しいキーをコピーして、ここに貼り付けてください。",
    key_ip_restricted:
      "このキーは特定の IP アドレスからのみ使えます。Stripe でキーの IP 制限を解除してから、再試行してください。",
    access_revoked:
      "この Stripe アカウントへのアクセスは許可されていないか、取り消されています。もう一度接続してください。",
    permissions_missing:
      "Stripe API キーに必要な権限がありません。{permissions} を付与してから、再接続してください。",
    account_differs: "このキーは別の Stripe アカウントのものです。接続を置き換えますか、それとも戻りますか？",
    mode_differs:
      "このキーの環境（テスト／本番）は、求められているものと異なります。このキーのデータを接続しますか、それとも戻りますか？",
    oauth_unavailable:
      "Stripe のページでの接続は、ここでは設定されていません。代わりにキーを貼り付けてください。",
    oauth_denied:
      "Stripe でアクセスが許可されなかったため、何も接続されていません。もう一度お試しいただけます。",
    oauth_state_invalid: "Stripe からの戻り先が無効です。接続ページからやり直してください。",
    oauth_expired: "Stripe から戻るまでに時間がかかりすぎました。最初からやり直してください。",
    oauth_refused: "Stripe で接続が完了しませんでした。何も保存されていません。最初からやり直してください。",
    oauth_misconfigured: "Stripe のページでの接続が正しく設定されていません。運営者にお知らせください。",
    publishable_key_missing: "公開可能キーも入力してください。pk_ で始まります。",
    publishable_key_invalid: "公開可能キーは pk_ で始まります。",
    publishable_key_mode_differs:
      "2 つのキーの環境が異なります。両方ともテスト環境か、両方とも本番環境のキーにしてください。",
    account_unknown:
      "このキーがどのアカウントのものか、Stripe から回答がありませんでした。接続を置き換えますか、それとも戻りますか？",
    stripe_unavailable: `Stripe から応答がありませんでした。${NOTHING_SAVED}`,
    stripe_busy: `Stripe が混み合っています。現在、このアカウントへのリクエストが多すぎます。${NOTHING_SAVED}`,
    stripe_unexpected:
      "Stripe が不明な理由で拒否しました。何も保存されていません。リクエスト ID を添えて、運営者にお知らせください。",
    webhook_secret_invalid: SECRETS_START,
    unauthenticated:
      "このページのサインインは有効ではなくなりました。ページを再読み込みして、再試行してください。",
    admin_required:
      "Stripe を接続するには、このプロジェクトの管理者ロールが必要です。管理者に依頼してください。",
    rate_limited: "試行回数が多すぎます。しばらく待ってから、再試行してください。",
    not_connected: "Stripe はまだ接続されていません。",
    demo_unavailable: "ここにはデモデータがありません。",
    connection_changed: "この間に、ほかの人が接続を変更しました。内容を確認してから、再試行してください。",
    invitation_invalid:
      "このリンクは不完全です。届いたメッセージからリンク全体をコピーするか、新しいリンクを依頼してください。",
    invitation_expired: "このリンクは期限切れです。新しいリンクを依頼してください。",
    invitation_used: "このリンクは使用済みです。Stripe は接続されたため、ここで行うことはもうありません。",
    invitation_opened:
      "このリンクは、すでに別のブラウザーで開かれています。そちらで続けるか、新しいリンクを依頼してください。",
    invitation_revoked:
      "このリンクは無効です。取り消されたか、新しいリンクが作成されたか、このリンクを使わずに Stripe が接続されました。送信者に確認してください。",
    unavailable: "現在ご利用いただけません。しばらくしてから再試行してください。",
    misconfigured: "このサービスはまだ設定されていません。",
    secret_unreadable:
      "保存されたキーを開けませんでした。キーをもう一度貼り付けるか、運営者にお知らせください。",
    internal: "こちら側で問題が発生しました。しばらくしてから状態を確認し、再試行してください。",
  },
  health: {
    permission_missing: {
      title: "必要な権限が不足しています",
      message: "Stripe で権限を付与してから、再確認してください。",
    },
    webhook_endpoint_failed: {
      title: "Webhook エンドポイントがまだありません",
      message:
        "Stripe に Webhook エンドポイントを作成できませんでした。再確認すると、もう一度作成を試みます。",
    },
    refused_once: {
      title: "Stripe がこのキーを拒否しました",
      message:
        "無効化されたと判断する前に、数分後にもう一度確認します。これまでに読み取ったデータは保持されます。",
    },
    key_rejected: {
      title: "Stripe がこのキーを受け付けなくなりました",
      message: `おそらく Stripe で削除またはローテーションされています。${PASTE_NEW}`,
    },
    key_expired: {
      title: "このキーは期限切れです",
      message: `Stripe でローテーションされたか、有効期限が過ぎています。${PASTE_NEW}`,
    },
    key_ip_restricted: {
      title: "このキーは特定の IP アドレスからのみ使えます",
      message:
        "Stripe でキーの IP 制限を解除してから、再確認してください。または、新しいキーを貼り付けてください。",
    },
    access_revoked: {
      title: "Stripe へのアクセスが取り消されました",
      message:
        "Stripe アカウント側でアクセスが解除されました。何も失われていません。同じアカウントをもう一度接続してください。",
    },
  },
  sync: {
    permission_missing:
      "このキーでは一部のデータを読み取れません。不足している権限を Stripe で付与すれば、読み取りを行います。",
    key_refused:
      "Stripe がキーを拒否しています。読み取ったデータは保持されます。同じアカウントの新しいキーがあれば、読み取りを再開します。",
    rate_limited: "Stripe から、読み取りの速度を落とすよう求められました。",
    stripe_unavailable: "現在、Stripe から応答がありません。",
    stripe_unexpected: "Stripe から不明な応答がありました。",
    reads_used_up: "Stripe が許可する本日分の読み取り回数を使い切りました。",
  },
  receipt: {
    titles: {
      granted: "できること",
      excess: "できること（求めていないもの）",
      missing: "できないこと",
      unknown: "Stripe から応答なし",
      unchecked: "未確認",
    },
    beyond: {
      everything: "シークレットキーでは、アカウントのあらゆる操作が可能です。",
      unknown: "ほかに何ができるかは確認していません。",
      nothing: "サンプルデータのため、Stripe アカウントには問い合わせません。",
    },
    onlyReads: (product) => `${product} のサーバーがこのキーで送るのは、読み取りだけです。`,
    onlyThese: (product) => `${product} のサーバーがこのキーで送るのは、${product} が求める操作だけです。`,
  },
  wizard: {
    title: "Stripe でキーを作成",
    before: "始める前に",
    modes: {
      either:
        "どちらの環境を使うかの選択。テスト環境のキーは Stripe のテストデータを、本番環境のキーは実際に支払っている顧客のデータを読み取ります。",
      live: "Stripe 右上のスイッチで「Live mode」にしておくこと。キーは rk_live_ で始まるものにします。",
      test: "実際の顧客に影響しないよう、まずテスト環境で行うこと。",
    },
    dashboard: "Stripe ダッシュボードの **Developers → API keys** にアクセスできること。",
    step_open: "次を開きます：",
    create_restricted: "Create restricted key",
    or_restricted: "または、制限付きキーを使う",
    step_open_hint:
      "Developers → API keys → Create restricted key。名前と権限が入力済みの場合もあります。入力されていなければ、手動で設定してください。",
    step_use:
      "「How will you be using this key?」で **Providing this key to a third-party application**（アカウントによっては「to another website」）を選択します。Stripe から、その名前と URL を求められます：",
    step_name: "キーの名前を入力します：",
    step_name_why: "後で見つけやすくなります。",
    step_choose:
      "**Choose your own**（または「Customize permissions for this key」）を選択します。次のリソースだけを **{access}** にし、それ以外はすべて **None** のままにします：",
    step_choose_mixed:
      "**Choose your own**（または「Customize permissions for this key」）を選択します。次のリソースだけを表のとおりに設定し、それ以外はすべて **None** のままにします：",
    connect_column: "「Connect permissions」列も表示される場合は、その列をすべて **None** のままにします。",
    step_publishable: "同じページで公開可能キーもコピーします。**pk_** で始まります。",
    step_copy_secret: "シークレットキーをコピーします。**sk_** で始まります。下に貼り付けてください。",
    step_copy:
      "キーを作成してコピーします。**rk_** で始まります。確認コードを求められることがあります。キーが表示されるのは一度だけです。下に貼り付けてください。",
    step_secret:
      "Webhook エンドポイントがまだない場合、署名シークレットは後でかまいません。接続すると、エンドポイントの URL とシークレットの入力欄がここに表示されます。",
    also_grant: "任意で、次の権限も付与できます",
  },
};
