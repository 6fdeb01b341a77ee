/**
 * @module Every sentence of the element in German. Stripe's own labels stay as Stripe's Dashboard shows them.
 */

import type { ErrorCode } from "../../shared/errors.ts";
import type { KeyProblem } from "../../shared/keys.ts";
import type { Texts } from "./en.ts";

const ENTER_A_KEY =
  "Geben Sie einen eingeschränkten Stripe-Schlüssel (rk_…) oder einen geheimen Schlüssel (sk_…) ein";
const SECRETS_START = "Webhook-Signaturgeheimnisse beginnen mit whsec_";
const NOTHING_SAVED = "Es wurde nichts gespeichert: Versuchen Sie es gleich noch einmal.";

const problems: Texts["problems"] = {
  publishable: "Das ist ein veröffentlichbarer Schlüssel, für Webseiten gemacht.",
  webhook_secret: "Das ist ein Webhook-Signaturgeheimnis, kein API-Schlüssel.",
  organization: "Das ist ein Organisationsschlüssel, der mehrere Konten erreicht.",
  ephemeral: "Das ist ein flüchtiger Schlüssel, der bald abläuft.",
  managed: "Das ist die Kennung eines Schlüssels, nicht der Schlüssel selbst.",
  name_only: "Das ist der Name eines Schlüssels, ohne den Schlüssel.",
  masked:
    "Dieser Schlüssel ist verdeckt: Ein Teil fehlt. Stripe zeigt einen Schlüssel nur einmal ganz: Erstellen Sie einen neuen.",
  incomplete:
    "Dieser Schlüssel ist abgeschnitten: Sein Ende fehlt. Kopieren Sie ihn noch einmal, und zwar ganz.",
  multiple: "Das sind mehrere Schlüssel. Einer wird gebraucht.",
  hidden_character:
    "Im Schlüssel steht ein Zeichen, das nicht dorthin gehört. Kopieren Sie ihn noch einmal aus Stripe.",
  secret_not_accepted: "Das ist ein geheimer Schlüssel, der im Konto alles darf.",
  too_long: "Das ist zu lang für einen Schlüssel.",
};

/** `key_<problem>` is said by `problems`; every other code stands here. */
type OtherCode = Exclude<ErrorCode, `key_${KeyProblem}`>;

const errors: Record<OtherCode, string> & Partial<Record<ErrorCode, string>> = {
  network:
    "Die Verbindung zum Server ist fehlgeschlagen. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.",
  no_session:
    "Diese Seite konnte Sie nicht anmelden. Was verbunden ist, bleibt verbunden: Versuchen Sie es noch einmal oder laden Sie die Seite neu.",
  no_answer: "Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es gleich noch einmal.",
  request_blocked:
    "Diese Seite ist noch nicht so eingerichtet, dass sie den Server erreicht. Sagen Sie den Betreibern Bescheid.",
  unreadable_answer: "Der Server hat etwas Unerwartetes geschickt. Versuchen Sie es gleich noch einmal.",
  key_rejected:
    "Stripe hat den API-Schlüssel abgelehnt. Prüfen Sie, ob der geheime oder eingeschränkte Schlüssel stimmt, zum richtigen Konto gehört und nicht widerrufen wurde.",
  key_expired:
    "Dieser Schlüssel ist abgelaufen: Er wurde in Stripe erneuert oder seine Zeit ist um. Kopieren Sie den neuen aus Stripe und fügen Sie ihn hier ein.",
  key_ip_restricted:
    "Dieser Schlüssel gilt nur von bestimmten IP-Adressen aus. Entfernen Sie die IP-Beschränkung in Stripe und versuchen Sie es noch einmal.",
  access_revoked:
    "Das Stripe-Konto gibt diesen Zugriff nicht oder hat ihn zurückgenommen. Verbinden Sie es erneut.",
  permissions_missing:
    "Dem Stripe-API-Schlüssel fehlen die nötigen Berechtigungen. Geben Sie frei: {permissions}. Dann verbinden Sie erneut.",
  account_differs:
    "Dieser Schlüssel gehört zu einem anderen Stripe-Konto. Die Verbindung ersetzen oder zurückgehen?",
  mode_differs:
    "Dieser Schlüssel liest andere Daten, als verlangt sind: Testdaten statt echter oder umgekehrt. Trotzdem verbinden oder zurück?",
  oauth_unavailable:
    "Die Verbindung über die Seite von Stripe ist hier nicht eingerichtet. Fügen Sie stattdessen einen Schlüssel ein.",
  oauth_denied:
    "In Stripe wurde kein Zugriff gewährt, also wurde nichts verbunden. Sie können es noch einmal versuchen.",
  oauth_state_invalid:
    "Dieser Rückweg von Stripe ist nicht gültig. Beginnen Sie noch einmal auf der Seite, auf der Sie verbinden.",
  oauth_expired: "Der Rückweg von Stripe hat zu lange gedauert. Beginnen Sie noch einmal.",
  oauth_refused:
    "Stripe hat die Verbindung nicht abgeschlossen. Nichts wurde gespeichert: Beginnen Sie noch einmal.",
  oauth_misconfigured:
    "Die Verbindung über die Seite von Stripe ist nicht richtig eingerichtet. Sagen Sie es denen, die diesen Dienst betreiben.",
  publishable_key_missing: "Geben Sie auch den veröffentlichbaren Schlüssel ein: Er beginnt mit pk_",
  publishable_key_invalid: "Veröffentlichbare Schlüssel beginnen mit pk_",
  publishable_key_mode_differs:
    "Die beiden Schlüssel sind von verschiedener Art: Beide müssen Test- oder beide Live-Schlüssel sein.",
  webhook_refused: "Das Ereignis wurde nicht angenommen.",
  account_unknown:
    "Stripe hat nicht gesagt, zu welchem Konto dieser Schlüssel gehört. Die Verbindung ersetzen oder zurückgehen?",
  stripe_unavailable: `Stripe hat nicht geantwortet. ${NOTHING_SAVED}`,
  stripe_busy: `Stripe ist ausgelastet: gerade zu viele Anfragen für dieses Konto. ${NOTHING_SAVED}`,
  stripe_unexpected:
    "Stripe hat aus einem Grund abgelehnt, den wir nicht kennen. Nichts wurde gespeichert. Sagen Sie den Betreibern Bescheid, mit der Nummer der Anfrage.",
  read_not_allowed: "Das Profil dieser App liest das nicht aus Stripe.",
  reads_used_up:
    "Die Abfragen, die Stripe erlaubt, sind für heute aufgebraucht. Versuchen Sie es morgen noch einmal.",
  demo_not_in_stripe: "Die Demodaten liegen nicht in Stripe. Verbinden Sie ein Konto, um daraus zu lesen.",
  endpoint_url_refused: "An diese Adresse werden keine Ereignisse geschickt.",
  endpoints_full: "Es gibt schon so viele Ziele für Ereignisse, wie eine App haben darf.",
  endpoint_disabled: "Dieses Ziel für Ereignisse ist abgeschaltet.",
  invalid_json: "Die Anfrage war nicht lesbar.",
  parameter_unknown: "Die Anfrage enthält ein Feld, das hier unbekannt ist.",
  parameter_missing: "Der Anfrage fehlt ein Feld.",
  parameter_invalid: "Ein Feld der Anfrage hat einen Wert, der hier nicht gilt.",
  webhook_secret_invalid: SECRETS_START,
  body_too_large: "Die Anfrage ist zu groß.",
  identities_invalid:
    "Die Datei wurde nicht übernommen, und nichts hat sich geändert: Einige ihrer Zeilen sind falsch.",
  media_type_unsupported: "Die Anfrage war nicht lesbar.",
  unauthenticated:
    "Diese Seite ist nicht mehr angemeldet. Laden Sie sie neu und versuchen Sie es noch einmal.",
  admin_required:
    "Um Stripe zu verbinden, braucht man in diesem Projekt die Rolle Admin. Bitten Sie einen Admin darum.",
  rate_limited: "Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.",
  not_found: "Hier ist nichts.",
  customer_not_found: "Diesen Kunden gibt es nicht.",
  not_connected: "Stripe ist noch nicht verbunden.",
  demo_unavailable: "Hier gibt es keine Demodaten.",
  connection_changed:
    "Die Verbindung wurde inzwischen von jemand anderem geändert. Sehen Sie nach und versuchen Sie es dann noch einmal.",
  invitation_invalid:
    "Dieser Link ist nicht vollständig. Kopieren Sie ihn ganz aus der Nachricht, oder bitten Sie um einen neuen.",
  invitation_expired: "Dieser Link ist abgelaufen. Bitten Sie um einen neuen.",
  invitation_used: "Dieser Link wurde verwendet: Stripe wurde damit verbunden. Hier ist nichts mehr zu tun.",
  invitation_opened:
    "Dieser Link wurde schon in einem anderen Browser geöffnet. Machen Sie dort weiter, oder bitten Sie um einen neuen.",
  invitation_revoked:
    "Dieser Link gilt nicht mehr: Er wurde zurückgezogen, es gibt einen neueren, oder Stripe wurde ohne ihn verbunden. Fragen Sie, wer ihn geschickt hat.",
  upload_superseded:
    "Die Datei wurde nicht übernommen: Inzwischen kam eine andere, oder die Verbindung endete.",
  unavailable: "Das ist gerade nicht verfügbar. Versuchen Sie es gleich noch einmal.",
  misconfigured: "Dieser Dienst ist noch nicht eingerichtet.",
  secret_unreadable:
    "Der gespeicherte Schlüssel ließ sich nicht öffnen. Fügen Sie ihn noch einmal ein, oder sagen Sie den Betreibern Bescheid.",
  internal: "Bei uns ist etwas schiefgegangen. Sehen Sie gleich nach und versuchen Sie es dann noch einmal.",
};

export const DE: Texts = {
  errors,
  problems,
  enter: {
    either: `${ENTER_A_KEY}.`,
    restricted: "Geben Sie einen eingeschränkten Stripe-Schlüssel (rk_…) ein.",
    secret: "Geben Sie einen geheimen Stripe-Schlüssel (sk_…) ein.",
  },
  guide: {
    title: "Den Schlüssel in Stripe erstellen",
    before: "Bevor Sie beginnen",
    modes: {
      either:
        "Eine Entscheidung: Ein Testschlüssel liest die Testdaten von Stripe, ein Live-Schlüssel Ihre echten, zahlenden Kunden.",
      live: "Den Live-Modus, mit dem Schalter oben rechts in Stripe: Der Schlüssel sollte mit rk_live_ beginnen.",
      test: "Zuerst den Testmodus, damit es keine echten Kunden trifft.",
    },
    dashboard: "Zugang zu **Developers → API keys** im Stripe-Dashboard.",
    stepOpen: "Öffnen Sie",
    createRestricted: "Create restricted key",
    orRestricted: "Oder mit einem eingeschränkten Schlüssel",
    stepOpenHint:
      "Developers → API keys → Create restricted key. Wo Stripe das noch tut, sind Name und Berechtigungen schon ausgefüllt; sonst setzen Sie sie von Hand.",
    stepUse:
      "„How will you be using this key?“ → **Providing this key to a third-party application** (bei manchen Konten „to another website“). Stripe fragt nach Name und URL:",
    stepName: "Nennen Sie ihn",
    stepNameWhy: "– so finden Sie ihn später leicht wieder.",
    stepChoose: (access) =>
      `Wählen Sie **Choose your own** (oder „Customize permissions for this key“). Setzen Sie genau diese ${access ? `auf **${access}**` : "so, wie die Tabelle sagt"}, alles andere bleibt auf **None**:`,
    connectColumn:
      "Wo Stripe auch eine Spalte „Connect permissions“ zeigt, lassen Sie dort alles bei **None**.",
    stepPublishable:
      "Kopieren Sie von derselben Seite auch den veröffentlichbaren Schlüssel; er beginnt mit **pk_**.",
    stepCopySecret: "Kopieren Sie den geheimen Schlüssel; er beginnt mit **sk_**. Fügen Sie ihn unten ein.",
    stepCopy:
      "Erstellen Sie den Schlüssel und kopieren Sie ihn; er beginnt mit **rk_**. Stripe fragt vielleicht nach einem Bestätigungscode und zeigt den Schlüssel nur einmal. Fügen Sie ihn unten ein.",
    stepSecret:
      "Noch kein Webhook-Endpunkt? Lassen Sie das Signaturgeheimnis für später: Nach dem Verbinden steht hier die Adresse für den Endpunkt, mit einem Feld für das Geheimnis.",
    alsoGrant: "Auf Wunsch auch diese",
    columns: { resource: "Ressource", access: "Zugriff", why: "Wozu" },
  },
  connection: {
    connected: "Stripe verbunden",
    badges: { test: "Testmodus", live: "Live-Modus", demo: "Demo" },
    demoLabel: "Demodaten",
    reconnect: "Neu verbinden",
    reconnectCard: "Stripe neu verbinden",
    useOwn: "Das eigene Stripe verbinden",
    demoAbout: "Erfundene Kunden: Kein Stripe-Konto wird gelesen.",
    demoStaysUntil: "Der Demo-Datensatz bleibt, bis Ihr eigenes Konto verbunden ist.",
    stillConnected: "Stripe ist noch verbunden.",
    wrongData: "Verbunden, aber mit den falschen Daten? Fügen Sie einen Schlüssel der anderen Umgebung ein.",
    staysUntil: "Nichts ändert sich, bevor die neue Verbindung funktioniert.",
    cancel: "Abbrechen",
    replace: "Ersetzen",
    connectMode: { test: "Testdaten verbinden", live: "Live-Daten verbinden" },
    connectAnyway: "Trotzdem verbinden",
    otherAccount: "Das ist ein anderes Stripe-Konto. Die Verbindung ersetzen oder zurückgehen?",
    otherData: "Das liest andere Daten, als verlangt sind. Trotzdem verbinden oder zurückgehen?",
    goBack: "Zurück",
    leftBehind: {
      webhook_endpoint: "Der Webhook-Endpunkt der vorigen Verbindung ist noch in ihrem Stripe-Konto.",
      oauth_access: "Das Stripe-Konto der vorigen Verbindung führt den Zugriff noch auf.",
    },
    leftBehindLink: {
      webhook_endpoint: "Endpunkt in Stripe entfernen",
      oauth_access: "Zugriff in Stripe entfernen",
    },
    close: "Schließen",
    connectedNow: "Jetzt verbunden:",
    disconnect: "Trennen",
    disconnectQuestion: "Stripe trennen?",
    disconnectWhat:
      "Der gespeicherte Schlüssel, das Signaturgeheimnis und alles aus Stripe Gelesene werden hier gelöscht. Der Schlüssel selbst gilt, bis Sie ihn in Stripe löschen.",
    disconnectManaged:
      "Was hier gespeichert und gelesen ist, wird gelöscht, und der Webhook-Endpunkt oder Zugriff in Ihrem Stripe-Konto wird dort entfernt.",
    disconnectWhatDemo: "Die Demodaten werden entfernt. Sie können sie wieder laden.",
    disconnecting: "Wird getrennt…",
    keep: "Behalten",
    permissions: "Berechtigungen des Schlüssels",
    permissionsOfAccess: "Berechtigungen",
    recheck: "Erneut prüfen",
    checking: "Wird geprüft…",
    checkedAt: (when) => `Geprüft: ${when}`,
    statuses: {
      missing: "Fehlt",
      off: "Nicht erteilt",
      unknown: "Stripe hat nicht geantwortet",
      unchecked: "Nicht geprüft",
    },
    uncheckedWhy:
      "„Nicht geprüft“: Nichts beweist diese Berechtigung im Voraus. Es zeigt sich, wenn sie gebraucht wird.",
    asBefore: "Darunter steht, was die letzte Prüfung ergab.",
    asOf: (when) => `Stand ${when}, vor der Ablehnung`,
    allGranted: "Alle nötigen Berechtigungen sind erteilt.",
    grant: (access, label) =>
      `Geben Sie ${label} in Ihrem eingeschränkten Schlüssel zum ${access === "read" ? "Lesen (Read)" : "Schreiben (Write)"} frei`,
    goOn: "Sie können weitermachen.",
    continue: "Weiter",
    health: {
      permission_missing: {
        title: "Eine nötige Berechtigung fehlt",
        text: "Erteilen Sie sie in Stripe und prüfen Sie dann erneut.",
      },
      webhook_endpoint_failed: {
        title: "Noch kein Webhook-Endpunkt",
        text: "Der Webhook-Endpunkt ließ sich in Stripe nicht anlegen. Prüfen Sie erneut, um es noch einmal zu versuchen.",
      },
      refused_once: {
        title: "Stripe hat diesen Schlüssel abgelehnt",
        text: "Wir fragen in ein paar Minuten noch einmal, bevor wir ihn widerrufen nennen. Was gelesen wurde, bleibt.",
      },
      key_rejected: {
        title: "Stripe nimmt diesen Schlüssel nicht mehr an",
        text: "Wahrscheinlich wurde er in Stripe gelöscht oder erneuert. Nichts ist verloren: Fügen Sie einen neuen Schlüssel desselben Kontos ein.",
      },
      key_expired: {
        title: "Dieser Schlüssel ist abgelaufen",
        text: "Er wurde in Stripe erneuert oder seine Zeit ist um. Nichts ist verloren: Fügen Sie einen neuen Schlüssel desselben Kontos ein.",
      },
      key_ip_restricted: {
        title: "Dieser Schlüssel gilt nur von bestimmten IP-Adressen aus",
        text: "Entfernen Sie die IP-Beschränkung in Stripe und prüfen Sie dann erneut. Oder fügen Sie einen neuen Schlüssel ein.",
      },
      access_revoked: {
        title: "Stripe hat den Zugriff zurückgenommen",
        text: "Jemand hat ihn im Stripe-Konto beendet. Nichts ist verloren: Verbinden Sie dasselbe Konto erneut.",
      },
    },
    pasteNew: "Neuen Schlüssel einfügen",
    askAgain: "Jetzt noch einmal fragen",
    connectAgain: "Erneut mit Stripe verbinden",
    nowGranted: (labels) => `Jetzt erteilt: ${labels}.`,
    nowLost: (labels) => `Nicht mehr erteilt: ${labels}.`,
    newest: (date) => `Neuester Kunde vom ${date}`,
    noCustomers: "Noch keine Kunden",
    noSubscriptions: "0 Abonnements: Ist das das richtige Konto?",
    secretWarning: (product) =>
      `Das ist ein geheimer Schlüssel, der im Konto alles darf. ${product} braucht das nicht: Bitte ersetzen Sie ihn durch einen eingeschränkten.`,
    replaceSecret: "Durch einen eingeschränkten Schlüssel ersetzen",
    excess: (product, labels) =>
      `Dieser Schlüssel darf mehr, als ${product} braucht: ${labels}. Mit weniger ist er sicherer.`,
    webhook: {
      title: "Ereignisse",
      waiting: "Wartet auf das erste Ereignis…",
      last: (when) => `Letztes Ereignis: ${when}`,
      failed: "Der Endpunkt ließ sich in Stripe noch nicht anlegen.",
      managed: "Der Endpunkt wurde in Ihrem Stripe-Konto für Sie angelegt.",
      placeholder: "Das Signaturgeheimnis ist noch ein Platzhalter.",
      none: "Auf Wunsch: Stripe kann seine Ereignisse hierher senden.",
      setUp: "Einrichten",
      change: "Ändern",
      open: "Öffnen Sie",
      page: "Webhooks in Stripe",
      add: "und legen Sie einen Endpunkt mit dieser Adresse an:",
      select: "Wählen Sie diese Ereignisse:",
      copyAll: "Alle kopieren",
      paste: "Fügen Sie sein Signaturgeheimnis ein:",
      save: "Speichern",
      saving: "Wird gespeichert…",
      saved: "Signaturgeheimnis gespeichert.",
      notSaved: "Es wurde nicht gespeichert.",
    },
  },
  sync: {
    title: "Ihr Konto wird gelesen",
    titlePaused: "Das Lesen pausiert",
    titleRead: "Ihr Konto ist gelesen",
    starting: "Das Lesen beginnt gleich.",
    goOn: "Sie können weitermachen. Das Lesen läuft von allein weiter, auch wenn Sie diese Seite schließen.",
    resources: {
      customers: ["Kunde", "Kunden"],
      subscriptions: ["Abonnement", "Abonnements"],
      invoices: ["Rechnung", "Rechnungen"],
      charges: ["Abbuchung", "Abbuchungen"],
      refunds: ["Rückerstattung", "Rückerstattungen"],
      payment_intents: ["Zahlung", "Zahlungen"],
      setup_intents: ["Zahlungseinrichtung", "Zahlungseinrichtungen"],
      disputes: ["Zahlungsanfechtung", "Zahlungsanfechtungen"],
      credit_notes: ["Gutschrift", "Gutschriften"],
      checkout_sessions: ["Bezahlvorgang", "Bezahlvorgänge"],
      products: ["Produkt", "Produkte"],
      prices: ["Preis", "Preise"],
      coupons: ["Gutschein", "Gutscheine"],
      promotion_codes: ["Aktionscode", "Aktionscodes"],
      tax_rates: ["Steuersatz", "Steuersätze"],
      subscription_schedules: ["Abonnementplan", "Abonnementpläne"],
      payment_methods: ["Zahlungsmethode", "Zahlungsmethoden"],
      entitlements: ["Berechtigung", "Berechtigungen"],
    },
    count: (done, name) => `${done} ${name}`,
    countOf: (done, names, total) => `${names}: ${done} von etwa ${total}`, // the names have no dative
    read: (what) => `${what} gelesen`,
    readAll: "Ihr Konto ist gelesen",
    means: {
      webhooks: "Änderungen kommen sofort an",
      events: "alle paar Minuten nachgesehen",
      lists: "alle paar Minuten nachgesehen",
      demo: "Demodaten",
    },
    problems: {
      permission_missing:
        "Der Schlüssel darf nicht alles lesen. Erteilen Sie die fehlende Berechtigung in Stripe, dann wird es gelesen.",
      key_refused:
        "Stripe lehnt den Schlüssel ab. Was gelesen wurde, bleibt; mit einem neuen Schlüssel desselben Kontos geht es weiter.",
      rate_limited: "Stripe hat uns gebeten, langsamer zu lesen.",
      stripe_unavailable: "Stripe antwortet gerade nicht.",
      stripe_unexpected: "Stripe hat auf eine Weise geantwortet, die wir nicht kennen.",
      reads_used_up: "Für heute ist aufgebraucht, was Stripe zu lesen erlaubt.",
    },
    goesOn: {
      byItself: "Es geht von allein weiter.",
      at: (time) => `Um ${time} Uhr geht es weiter.`,
      tomorrow: "Morgen geht es weiter.",
      on: (date) => `Am ${date} geht es weiter.`,
    },
    kept: "Was gelesen wurde, bleibt erhalten.",
  },
  help: {
    benefits: "Was Sie davon haben",
    without: "Ohne Stripe",
    with: "Mit Stripe",
    why: "Warum wir danach fragen",
    questions: "Häufige Fragen",
    troubleshooting: "Wenn etwas nicht klappt",
    revoke: "So nehmen Sie den Zugriff zurück",
    next: "Wie es weitergeht",
    contact: "Noch Fragen? Schreiben Sie an",
  },
  oauth: {
    title: "Stripe verbinden",
    about: "Sie stimmen auf der Seite von Stripe zu und kommen hierher zurück. Nichts wird eingefügt.",
    connect: "Mit Stripe verbinden",
    leaving: "Stripe wird geöffnet…",
    back: "Sie sind von Stripe zurück. Das dauert ein paar Sekunden.",
    finishing: "Die Verbindung wird abgeschlossen…",
    toKey: "Stattdessen einen API-Schlüssel einfügen",
    toOauth: "Stattdessen mit Stripe verbinden",
  },
  credentials: {
    title: "API-Schlüssel von Stripe",
    publishable: "Veröffentlichbarer Schlüssel",
    problems: {
      missing: "Geben Sie auch den veröffentlichbaren Schlüssel ein: Er beginnt mit pk_.",
      other: "Veröffentlichbare Schlüssel beginnen mit pk_.",
      cut_off: "Sein Ende fehlt: Kopieren Sie ihn noch einmal aus Stripe.",
      is_key:
        "Das ist ein geheimer oder eingeschränkter Schlüssel: Dafür gibt es ein eigenes Feld. Veröffentlichbare Schlüssel beginnen mit pk_.",
    },
    differs:
      "Die beiden Schlüssel sind von verschiedener Art: Beide müssen Test- oder beide Live-Schlüssel sein.",
    good: { test: "Ein veröffentlichbarer Testschlüssel.", live: "Ein veröffentlichbarer Live-Schlüssel." },
    moveToPublishable: "In das Feld für den veröffentlichbaren Schlüssel verschieben",
    later: "das geht auch später",
    laterHint: "Für den Anfang genügt ein Platzhalter. Das Signaturgeheimnis können Sie später nachtragen.",
    placeholder: "Das ist ein Platzhalter. Sie können ihn später ersetzen.",
    warnSecret: (product) =>
      `Das ist ein geheimer Schlüssel. Er gibt vollen Schreibzugriff auf Ihr Stripe-Konto, den ${product} nicht braucht und nicht haben sollte. Er funktioniert, aber ein eingeschränkter Schlüssel ist in jedem Fall sicherer.`,
  },
  loadFailed: "Das konnte nicht geladen werden",
  retry: "Noch einmal versuchen",
  loading: "Wird geladen…",

  keyCard: "Eingeschränkter API-Schlüssel",
  whichData: "Welche Daten?",
  modes: { test: "Test", live: "Live" },
  createKey: "Schlüssel in Stripe erstellen",
  openKeys: "API keys in Stripe",
  showHow: (minutes) =>
    minutes ? `So geht’s · ${minutes === 1 ? "1 Minute" : `${minutes} Minuten`}` : "So geht’s",
  hideHow: "Schritte ausblenden",
  toKey: "Zum Feld für den Schlüssel",
  howKept:
    "Wird vor dem Speichern verschlüsselt. Löschen Sie ihn in Stripe, wann Sie wollen: Dann endet der Zugang.",
  copy: "Kopieren",
  copied: "Kopiert",
  copyFailed: "Nicht erlaubt: bitte markieren",
  newTab: "Öffnet einen neuen Tab",
  apiKey: "API-Schlüssel",
  show: "Zeigen",
  hide: "Verbergen",
  goodKey: {
    restricted: { test: "Ein eingeschränkter Testschlüssel.", live: "Ein eingeschränkter Live-Schlüssel." },
    secret: { test: "Ein geheimer Testschlüssel.", live: "Ein geheimer Live-Schlüssel." },
  },
  secretKey:
    "Das ist ein geheimer Schlüssel, der im Konto alles darf. Ein eingeschränkter Schlüssel ist sicherer.",
  reads: { test: "Er liest Testdaten.", live: "Er liest Ihre echten, zahlenden Kunden." },
  otherMode: {
    test: "Das ist ein Testschlüssel; verlangt sind Live-Daten.",
    live: "Das ist ein Live-Schlüssel; verlangt sind Testdaten.",
  },
  cleaned: "Was darum herum stand, wurde weggelassen.",
  held: "Dieser Schlüssel wird für einen neuen Versuch behalten.",
  moveToSecret: "In das Feld für das Signaturgeheimnis verschieben",
  moveToKey: "In das Feld für den API-Schlüssel verschieben",
  secretLabel: "Webhook-Signaturgeheimnis",
  optional: "optional",
  secretHint: "Damit Stripe seine Ereignisse hierher senden kann. Das geht auch später.",
  secretProblems: {
    other: `${SECRETS_START}.`,
    cut_off: "Sein Ende fehlt: Kopieren Sie es noch einmal aus Stripe.",
    is_key: `Das ist ein API-Schlüssel. ${SECRETS_START}.`,
  },
  connect: "Testen & verbinden",
  connecting: "Verbindung wird getestet…",

  never: (product) => `Worauf ${product} nie zugreift`,

  demoCard: "Demo ausprobieren",
  demoHint: "Nur mal schauen? Beispielkunden, ganz ohne Stripe-Konto.",
  connectDemo: "Demodaten verbinden",
  loadingDemo: "Demodaten werden geladen…",

  access: { read: "Read", write: "Write" },
  editKey: "Schlüssel in Stripe bearbeiten",

  notConnected: "Stripe ist noch nicht verbunden",
  askAdmin:
    "Um Stripe zu verbinden, braucht man in diesem Projekt die Rolle Admin. Bitten Sie einen Admin darum.",

  toasts: {
    connected: { test: "Stripe verbunden (Testmodus)", live: "Stripe verbunden (Live-Modus)" },
    demo: (customers) => `Demo eingeschaltet – ${customers} Beispielkunden geladen`,
    disconnected: "Stripe getrennt",
  },
};
