/**
 * @module Every sentence of the element in Japanese. Stripe's own labels stay as Stripe's Dashboard shows them.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { Texts } from "./en.ts";

const SECRETS_START = "Webhook 署名シークレットは whsec_ で始まります";
const CUT_OFF = "末尾が欠けています。Stripe からもう一度コピーしてください。";
const CAN_DO_ALL = "これはシークレットキーで、アカウントのあらゆる操作が可能です。";

const resources: Readonly<Record<ResourceName, string>> = {
  customers: "顧客",
  subscriptions: "サブスクリプション",
  invoices: "請求書",
  charges: "決済",
  refunds: "返金",
  payment_intents: "PaymentIntent",
  setup_intents: "SetupIntent",
  disputes: "不審請求の申請",
  credit_notes: "クレジットノート",
  checkout_sessions: "Checkout セッション",
  products: "商品",
  prices: "価格",
  coupons: "クーポン",
  promotion_codes: "プロモーションコード",
  tax_rates: "税率",
  subscription_schedules: "サブスクリプションスケジュール",
  payment_methods: "支払い方法",
  entitlements: "エンタイトルメント",
};

const problems: Texts["problems"] = {
  publishable: "これは公開可能キーで、Web ページで使うものです。",
  webhook_secret: "これは Webhook 署名シークレットです。API キーではありません。",
  organization: "これは組織のキーで、複数のアカウントに使うものです。",
  ephemeral: "これは一時キーで、まもなく期限が切れます。",
  managed: "これはキーの ID です。キーそのものではありません。",
  name_only: "これはキーの名前だけです。キーそのものがありません。",
  masked:
    "このキーは一部が伏せられています。Stripe でキー全体が表示されるのは一度だけです。新しいキーを作成してください。",
  incomplete: "このキーは末尾が欠けています。全体をもう一度コピーしてください。",
  multiple: "キーが複数あります。必要なのは 1 つです。",
  hidden_character:
    "キーに空白や改行などの余分な文字が含まれています。Stripe からもう一度コピーしてください。",
  secret_not_accepted: CAN_DO_ALL,
  too_long: "キーとしては長すぎます。",
};

const errors: Texts["errors"] = {
  network: "サーバーに接続できませんでした。ネットワークを確認してから、再試行してください。",
  no_answer: "サーバーから時間内に応答がありませんでした。しばらくしてから再試行してください。",
  request_blocked:
    "このページは、まだサーバーに接続できるように設定されていません。運営者にお知らせください。",
  no_session:
    "このページでサインインできませんでした。既存の接続はそのままです。再試行するか、ページを再読み込みしてください。",
  unreadable_answer: "サーバーから予期しない応答がありました。しばらくしてから再試行してください。",
  oauth_unavailable:
    "Stripe のページでの接続は、ここでは設定されていません。代わりにキーを貼り付けてください。",
  oauth_denied:
    "Stripe でアクセスが許可されなかったため、何も接続されていません。もう一度お試しいただけます。",
  oauth_refused: "Stripe で接続が完了しませんでした。何も保存されていません。最初からやり直してください。",
};

export const TEXTS: Texts = {
  errors,
  problems,
  enter: {
    either: "Stripe の制限付きキー（rk_…）またはシークレットキー（sk_…）を入力してください。",
    restricted: "Stripe の制限付きキー（rk_…）を入力してください。",
    secret: "Stripe のシークレットキー（sk_…）を入力してください。",
  },
  loadFailed: "読み込めませんでした",
  retry: "再試行",
  loading: "読み込み中…",

  keyCard: "制限付き API キー",
  whichData: "対象のデータ",
  modes: { test: "テスト", live: "本番" },
  createKey: "Stripe でキーを作成",
  openKeys: "Stripe の API keys",
  showHow: (minutes) => (minutes ? `手順を見る · ${minutes} 分` : "手順を見る"),
  hideHow: "手順を隠す",
  toKey: "キーの入力欄へ",
  howKept: "暗号化してから保存します。Stripe でキーを削除すれば、いつでもアクセスを終了できます。",
  copy: "コピー",
  copied: "コピーしました",
  copyFailed: "コピー不可：選択してください",
  newTab: "新しいタブで開きます",
  apiKey: "API キー",
  show: "表示",
  hide: "非表示",
  goodKey: {
    restricted: { test: "テスト環境の制限付きキーです。", live: "本番環境の制限付きキーです。" },
    secret: { test: "テスト環境のシークレットキーです。", live: "本番環境のシークレットキーです。" },
  },
  secretKey: `${CAN_DO_ALL}制限付きキーのほうが安全です。`,
  reads: {
    test: "テストデータを読み取ります。",
    live: "実際に支払っている顧客のデータを読み取ります。",
  },
  otherMode: {
    test: "これはテスト環境のキーです。求められているのは本番データです。",
    live: "これは本番環境のキーです。求められているのはテストデータです。",
  },
  cleaned: "前後の余分な文字を取り除きました。",
  held: "このキーは再試行のために保持しています。",
  moveToSecret: "署名シークレットの入力欄に移す",
  moveToKey: "API キーの入力欄に移す",
  secretLabel: "Webhook 署名シークレット",
  optional: "任意",
  secretHint: "Stripe がここへイベントを送信するために使います。後で追加できます。",
  secretProblems: {
    other: `${SECRETS_START}。`,
    cut_off: CUT_OFF,
    is_key: `これは API キーです。${SECRETS_START}。`,
  },
  connect: "テストして接続",
  connecting: "接続をテスト中…",

  never: (product) => `${product} が決してアクセスしないもの`,

  demoCard: "デモモードを使う",
  demoHint: "まずは試してみたい方に。サンプル顧客を使うので、Stripe アカウントは不要です。",
  connectDemo: "デモデータを接続",
  loadingDemo: "デモデータを読み込み中…",

  editKey: "Stripe でキーを編集",

  notConnected: "Stripe はまだ接続されていません",
  askAdmin: "Stripe を接続するには、このプロジェクトの管理者ロールが必要です。管理者に依頼してください。",

  toasts: {
    connected: {
      test: "Stripe を接続しました（テスト環境）",
      live: "Stripe を接続しました（本番環境）",
    },
    demo: (customers) => `デモモードを有効にし、サンプル顧客 ${customers} 件を読み込みました`,
    disconnected: "Stripe の接続を解除しました",
  },

  connection: {
    connected: "Stripe 接続済み",
    by: (name, when) => `${name} さんが接続（${when}）`,
    byInvitation: (name, when) => `${name} さんの招待を受けた人が接続（${when}）`,
    since: (when) => `接続日時：${when}`,
    badges: { test: "テスト環境", live: "本番環境", demo: "デモ" },
    demoLabel: "デモデータ",
    reconnect: "再接続",
    reconnectCard: "Stripe を再接続",
    useOwn: "自分の Stripe を接続",
    demoAbout: "架空の顧客です。Stripe アカウントは読み取りません。",
    demoStaysUntil: "自分のアカウントが接続されるまで、デモデータはそのまま残ります。",
    stillConnected: "Stripe は接続されたままです。",
    wrongData: "接続したデータが違う場合は、もう一方の環境のキーを貼り付けてください。",
    staysUntil: "新しい接続が有効になるまで、何も変わりません。",
    cancel: "キャンセル",
    replace: "置き換える",
    connectMode: { test: "テストデータを接続", live: "本番データを接続" },
    connectAnyway: "このまま接続",
    otherAccount: "これは別の Stripe アカウントです。接続を置き換えますか、それとも戻りますか？",
    otherData: "求められたものとは別のデータです。接続しますか、それとも戻りますか？",
    goBack: "戻る",
    leftBehind: {
      webhook_endpoint: "以前の接続の Webhook エンドポイントが、その Stripe アカウントに残っています。",
      oauth_access: "以前の接続に許可したアクセスが、その Stripe アカウントに残っています。",
    },
    leftBehindLink: {
      webhook_endpoint: "Stripe でエンドポイントを削除",
      oauth_access: "Stripe でアクセスを取り消す",
    },
    close: "閉じる",
    connectedNow: "現在の接続：",
    disconnect: "接続を解除",
    disconnectQuestion: "Stripe の接続を解除しますか？",
    disconnectWhat:
      "保存されたキー、署名シークレット、Stripe から読み取ったすべてのデータが、ここから削除されます。キー自体は、Stripe で削除するまで有効です。",
    disconnectManaged:
      "ここに保存されたものと読み取ったデータが削除され、Stripe アカウント側の Webhook エンドポイントまたはアクセス許可も取り除かれます。",
    disconnectWhatDemo: "デモデータが削除されます。もう一度読み込むこともできます。",
    disconnecting: "接続を解除中…",
    keep: "解除しない",
    permissions: "キーの権限",
    permissionsOfAccess: "権限",
    recheck: "再確認",
    checking: "確認中…",
    checkedAt: (when) => `確認日時：${when}`,
    statuses: {
      missing: "不足",
      off: "未付与",
      unknown: "Stripe から応答なし",
      unchecked: "未確認",
    },
    uncheckedWhy: "「未確認」：この権限は事前に確認できません。実際に使うときに分かります。",
    asBefore: "以下は前回の確認結果です。",
    asOf: (when) => `${when} 時点（拒否される前）`,
    allGranted: "必要な権限はすべて付与されています。",
    grant: (access, label) =>
      `制限付きキーで ${label} を「${access === "read" ? "Read" : "Write"}」にしてください`,
    goOn: "このまま続けられます。",
    continue: "続ける",
    pasteNew: "新しいキーを貼り付け",
    askAgain: "今すぐもう一度確認",
    connectAgain: "もう一度 Stripe で接続",
    nowGranted: (labels) => `新たに付与された権限：${labels}。`,
    nowLost: (labels) => `付与されなくなった権限：${labels}。`,
    newest: (date) => `最新の顧客：${date}`,
    noCustomers: "顧客はまだいません",
    noSubscriptions: "サブスクリプションが 0 件です。正しいアカウントですか？",
    secretWarning: (product) =>
      `${CAN_DO_ALL}${product} にそこまでの権限は必要ありません。制限付きキーに置き換えてください。`,
    replaceSecret: "制限付きキーに置き換える",
    excess: (product, labels) =>
      `このキーには、${product} に必要のない権限もあります：${labels}。権限の少ないキーのほうが安全です。`,
    webhook: {
      title: "イベント",
      waiting: "最初のイベントを待っています…",
      last: (when) => `最後のイベント：${when}`,
      failed: "Stripe にまだエンドポイントを作成できていません。",
      managed: "エンドポイントは Stripe アカウントに自動で作成されました。",
      placeholder: "署名シークレットはまだ仮の値です。",
      none: "任意：Stripe からここへイベントを送信できます。",
      setUp: "設定",
      change: "変更",
      open: "まず",
      page: "Stripe の Webhooks",
      add: "を開き、次の URL のエンドポイントを追加します：",
      select: "次のイベントを選択します：",
      copyAll: "すべてコピー",
      paste: "その署名シークレットを貼り付けます：",
      save: "保存",
      saving: "保存中…",
      saved: "署名シークレットを保存しました。",
      notSaved: "保存されませんでした。",
    },
  },

  sync: {
    title: "アカウントを読み取り中",
    titlePaused: "読み取りを一時停止中",
    starting: "まもなく読み取りを開始します。",
    goOn: "このまま続けられます。このページを閉じても、読み取りは自動で続きます。",
    resource: (name) => resources[name],
    count: (done, name) => `${name} ${done} 件`,
    countOf: (done, name, total) => `${name} 約 ${total} 件中 ${done} 件`,
    read: (what) => `${what}を読み取りました`,
    readAll: "アカウントを読み取りました",
    means: {
      webhooks: "変更はすぐに届きます",
      events: "数分ごとに確認",
      lists: "数分ごとに確認",
      demo: "デモデータ",
    },
    goesOn: {
      byItself: "読み取りは自動で再開します。",
      at: (time) => `${time} に読み取りを再開します。`,
      tomorrow: "明日、読み取りを再開します。",
      on: (date) => `${date}に読み取りを再開します。`,
    },
    kept: "読み取ったデータは保持されています。",
  },

  invitation: {
    ask: "Stripe の担当者は別の方ですか？",
    making: "リンクを作成中…",
    title: "チームメンバーに依頼",
    waiting: "待機中",
    opened: "開かれました",
    how: (when) =>
      `Stripe でキーを作成できる方に、このリンクを送ってください。${when} まで、1 回だけこのステップを開けます。ログイン情報を共有したり、チャットでキーを送ったりする必要はありません。`,
    openedAt: (when) => `${when} に開かれました。`,
    follows: "このページは自動で更新されます。",
    cancel: "リンクを取り消す",
  },

  receipt: {
    title: "このキーでできること",
    print: "印刷",
    close: "閉じる",
    asked: (when) => `Stripe に確認：${when}`,
    refused: (when) => `Stripe が拒否：${when}。以下は拒否される前の内容です。`,
    notAsked: "問い合わせなし",
  },

  oauth: {
    title: "Stripe を接続",
    about: "Stripe のページで許可すると、ここに戻ります。何も貼り付ける必要はありません。",
    connect: "Stripe で接続",
    leaving: "Stripe を開いています…",
    back: "Stripe から戻りました。完了まで数秒かかります。",
    finishing: "接続を完了しています…",
    toKey: "代わりに API キーを貼り付ける",
    toOauth: "代わりに Stripe で接続",
  },

  credentials: {
    title: "Stripe の API キー",
    publishable: "公開可能キー",
    problems: {
      missing: "公開可能キーも入力してください。pk_ で始まります。",
      other: "公開可能キーは pk_ で始まります。",
      cut_off: CUT_OFF,
      is_key:
        "これはシークレットキーまたは制限付きキーです。専用の入力欄があります。公開可能キーは pk_ で始まります。",
    },
    differs: "2 つのキーの環境が異なります。両方ともテスト環境か、両方とも本番環境のキーにしてください。",
    good: { test: "テスト環境の公開可能キーです。", live: "本番環境の公開可能キーです。" },
    moveToPublishable: "公開可能キーの入力欄に移す",
    later: "後で貼り付けられます",
    laterHint: "初期設定では仮の Webhook 署名シークレットを使い、後で更新できます。",
    placeholder: "これは仮の値です。後で更新できます。",
  },

  help: {
    benefits: "接続のメリット",
    without: "Stripe なし",
    with: "Stripe あり",
    why: "接続をお願いする理由",
    questions: "よくある質問",
    troubleshooting: "トラブルシューティング",
    revoke: "アクセスを取り消す方法",
    next: "接続後の流れ",
    contact: "その他のご質問はこちらへ：",
  },
};
