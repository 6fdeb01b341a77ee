/**
 * @module The built-in profiles in Japanese. What stands on Stripe's pages stays as Stripe's Dashboard shows it; what
 * stands in the element is named as `widget/i18n/ja.ts` names it.
 */

import type { TranslatedProfiles } from "./translated-profiles.ts";

const ENGAGE_NEEDS = [
  "Recurly Engage の「Company Administrator」または「App Administrator」の権限。",
  "API の認証情報があり、Webhook を利用できる Stripe アカウント。",
  "アクションの対象指定と Webhook の同期のため、Recurly Engage のユーザーに stripe_id または email_address のトレイトがあること。",
  "Recurly Engage のサブスクリプションプラン。プランを問わず、すべてのお客様が利用できます。",
];

const BILLSTACK_KEYS =
  "シークレットキー：Stripe ダッシュボード → Developers → API keys。公開可能キー：同じページ。Webhook 署名シークレット：Webhook を更新するときに作成します。";
const BILLSTACK_TEST_KEYS =
  "移行中は、実際の顧客に影響しないよう、テスト環境のキー（sk_test_…）を使用してください。";
const BILLSTACK_DISCONNECT =
  "接続を解除すると、チームの同期データのスキーマが削除されます。再接続してバックフィルすると、BillStack が Stripe からすべてを再同期するため、問題はありません。";

export const JA: TranslatedProfiles = {
  parityrail: {
    intro:
      "ParityRail は Stripe アカウントを読み取り、各顧客のプラン、ステータス、トライアルを確認します。ここで作成するキーでできるのは読み取りだけです。Stripe アカウントの内容が変更されることは決してありません。",
    permissions: {
      customers: {
        why: "顧客とそのメールアドレス、メタデータを一覧・取得し、ユーザーと照合します。",
        without: "顧客を読み取れないと、誰もユーザーと照合できません。",
      },
      subscriptions: {
        why: "サブスクリプションのステータス、項目、価格、数量、トライアルを読み取り、顧客に約束した内容を割り出します。",
        without: "サブスクリプションを読み取れないと、どの顧客にもサブスクリプションがないように見えます。",
      },
      invoices: {
        why: "最新の請求書を読み取り、支払い済みのトライアルと未払いのトライアルを区別します。",
        without: "請求書を読み取れないと、支払い済みのトライアルが未払いのように見えます。",
      },
      checkout_sessions: { why: "Checkout セッションのイベントにのみ関係します。" },
      entitlements: {
        why: "Stripe Entitlements を利用し、プロジェクトでエンタイトルメントの取得を有効にする場合のみ。",
      },
    },
    never: [
      {
        lead: "書き込み権限は一切ありません。",
        text: "この接続が行うのは、求めたリソースの一覧と取得だけです。Stripe のデータを慎重に扱うというだけでなく、仕組みとして変更できません。",
      },
      {
        lead: "支払い情報は読み取りません。",
        text: "支払い方法の生データ、カード番号、銀行口座情報を読み取ることは決してありません。",
      },
      {
        lead: "決済、返金、入金は扱いません。",
        text: "これらを作成、変更、読み取り、実行することは決してありません。",
      },
      {
        lead: "書き込みは行いません。",
        text: "サブスクリプション、顧客、価格、その他の Stripe オブジェクトを変更することは決してありません。",
      },
    ],
    guide: {
      lead: "ParityRail に必要な 3 つの読み取り権限だけを持つ、読み取り専用の Stripe 制限付きキーを作成します。",
      before: [
        "ダッシュボードの Developers → API keys にアクセスでき、制限付きキーを作成できる権限のある Stripe アカウント。",
        "テスト環境か本番環境かの選択：テスト環境のキー（rk_test_）は Stripe のテストデータを、本番環境のキー（rk_live_）は実際に支払っている顧客のデータを読み取ります。確認したい顧客がいる環境を接続してください。",
        "ParityRail プロジェクトの管理者ロール。Stripe の接続には管理者ロールが必要です。",
      ],
      copy: [
        "本番環境のキー（rk_live_…）や、フルアクセスのシークレットキー（sk_test_…／sk_live_…）をお持ちの場合は、それも使用できます。",
        "任意：ほぼリアルタイムで再確認したい場合は、Webhook 署名シークレット（whsec_…）を用意してください。",
      ],
      optional:
        "任意で、次の 2 つの権限も付与できます。Checkout セッションのイベントや Stripe Entitlements を使わない場合は、付与しないでください：",
    },
    help: {
      troubleshooting: [
        {
          problem: "「キーの権限」で Customers、Subscriptions、Invoices に赤い × が付いている",
          answer:
            "その権限が不足しています。Stripe でそのリソースを「Read」にしてから、権限のカードで「再確認」をクリックしてください。権限が不足していても「続ける」は使えます。サブスクリプションのない顧客がいることもあるためです。",
        },
        {
          problem:
            "Stripe が API キーを拒否しました。シークレットキーまたは制限付きキーが正しく、正しいアカウントのもので、無効化されていないことを確認してください。",
          answer:
            "キーが間違っているか、無効化されているか、別のアカウントのものです。Stripe でキーを作成し直して、もう一度貼り付けてください。",
        },
        {
          problem: "Stripe の制限付きキー（rk_…）またはシークレットキー（sk_…）を入力してください",
          answer:
            "貼り付けた値が、sk_ または rk_ に test または live が続く形式になっていません。公開可能キー（pk_）か、キーの一部だけをコピーした可能性があります。",
        },
        {
          problem: "Webhook 署名シークレットは whsec_ で始まります",
          answer: "署名シークレットの入力欄は、空欄にするか、whsec_ で始まる値を入力してください。",
        },
        {
          problem: "接続できたが、データが違う",
          answer:
            "本番の顧客を確認したいのに、テスト環境のキーを使っています（またはその逆です）。「再接続」をクリックして、正しい環境のキーを貼り付けてください。",
        },
        {
          problem: "Stripe API キーに必要な権限がありません…",
          answer:
            "キーに読み取り権限がまったくなく、顧客の一覧さえ取得できません。Customers、Subscriptions、Invoices を「Read」にしてから、再接続してください。",
        },
      ],
    },
  },

  dropfix: {
    intro:
      "支払い失敗の検知、督促メール、Stripe に基づく正確な MRR を利用できるようになります。設計上、読み取り専用です。DropFix が Stripe アカウントでカードへの請求、支払いの返金、データの変更を行うことは決してありません。",
    permissions: {
      customers: {
        why: "自社のユーザーと Stripe の顧客を照合します。",
        without: "顧客を読み取れないと、シグナルをユーザーと照合できません。",
      },
      subscriptions: {
        why: "顧客の解約をお知らせします（「Subscription lapsed」シグナル、トライアルの日付、MRR）。",
        without:
          "サブスクリプションを読み取れないと、「Subscription lapsed」は発生せず、MRR はお客様が渡した値のままです。",
      },
      invoices: {
        why: "請求書の支払いが失敗したら、すぐにお知らせします（「Payment failed」シグナル）。",
        without: "請求書を読み取れないと、支払いの失敗は手作業で見つけることになります。",
      },
      charges: {
        why: "支払いが失敗した理由を確認します。",
        without: "決済を読み取れないと、支払いが失敗した理由が分かりません。",
      },
      payment_intents: {
        why: "失敗した支払いが再試行中か、顧客の対応待ちかを確認します。",
        without: "PaymentIntent を読み取れないと、顧客の対応を待っている支払いが失われたように見えます。",
      },
      disputes: { why: "任意ですが、推奨します。" },
    },
    never: [
      {
        lead: "設計上、読み取り専用です。",
        text: "これらの権限で DropFix ができるのは、請求データの読み取りだけです。",
      },
      {
        lead: "請求も返金もできません。",
        text: "万一、当社のデータベースが漏えいしても、カードへの請求、支払いの返金、顧客の変更はできません。",
      },
    ],
    words: { connect: "Stripe を接続" },
    guide: {
      lead: "接続は 5 分で完了します。コードも OAuth も管理者権限も必要ありません。",
      before: [
        "作成するキーは、テスト環境のキーではなく、rk_live_… で始まるキーでなければなりません。",
        "DropFix を試しているだけで、Stripe をまだ本番環境で使っていない場合は、rk_test_… のキーでも同じように動作します。",
      ],
      open: [
        "dashboard.stripe.com を開き、Stripe のアカウントでサインインします。右上の「Live mode」スイッチがオンになっていることを確認してください。",
        "Stripe の左側のメニューで「Developers」、「API keys」の順にクリックします。「Restricted keys」セクション（「Standard keys」の下）までスクロールし、「+ Create restricted key」をクリックします。",
      ],
      copy: [
        "ページの下にある「Create key」をクリックします。rk_live_ で始まる新しいキーが表示されます。「Reveal live key」、「Copy」の順にクリックします。",
        "キーをなくしたり、ダイアログを誤って閉じたりした場合は、そのキーを削除して新しく作成するだけで問題ありません。",
        "キーを貼り付けて「Stripe を接続」をクリックします。DropFix がすぐにキーを検証し（権限ごとに小さな読み取りを 1 回）、直近 30 日間の顧客とサブスクリプションのデータの取り込みを始めるので、すぐにシグナルを確認できます。",
      ],
    },
    help: {
      why: [
        "DropFix は Stripe なしでも使えますが、Stripe を接続すると、支払い失敗の検知、督促メールの自動送信、請求システムから直接取得する正確な MRR を利用できます。",
        "これを安全に行うため、Stripe で最も安全な認証情報である制限付き API キーを使います。通常のシークレットキーと違い、制限付きキーは特定のリソースと特定の権限に限定されます。DropFix 用に作成するキーにあるのは、Customers、Subscriptions、Invoices、Charges、Payment Intents の「Read」だけで、それ以外の権限は一切ありません。資金を動かすこともデータを変更することも、物理的にできません。",
        "DropFix は 10 種類の解約シグナルを自動で検知します。そのうち 2 つには、Stripe アカウントからの継続的なデータが必要です：",
      ],
      signals: [
        {
          name: "Payment failed",
          text: "請求書の支払いが失敗したら、すぐにお知らせするためです。",
        },
        {
          name: "Subscription lapsed",
          text: "顧客が解約したら、すぐにお知らせするためです。",
        },
      ],
      benefits: [
        {
          without: "支払いの失敗は手作業で見つける",
          with: "支払い失敗のシグナルが数分以内に発生",
        },
        {
          without: "MRR は identify() で渡した値のまま",
          with: "MRR を Stripe から直接取得",
        },
        {
          without: "トライアルの日付は identify() で渡した値のまま",
          with: "トライアルの日付を Stripe から直接読み取り",
        },
        {
          without: "支払い失敗のメールは手作業",
          with: "3 通の督促メールを自動で送信",
        },
      ],
      next: [
        "接続後 1 分以内に、「Total users tracked」のカウンターが Stripe の顧客数まで増えます。",
        "直近 30 日間に失敗した支払いは、「Payment failed」シグナルとしてダッシュボードに表示されます。",
        "失効したサブスクリプションは、「Subscription lapsed」シグナルとして表示されます。",
        "その後は、DropFix が 5 分ごとに Stripe アカウントの新しいイベントを確認します。",
      ],
      revoke: [
        "Stripe で Developers → API keys → Restricted keys に移動します。",
        "DropFix (read-only) のキーを探します。",
        "⋯ メニュー →「Delete」をクリックします。",
        "5 分以内に、DropFix から Stripe アカウントへの呼び出しはすべて 401 で失敗するようになり、アカウントのデータは一切届かなくなります。",
        "DropFix 側で「Settings」→「Integrations」から接続を解除することもできます（暗号化されたキーは当社のデータベースから直ちに消去されます）。",
      ],
      questions: [
        {
          question: "安全ですか？",
          answer:
            "はい。Stripe の制限付きキーは、データに手を加えずに読み取るだけの分析ツールのために設計されています。このキーは読み取り専用です。仮に誰かが DropFix のデータベースを盗んだとしても（保存時に暗号化していますが、あくまで仮の話です）、このキーでカードに請求したり、返金したり、どのような形でも資金を動かしたりすることはできません。",
        },
        {
          question: "DropFix が何を読み取っているか確認できますか？",
          answer:
            "はい。Stripe ダッシュボードの Developers → Logs で、このキーによるすべての API 呼び出しを確認できます。5 分ごとに少数の呼び出し（通常は 1 回の確認につき 2～4 件：請求書の一覧、サブスクリプションの一覧など）が表示されます。",
        },
        {
          question: "Stripe の料金やレート制限に影響しますか？",
          answer:
            "いいえ。Stripe API の読み取りは無料で、取引手数料の対象にもなりません。5 分ごとの確認で使うのは、Stripe のレート制限（1 秒あたり 100 リクエスト）のごくわずかです。",
        },
        {
          question: "Webhook の設定も必要ですか？",
          answer:
            "いいえ。DropFix は 5 分ごとに確認します。解約の検知には十分すぎる速さで、顧客の維持にミリ秒単位の新しさは必要ありません。",
        },
        {
          question: "Stripe のテストアカウントでも使えますか？",
          answer:
            "はい。Stripe のテスト環境（ダッシュボード右上のスイッチ）で rk_test_… のキーを作成してください。同じように動作します。本番に移行するときに、rk_live_… のキーに置き換えてください。",
        },
        {
          question: "誤ってシークレットキー（sk_live_…）を貼り付けた場合は？",
          answer:
            "技術的には動作しますが、DropFix は警告を表示し、制限付きキーに置き換えるようお願いします。シークレットキーには Stripe アカウントへの完全な書き込み権限がありますが、当社には必要なく、持つべきでもありません。制限付きキーのほうが確実に安全です。",
        },
      ],
    },
  },

  clearsync: {
    intro:
      "ClearSync がサブスクリプションと請求の情報を HubSpot と同期するには、Stripe の特定のデータへの読み取り専用アクセスが必要です。ClearSync が Stripe アカウントのデータを変更、作成、削除することは決してありません。",
    permissions: {
      charges: {
        why: "支払いを HubSpot に表示します。",
        without: "決済を読み取れないと、HubSpot に支払いが表示されません。",
      },
      customers: {
        why: "顧客を HubSpot のコンタクトと照合します。",
        without: "顧客を読み取れないと、何も照合できません。",
      },
      events: {
        why: "HubSpot を最新の状態に保ちます。",
        without: "イベントを読み取れないと、取りこぼした変更は反映されないままになります。",
      },
      payment_intents: {
        why: "未完了の支払いの状態を表示します。",
        without: "PaymentIntent を読み取れないと、未完了の支払いが表示されません。",
      },
      payment_methods: {
        why: "顧客の支払い方法を表示します。",
        without: "支払い方法を読み取れないと、顧客がどのように支払うかが HubSpot に表示されません。",
      },
      products: {
        why: "購入されたものの名前を示します。",
        without: "商品を読み取れないと、購入されたものの名前が分かりません。",
      },
      coupons: {
        why: "割引を表示します。",
        without: "クーポンを読み取れないと、割引が表示されません。",
      },
      invoices: {
        why: "請求情報を同期します。",
        without: "請求書を読み取れないと、請求データは同期されません。",
      },
      prices: {
        why: "プランと金額を同期します。",
        without: "価格を読み取れないと、プランの金額が分かりません。",
      },
      subscriptions: {
        why: "サブスクリプション情報を同期します。",
        without: "サブスクリプションを読み取れないと、サブスクリプションのデータは同期されません。",
      },
      connect: {
        why: "カテゴリー全体。",
        without: "Connect を読み取れないと、連結アカウントのデータは同期されません。",
      },
      webhook_endpoints: {
        why: "イベントデータを読み取るため、Stripe に送信 Webhook を作成します。ClearSync が Stripe アカウントに Webhook データを書き込むことは決してありません。",
        without: "専用の Webhook エンドポイントがないと、ClearSync に変更が届きません。",
      },
    },
    never: [
      {
        lead: "データを変更しません。",
        text: "ClearSync が Stripe アカウントのデータを変更、作成、削除することは決してありません。",
      },
      {
        lead: "Webhook エンドポイントは 1 つだけです。",
        text: "書き込み権限は、送信 Webhook を作成し、接続の解除時に削除するために使います。",
      },
    ],
    words: { title: "Stripe の API キー", key_placeholder: "rk_... または sk_..." },
    guide: {
      lead: "Stripe のシークレットキーで ClearSync に接続できます。ClearSync に与える権限を最小限にした制限付きキーを作成して使いたい場合は、次の手順に従ってください。",
      before: ["Stripe のキーを用意したら、ご自身またはチームメンバーがそれを ClearSync に接続できます。"],
      open: ["まず、Stripe ダッシュボードにログインします。"],
      sections: [
        { name: "Core", text: "—「Core」セクションで「None」をクリックし、次を追加します：" },
        { name: "Checkout", text: "—「None」" },
        { name: "Billing", text: "—「Billing」セクションで「None」をクリックし、次を追加します：" },
        {
          name: "Connect",
          text: "— カテゴリー全体。「Connect」が権限の 2 列目にもある場合は、その列をすべて「None」にし、左の列の「Connect」は「Read」のままにします。",
        },
        {
          name: "Orders, Issuing, Reporting, Sigma, Financial Connections",
          text: "—「None」",
        },
        { name: "Webhooks", text: "— Webhook すべて：「Write」" },
      ],
    },
    help: {
      next: ["Stripe データのインポートが始まります。"],
      questions: [
        {
          question: "ほかにご質問がありますか？",
          answer:
            "Stripe の API キーと権限の設定については、サポートチームがお手伝いします。support@clearsync.ai までメールでお問い合わせください。",
        },
      ],
    },
  },

  engage: {
    intro:
      "Stripe アカウントを接続すると、サブスクリプション、トライアル、クーポン、利用状況に応じたワークフローを Recurly Engage のプロンプトから直接管理できます。",
    permissions: {
      customers: {
        why: "プロンプトの表示対象のユーザーを見つけ、そのユーザーのために操作を実行します。",
        without: "顧客にアクセスできないと、アクションは誰にも届きません。",
      },
      subscriptions: {
        why: "プロンプトを離れることなく、アップグレード、トライアルの延長、クーポンの適用、サブスクリプションの管理を行います。",
        without: "サブスクリプションにアクセスできないと、1-Click アクションで変更できません。",
      },
      products: {
        why: "利用可能なプランを定期的に同期し、プロンプトで使えるようにします。",
        without: "商品を読み取れないと、プロンプトにプラン名が表示されません。",
      },
      prices: {
        why: "ユーザーを正しい価格で別の商品に切り替えます。",
        without: "価格を読み取れないと、プロンプトでプランを提案できません。",
      },
      coupons: {
        why: "利用可能なクーポンを定期的に同期し、プロンプトで使えるようにします。",
        without: "クーポンを読み取れないと、プロンプトでクーポンを提供できません。",
      },
      promotion_codes: {
        why: "顧客が知っているコードを適用します。",
        without: "プロモーションコードを読み取れないと、プロンプトで適用できません。",
      },
    },
    guide: {
      lead: "Stripe ダッシュボードで Developers → API keys に移動します。新しい制限付きキー（「Restricted key」）を作成し、次の権限を付与します。",
      before: ENGAGE_NEEDS,
    },
    help: {
      why: [
        "柔軟な有効化：OAuth による Stripe Connect と、API キー認証のどちらかを選べます。",
        "リアルタイムの更新：Stripe Connect を使った場合、サブスクリプションのステータスと請求イベントのトレイトを Webhook で同期します。API キーの場合、データは定期的に、また毎晩同期されます。",
        "幅広いアクション：プロンプトを離れることなく、アップグレード、トライアルの延長、クーポンの適用、サブスクリプションの管理ができます。",
        "取り込まれる主なトレイト：",
      ],
      signals: [
        {
          name: "subscription_status",
          text: "incomplete、incomplete_expired、trialing、active、past_due、canceled、unpaid、paused、NONE のいずれか",
        },
        { name: "delinquent", text: "true、false（支払いが失敗すると true になります）" },
        { name: "current_period_start", text: "現在の請求期間の開始日" },
        { name: "current_period_end", text: "現在の請求期間の終了日" },
        { name: "canceled_at", text: "解約日" },
        { name: "cancel_at_period_end", text: "true、false" },
        { name: "trial_start", text: "トライアルの開始日" },
        { name: "trial_end", text: "トライアルの終了日" },
        { name: "subscription_plan", text: "現在または直近のサブスクリプションプランの名前" },
        { name: "recurring_interval", text: "day、week、month、year" },
        { name: "coupon", text: "クーポン名" },
        { name: "payment_card_brand", text: "カードブランド（例：visa、mastercard、amex、unknown）" },
        { name: "payment_card_country", text: "国コード（ISO、2 文字）" },
        { name: "payment_card_expiration", text: "支払いカードの有効期限" },
        { name: "payment_card_wallet_type", text: "ウォレットの種類（例：apple_pay、google_pay など）" },
      ],
      next: [
        "有効化後は、利用可能なプランとクーポンが定期的に同期され、プロンプトで使えるようになります。各ユーザーのレコードに stripe_id または email_address が含まれていることを確認してください。",
        "Stripe Connect を使うと、サブスクリプションのイベントをリアルタイムで同期する Webhook が作成されます。API キーの場合は作成されません。",
        "また、社内のユーザー ID と Stripe の顧客 ID を対応付ける CSV の同期を毎晩行う必要があります。",
        "データの同期が始まったら、プロンプトの操作に 1-Click アクションを設定します。たとえば「Update existing subscription」は、stripe_id または email_address で見つけたユーザーを別の商品に切り替えます。日割り計算には複数のオプションがあります。",
      ],
      questions: [{ question: "接続には何が必要ですか？", answer: ENGAGE_NEEDS.join("") }],
      links: [
        { text: "Stripe の API キーの設定", url: "https://docs.stripe.com/keys" },
        {
          text: "Stripe の日割り計算ガイド",
          url: "https://stripe.com/docs/billing/subscriptions/upgrade-downgrade#proration",
        },
      ],
    },
  },

  billstack: {
    intro:
      "API キーを入力して、既存の Stripe アカウントを BillStack に連携します。Stripe のシークレットキー、公開可能キー、Webhook 署名シークレットは AES-256-GCM で暗号化されます。",
    permissions: {
      customers: {
        why: "顧客を同期します。",
        without: "顧客を読み取れないと、同期したデータを区別できません。",
      },
      products: {
        why: "商品を同期します。",
        without: "商品を読み取れないと、プランの名前が分かりません。",
      },
      prices: {
        why: "価格を同期します。",
        without: "価格を読み取れないと、プランの金額が分かりません。",
      },
      subscriptions: {
        why: "サブスクリプションを同期します。",
        without: "サブスクリプションを読み取れないと、どの顧客にもサブスクリプションがないように見えます。",
      },
      invoices: {
        why: "請求書を同期します。",
        without: "請求書を読み取れないと、請求履歴は同期されません。",
      },
      charges: { why: "決済と返金を同期します。" },
      payment_intents: { why: "進行中の支払いを同期します。" },
      setup_intents: { why: "設定された支払い方法を同期します。" },
      payment_methods: { why: "顧客の支払い方法を同期します。" },
      disputes: { why: "不審請求の申請を同期します。" },
      coupons: { why: "クーポンを同期します。" },
      promotion_codes: { why: "プロモーションコードを同期します。" },
      credit_notes: { why: "クレジットノートを同期します。" },
      checkout_sessions: { why: "Checkout セッションを同期します。" },
      tax_rates: { why: "税率を同期します。" },
    },
    words: {
      connect: "接続",
      key: "シークレットキー",
      publishable_key: "公開可能キー",
      webhook_secret: "Webhook 署名シークレット",
      key_placeholder: "sk_live_... または sk_test_...",
    },
    guide: {
      before: [
        BILLSTACK_TEST_KEYS,
        "まずテスト環境のキーで接続します。移行の手順をすべて終えたら、接続を解除し、本番環境のキーで再接続してください。",
      ],
      open: [BILLSTACK_KEYS],
    },
    help: {
      next: [
        `${BILLSTACK_TEST_KEYS}すべてが正しく動作することを確認したら、本番環境のキーに切り替えます。ここで接続を解除し、本番環境のキーで再接続してください。`,
        BILLSTACK_DISCONNECT,
        "接続したら、SaaS アプリケーションが BillStack で認証できるように、API キーを作成してください。",
      ],
      questions: [
        {
          question: "接続すると何が行われますか？",
          answer:
            "Stripe のシークレットキー、公開可能キー、Webhook 署名シークレットが AES-256-GCM で暗号化され、データベースに保存されます。BillStack は、チーム専用の独立した PostgreSQL スキーマ（stripe_team_{teamId}）を作成します。stripe-sync-engine がそのスキーマ内でマイグレーションを実行し、同期した Stripe データを格納できるようにします。BillStack は、Stripe からアカウントを取得して、キーが有効であることを検証します。",
        },
        { question: "キーはどこにありますか？", answer: BILLSTACK_KEYS },
        {
          question: "Webhook 署名シークレットがまだない場合は？",
          answer:
            "初期設定では仮の Webhook 署名シークレットを使い、後で Stripe で Webhook エンドポイントを設定するときに更新できます。",
        },
        { question: "接続を解除するとどうなりますか？", answer: BILLSTACK_DISCONNECT },
      ],
    },
  },
};
