/**
 * @module Every sentence of the element in German. Stripe's own labels stay as Stripe's Dashboard shows them.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { Texts } from "./en.ts";

const ENTER_A_KEY =
  "Geben Sie einen eingeschränkten Stripe-Schlüssel (rk_…) oder einen geheimen Schlüssel (sk_…) ein";
const SECRETS_START = "Webhook-Signaturgeheimnisse beginnen mit whsec_";

const resources: Readonly<Record<ResourceName, readonly [one: string, many: string]>> = {
  customers: ["Kunde", "Kunden"],
  subscriptions: ["Abonnement", "Abonnements"],
  invoices: ["Rechnung", "Rechnungen"],
  charges: ["Abbuchung", "Abbuchungen"],
  refunds: ["Rückerstattung", "Rückerstattungen"],
  payment_intents: ["Zahlung", "Zahlungen"],
  setup_intents: ["Zahlungseinrichtung", "Zahlungseinrichtungen"],
  disputes: ["Zahlungsanfechtung", "Zahlungsanfechtungen"],
  credit_notes: ["Gutschrift", "Gutschriften"],
  checkout_sessions: ["Checkout-Sitzung", "Checkout-Sitzungen"],
  products: ["Produkt", "Produkte"],
  prices: ["Preis", "Preise"],
  coupons: ["Gutschein", "Gutscheine"],
  promotion_codes: ["Aktionscode", "Aktionscodes"],
  tax_rates: ["Steuersatz", "Steuersätze"],
  subscription_schedules: ["Abonnement-Zeitplan", "Abonnement-Zeitpläne"],
  payment_methods: ["Zahlungsmethode", "Zahlungsmethoden"],
  entitlements: ["Entitlement", "Entitlements"],
};

const problems: Texts["problems"] = {
  publishable: "Das ist ein veröffentlichbarer Schlüssel, gedacht für Webseiten.",
  webhook_secret: "Das ist ein Webhook-Signaturgeheimnis, kein API-Schlüssel.",
  organization: "Das ist ein Organisationsschlüssel, der für mehrere Konten gilt.",
  ephemeral: "Das ist ein kurzlebiger Schlüssel, der bald abläuft.",
  managed: "Das ist die ID eines Schlüssels, nicht der Schlüssel selbst.",
  name_only: "Das ist der Name eines Schlüssels, ohne den Schlüssel.",
  masked:
    "Ein Teil dieses Schlüssels ist verdeckt. Stripe zeigt einen Schlüssel nur einmal vollständig: Erstellen Sie einen neuen.",
  incomplete:
    "Dieser Schlüssel ist abgeschnitten: Sein Ende fehlt. Kopieren Sie ihn noch einmal vollständig.",
  multiple: "Das sind mehrere Schlüssel. Gebraucht wird nur einer.",
  hidden_character:
    "Im Schlüssel steht ein Leerzeichen, ein Zeilenumbruch oder ein anderes Zeichen, das nicht hineingehört. Kopieren Sie ihn noch einmal aus Stripe.",
  secret_not_accepted: "Das ist ein geheimer Schlüssel, der im Konto alles darf.",
  too_long: "Das ist zu lang für einen Schlüssel.",
};

const errors: Texts["errors"] = {
  network:
    "Die Verbindung zum Server ist fehlgeschlagen. Prüfen Sie Ihre Netzwerkverbindung und versuchen Sie es noch einmal.",
  no_session:
    "Diese Seite konnte Sie nicht anmelden. Was verbunden ist, bleibt verbunden: Versuchen Sie es noch einmal oder laden Sie die Seite neu.",
  no_answer: "Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es gleich noch einmal.",
  request_blocked:
    "Diese Seite ist noch nicht für die Verbindung zum Server eingerichtet. Bitte informieren Sie die Betreiber.",
  unreadable_answer: "Der Server hat etwas Unerwartetes geschickt. Versuchen Sie es gleich noch einmal.",
  oauth_unavailable:
    "Die Verbindung über die Seite von Stripe ist hier nicht eingerichtet. Fügen Sie stattdessen einen Schlüssel ein.",
  oauth_denied:
    "In Stripe wurde kein Zugriff gewährt, daher wurde nichts verbunden. Sie können es noch einmal versuchen.",
  oauth_refused:
    "Stripe hat die Verbindung nicht abgeschlossen. Es wurde nichts gespeichert: Beginnen Sie noch einmal.",
};

export const TEXTS: Texts = {
  errors,
  problems,
  enter: {
    either: `${ENTER_A_KEY}.`,
    restricted: "Geben Sie einen eingeschränkten Stripe-Schlüssel (rk_…) ein.",
    secret: "Geben Sie einen geheimen Stripe-Schlüssel (sk_…) ein.",
  },
  connection: {
    connected: "Stripe verbunden",
    by: (name, when) => `Von ${name}, ${when}`,
    byInvitation: (name, when) => `Auf Einladung von ${name}, ${when}`,
    since: (when) => `Seit ${when}`,
    badges: { test: "Testmodus", live: "Live-Modus", demo: "Demo" },
    demoLabel: "Demodaten",
    reconnect: "Neu verbinden",
    reconnectCard: "Stripe neu verbinden",
    useOwn: "Eigenes Stripe-Konto verbinden",
    demoAbout: "Erfundene Kunden: Es wird kein Stripe-Konto gelesen.",
    demoStaysUntil: "Die Demodaten bleiben, bis Ihr eigenes Konto verbunden ist.",
    stillConnected: "Stripe ist noch verbunden.",
    wrongData: "Verbunden, aber mit den falschen Daten? Fügen Sie einen Schlüssel der anderen Umgebung ein.",
    staysUntil: "Es ändert sich nichts, bis die neue Verbindung funktioniert.",
    cancel: "Abbrechen",
    replace: "Ersetzen",
    connectMode: { test: "Testdaten verbinden", live: "Live-Daten verbinden" },
    connectAnyway: "Trotzdem verbinden",
    otherAccount: "Das ist ein anderes Stripe-Konto. Die Verbindung ersetzen oder zurückgehen?",
    otherData: "Damit würden andere Daten gelesen als verlangt. Trotzdem verbinden oder zurückgehen?",
    goBack: "Zurück",
    leftBehind: {
      webhook_endpoint: "Im Stripe-Konto der vorigen Verbindung gibt es noch deren Webhook-Endpoint.",
      oauth_access: "Im Stripe-Konto der vorigen Verbindung ist der Zugriff noch eingetragen.",
    },
    leftBehindLink: {
      webhook_endpoint: "Endpoint in Stripe entfernen",
      oauth_access: "Zugriff in Stripe entfernen",
    },
    close: "Schließen",
    connectedNow: "Zurzeit verbunden:",
    disconnect: "Trennen",
    disconnectQuestion: "Stripe trennen?",
    disconnectWhat:
      "Der gespeicherte Schlüssel, das Signaturgeheimnis und alle aus Stripe gelesenen Daten werden hier gelöscht. Der Schlüssel selbst gilt weiter, bis Sie ihn in Stripe löschen.",
    disconnectManaged:
      "Was hier gespeichert und gelesen wurde, wird gelöscht. Der Webhook-Endpoint oder der Zugriff wird aus Ihrem Stripe-Konto entfernt.",
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
      "„Nicht geprüft“: Nichts beweist diese Berechtigung im Voraus. Das zeigt sich erst, wenn sie gebraucht wird.",
    asBefore: "Unten steht das Ergebnis der letzten Prüfung.",
    asOf: (when) => `Stand: ${when}, vor der Ablehnung`,
    allGranted: "Alle nötigen Berechtigungen sind erteilt.",
    grant: (access, label) =>
      `Erteilen Sie Ihrem eingeschränkten Schlüssel ${access === "read" ? "Lesezugriff (Read)" : "Schreibzugriff (Write)"} auf ${label}`,
    goOn: "Sie können weitermachen.",
    continue: "Weiter",
    pasteNew: "Neuen Schlüssel einfügen",
    askAgain: "Jetzt noch einmal fragen",
    connectAgain: "Erneut mit Stripe verbinden",
    nowGranted: (labels) => `Jetzt erteilt: ${labels}.`,
    nowLost: (labels) => `Nicht mehr erteilt: ${labels}.`,
    newest: (date) => `Neuester Kunde: ${date}`,
    noCustomers: "Noch keine Kunden",
    noSubscriptions: "0 Abonnements: Ist das das richtige Konto?",
    secretWarning: (product) =>
      `Das ist ein geheimer Schlüssel, der im Konto alles darf. ${product} braucht das nicht: Bitte ersetzen Sie ihn durch einen eingeschränkten.`,
    replaceSecret: "Schlüssel ersetzen",
    excess: (product, labels) =>
      `Dieser Schlüssel darf mehr, als ${product} braucht: ${labels}. Ein Schlüssel mit weniger Berechtigungen ist sicherer.`,
    webhook: {
      title: "Ereignisse",
      waiting: "Warten auf das erste Ereignis…",
      last: (when) => `Letztes Ereignis: ${when}`,
      failed: "Der Endpoint konnte in Stripe noch nicht angelegt werden.",
      managed: "Der Endpoint wurde in Ihrem Stripe-Konto für Sie angelegt.",
      placeholder: "Das Signaturgeheimnis ist noch ein Platzhalter.",
      none: "Optional: Stripe kann seine Ereignisse hierher senden.",
      setUp: "Einrichten",
      change: "Ändern",
      open: "Öffnen Sie",
      page: "Webhooks in Stripe",
      add: "und legen Sie einen Endpoint mit dieser Adresse an:",
      select: "Wählen Sie diese Ereignisse aus:",
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
    titlePaused: "Lesen pausiert",
    starting: "Das Lesen beginnt gleich.",
    goOn: "Sie können weitermachen. Das Lesen läuft von allein weiter, auch wenn Sie diese Seite schließen.",
    resource: (name, count) => resources[name][count === 1 ? 0 : 1],
    count: (done, name) => `${done} ${name}`,
    countOf: (done, names, total) => `${names}: ${done} von etwa ${total}`, // the names have no dative
    read: (what) => `${what} gelesen`,
    readAll: "Ihr Konto wurde gelesen",
    means: {
      webhooks: "Änderungen kommen sofort an",
      events: "Prüfung alle paar Minuten",
      lists: "Prüfung alle paar Minuten",
      demo: "Demodaten",
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
    revoke: "So widerrufen Sie den Zugriff",
    next: "Wie es weitergeht",
    contact: "Noch Fragen? Schreiben Sie an",
  },
  invitation: {
    ask: "Hat jemand anders Stripe-Zugang?",
    making: "Link wird erstellt…",
    title: "Jemanden aus dem Team bitten",
    waiting: "Wartet",
    opened: "Geöffnet",
    how: (when) =>
      `Schicken Sie diesen Link an jemanden, der in Stripe Schlüssel erstellen kann. Der Link öffnet diesen Schritt nur einmal und gilt bis ${when}. Niemand gibt Zugangsdaten weiter, niemand schickt einen Schlüssel im Chat.`,
    openedAt: (when) => `Geöffnet: ${when}.`,
    follows: "Diese Seite aktualisiert sich von selbst.",
    cancel: "Link zurückziehen",
  },
  receipt: {
    title: "Was dieser Schlüssel darf",
    print: "Drucken",
    close: "Schließen",
    asked: (when) => `Bei Stripe abgefragt: ${when}`,
    refused: (when) => `Von Stripe abgelehnt: ${when}. Unten steht, was vorher galt.`,
    notAsked: "nicht abgefragt",
  },
  oauth: {
    title: "Stripe verbinden",
    about: "Sie stimmen auf der Seite von Stripe zu und kommen hierher zurück. Einfügen müssen Sie nichts.",
    connect: "Mit Stripe verbinden",
    leaving: "Stripe wird geöffnet…",
    back: "Sie sind von Stripe zurück. Es dauert noch ein paar Sekunden.",
    finishing: "Verbindung wird abgeschlossen…",
    toKey: "Stattdessen API-Schlüssel einfügen",
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
      "Die beiden Schlüssel gehören zu verschiedenen Modi: Nötig sind zwei Test- oder zwei Live-Schlüssel.",
    good: { test: "Ein veröffentlichbarer Testschlüssel.", live: "Ein veröffentlichbarer Live-Schlüssel." },
    moveToPublishable: "Als veröffentlichbaren Schlüssel eintragen",
    later: "das geht auch später",
    laterHint: "Für den Anfang genügt ein Platzhalter. Das Signaturgeheimnis können Sie später nachtragen.",
    placeholder: "Das ist ein Platzhalter. Sie können ihn später ersetzen.",
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
    "Der Schlüssel wird vor dem Speichern verschlüsselt. Löschen Sie ihn jederzeit in Stripe: Dann endet der Zugriff.",
  copy: "Kopieren",
  copied: "Kopiert",
  copyFailed: "Nicht erlaubt: bitte markieren",
  newTab: "Öffnet einen neuen Tab",
  apiKey: "API-Schlüssel",
  show: "Anzeigen",
  hide: "Verbergen",
  goodKey: {
    restricted: { test: "Ein eingeschränkter Testschlüssel.", live: "Ein eingeschränkter Live-Schlüssel." },
    secret: { test: "Ein geheimer Testschlüssel.", live: "Ein geheimer Live-Schlüssel." },
  },
  secretKey:
    "Das ist ein geheimer Schlüssel, der im Konto alles darf. Ein eingeschränkter Schlüssel ist sicherer.",
  reads: { test: "Er liest Testdaten.", live: "Er liest die Daten Ihrer echten, zahlenden Kunden." },
  otherMode: {
    test: "Das ist ein Testschlüssel; verlangt sind Live-Daten.",
    live: "Das ist ein Live-Schlüssel; verlangt sind Testdaten.",
  },
  cleaned: "Was ihn umgab, wurde weggelassen.",
  held: "Dieser Schlüssel bleibt für einen weiteren Versuch erhalten.",
  moveToSecret: "Als Signaturgeheimnis eintragen",
  moveToKey: "Als API-Schlüssel eintragen",
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
  demoHint: "Erst einmal umsehen? Beispielkunden, ohne Stripe-Konto.",
  connectDemo: "Demodaten verbinden",
  loadingDemo: "Demodaten werden geladen…",

  editKey: "Schlüssel in Stripe bearbeiten",

  notConnected: "Stripe ist noch nicht verbunden",
  askAdmin:
    "Um Stripe zu verbinden, ist in diesem Projekt die Rolle Admin nötig. Bitten Sie einen Admin darum.",

  toasts: {
    connected: { test: "Stripe verbunden (Testmodus)", live: "Stripe verbunden (Live-Modus)" },
    demo: (customers) => `Demo eingeschaltet – ${customers} Beispielkunden geladen`,
    disconnected: "Stripe getrennt",
  },
};
