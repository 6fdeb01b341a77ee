/**
 * @module The built-in profiles in German. What stands on Stripe's pages stays as Stripe's Dashboard shows it; what
 * stands in the element is named as `widget/i18n/de.ts` names it.
 */

import type { TranslatedProfiles } from "./translated-profiles.ts";

const ENGAGE_NEEDS = [
  "Die Rolle „Company Administrator“ oder „App Administrator“ in Recurly Engage.",
  "Ein Stripe-Konto mit Zugangsdaten für die API und der Möglichkeit, Webhooks zu nutzen.",
  "Nutzer in Recurly Engage brauchen den Trait stripe_id oder email_address, damit Aktionen sie erreichen und Webhooks sie abgleichen.",
  "Ein beliebiger Abonnementplan von Recurly Engage: Die Funktion steht allen Kunden offen.",
];

const BILLSTACK_KEYS =
  "Geheimer Schlüssel: Stripe-Dashboard → Developers → API keys. Veröffentlichbarer Schlüssel: dieselbe Seite. Webhook-Signaturgeheimnis: Es entsteht, wenn Sie Ihre Webhooks umstellen.";
const BILLSTACK_TEST_KEYS =
  "Verwenden Sie während der Migration Testschlüssel (sk_test_…), damit keine echten Kunden betroffen sind.";
const BILLSTACK_DISCONNECT =
  "Beim Trennen wird das Schema mit den synchronisierten Daten des Teams gelöscht. Das ist unbedenklich: BillStack synchronisiert alles neu aus Stripe, wenn Sie wieder verbinden und die bisherigen Daten nachladen.";

export const DE: TranslatedProfiles = {
  parityrail: {
    intro:
      "ParityRail liest Ihr Stripe-Konto, um Plan, Status und Testphase jedes Kunden zu sehen. Der Schlüssel, den Sie hier erstellen, kann nur lesen – er kann in Ihrem Stripe-Konto nie etwas ändern.",
    permissions: {
      customers: {
        why: "Kunden auflisten und abrufen, mit E-Mail-Adresse und Metadaten, um sie Ihren Nutzern zuzuordnen.",
        without: "Ohne Kunden lässt sich niemand Ihren Nutzern zuordnen.",
      },
      subscriptions: {
        why: "Status, Positionen, Preis, Menge und Testphase der Abonnements lesen, um abzuleiten, was zugesagt ist.",
        without: "Ohne Abonnements sieht jeder Kunde aus, als hätte er keines.",
      },
      invoices: {
        why: "Die letzte Rechnung lesen, um eine bezahlte Testphase von einer unbezahlten zu unterscheiden.",
        without: "Ohne Rechnungen sieht eine bezahlte Testphase wie eine unbezahlte aus.",
      },
      checkout_sessions: { why: "Nur für Ereignisse von Checkout-Sitzungen von Belang." },
      entitlements: {
        why: "Nur wenn Sie Stripe Entitlements nutzen und das Abrufen der Entitlements für das Projekt einschalten.",
      },
    },
    never: [
      {
        lead: "Überhaupt kein Schreibrecht.",
        text: "Der Connector kann nur die Ressourcen auflisten und abrufen, um die er bittet. Er geht also nicht nur sorgsam mit Ihren Stripe-Daten um – er kann sie technisch gar nicht ändern.",
      },
      {
        lead: "Keine Zahlungsdaten.",
        text: "Er liest nie Rohdaten von Zahlungsmethoden, Kartennummern oder Bankdaten.",
      },
      {
        lead: "Keine Abbuchungen, Rückerstattungen oder Auszahlungen.",
        text: "Er erstellt, ändert, liest oder veranlasst nichts davon.",
      },
      {
        lead: "Keine Schreibzugriffe.",
        text: "Er ändert nie Abonnements, Kunden, Preise oder andere Objekte in Stripe.",
      },
    ],
    guide: {
      lead: "Erstellen Sie einen eingeschränkten Stripe-Schlüssel, der nur liest, mit genau den drei Leserechten, die ParityRail braucht.",
      before: [
        "Ein Stripe-Konto mit Zugang zu Developers → API keys im Dashboard – mit genügend Rechten, um einen eingeschränkten Schlüssel zu erstellen.",
        "Eine Entscheidung zwischen Test und Live: Ein Testschlüssel (rk_test_) liest die Testdaten von Stripe, ein Live-Schlüssel (rk_live_) die Ihrer echten, zahlenden Kunden. Verbinden Sie den, dessen Kunden Sie prüfen wollen.",
        "Die Rolle Admin im ParityRail-Projekt – nur damit lässt sich Stripe verbinden.",
      ],
      copy: [
        "Ein Live-Schlüssel (rk_live_…) oder ein geheimer Schlüssel mit vollem Zugriff (sk_test_…/sk_live_…) funktioniert auch, wenn Sie den haben.",
        "Optional: Halten Sie Ihr Webhook-Signaturgeheimnis (whsec_…) bereit, damit fast in Echtzeit neu geprüft wird.",
      ],
      optional:
        "Optional erteilen Sie auch diese beiden – lassen Sie sie weg, wenn Sie weder Ereignisse von Checkout-Sitzungen noch Stripe Entitlements nutzen:",
    },
    help: {
      troubleshooting: [
        {
          problem:
            "Ein rotes X bei Customers, Subscriptions oder Invoices unter „Berechtigungen des Schlüssels“",
          answer:
            "Diese Berechtigung fehlt. Setzen Sie die Ressource in Stripe auf „Read“ und klicken Sie dann bei den Berechtigungen auf „Erneut prüfen“. Eine fehlende Berechtigung hält „Weiter“ nicht auf – ein Kunde kann durchaus keine Abonnements haben.",
        },
        {
          problem:
            "Stripe hat den API-Schlüssel abgelehnt. Prüfen Sie, ob der geheime oder eingeschränkte Schlüssel stimmt, zum richtigen Konto gehört und nicht widerrufen wurde.",
          answer:
            "Der Schlüssel ist falsch, widerrufen oder gehört zum falschen Konto – erstellen Sie ihn in Stripe neu und fügen Sie ihn noch einmal ein.",
        },
        {
          problem:
            "Geben Sie einen eingeschränkten Stripe-Schlüssel (rk_…) oder einen geheimen Schlüssel (sk_…) ein",
          answer:
            "Was Sie eingefügt haben, hat nicht die Form sk_ oder rk_ mit test oder live – wahrscheinlich haben Sie einen veröffentlichbaren Schlüssel (pk_) oder nur einen Teil kopiert.",
        },
        {
          problem: "Webhook-Signaturgeheimnisse beginnen mit whsec_",
          answer:
            "Das Feld für das Signaturgeheimnis muss leer sein oder einen Wert enthalten, der mit whsec_ beginnt.",
        },
        {
          problem: "Verbunden, aber mit den falschen Daten",
          answer:
            "Sie haben einen Testschlüssel verwendet, wollten aber Live-Kunden (oder umgekehrt). Klicken Sie auf „Neu verbinden“ und fügen Sie den Schlüssel der richtigen Umgebung ein.",
        },
        {
          problem: "Dem Stripe-API-Schlüssel fehlen die nötigen Berechtigungen…",
          answer:
            "Der Schlüssel hat überhaupt keine Leserechte und kann nicht einmal Kunden auflisten. Setzen Sie Customers, Subscriptions und Invoices auf „Read“ und verbinden Sie dann neu.",
        },
      ],
    },
  },

  dropfix: {
    intro:
      "Erkennen Sie fehlgeschlagene Zahlungen, versenden Sie Mahn-E-Mails und sehen Sie den genauen MRR aus Stripe. Von Grund auf nur lesend – DropFix kann in Ihrem Stripe-Konto nie Karten belasten, Zahlungen erstatten oder Daten ändern.",
    permissions: {
      customers: {
        why: "Ihre Nutzer Ihren Stripe-Kunden zuordnen.",
        without: "Ohne Kunden lässt sich kein Signal einem Nutzer zuordnen.",
      },
      subscriptions: {
        why: "Ihnen sagen, wann ein Kunde kündigt: für das Signal „Subscription lapsed“, Beginn und Ende der Testphasen und den MRR.",
        without:
          "Ohne Abonnements wird „Subscription lapsed“ nie ausgelöst, und als MRR gilt, was Sie selbst übergeben.",
      },
      invoices: {
        why: "Ihnen sofort sagen, wenn eine Rechnung nicht bezahlt werden kann: für das Signal „Payment failed“.",
        without: "Ohne Rechnungen müssen Sie fehlgeschlagene Zahlungen von Hand finden.",
      },
      charges: {
        why: "Sehen, warum eine Zahlung fehlgeschlagen ist.",
        without: "Ohne Abbuchungen ist bei einer fehlgeschlagenen Zahlung kein Grund bekannt.",
      },
      payment_intents: {
        why: "Sehen, ob eine fehlgeschlagene Zahlung erneut versucht wird oder auf den Kunden wartet.",
        without: "Ohne Payment Intents sieht eine Zahlung, die auf den Kunden wartet, verloren aus.",
      },
      disputes: { why: "Optional, aber empfohlen." },
    },
    never: [
      {
        lead: "Von Grund auf nur lesend.",
        text: "Mit diesen Berechtigungen kann DropFix nur Abrechnungsdaten lesen.",
      },
      {
        lead: "Keine Abbuchungen, keine Rückerstattungen.",
        text: "Es kann weder Karten belasten noch Zahlungen erstatten noch Ihre Kunden ändern – selbst wenn unsere Datenbank in falsche Hände geriete.",
      },
    ],
    words: { connect: "Stripe verbinden" },
    guide: {
      lead: "In 5 Minuten verbunden. Kein Code, kein OAuth, keine Administratorrechte nötig.",
      before: [
        "Der Schlüssel, den Sie erstellen, muss mit rk_live_ beginnen; ein Testschlüssel genügt nicht.",
        "Wenn Sie DropFix nur ausprobieren und Stripe noch nicht live nutzen, funktioniert ein Schlüssel mit rk_test_… genauso.",
      ],
      open: [
        "Gehen Sie zu dashboard.stripe.com und melden Sie sich mit Ihren Stripe-Zugangsdaten an. Achten Sie darauf, dass oben rechts der Schalter „Live mode“ eingeschaltet ist.",
        "Klicken Sie in Stripe links auf „Developers“, dann auf „API keys“. Gehen Sie nach unten zum Abschnitt „Restricted keys“ (unter „Standard keys“) und klicken Sie auf „+ Create restricted key“.",
      ],
      copy: [
        "Klicken Sie unten auf der Seite auf „Create key“. Stripe zeigt Ihnen den neuen Schlüssel: Er beginnt mit rk_live_. Klicken Sie auf „Reveal live key“, dann auf „Copy“.",
        "Wenn Sie ihn verlieren oder das Fenster versehentlich schließen, löschen Sie den Schlüssel einfach und erstellen einen neuen – es ist nichts passiert.",
        "Fügen Sie ihn ein und klicken Sie auf „Stripe verbinden“. DropFix prüft den Schlüssel sofort (mit einer kleinen Abfrage je Berechtigung) und holt die Kunden- und Abonnementdaten der letzten 30 Tage, damit Sie gleich Signale sehen.",
      ],
    },
    help: {
      why: [
        "DropFix funktioniert auch ohne Stripe, aber erst mit Stripe erkennt es fehlgeschlagene Zahlungen, versendet automatisch Mahn-E-Mails und holt den genauen MRR direkt aus Ihrer Abrechnung.",
        "Damit das sicher geschieht, nutzen wir die sicherste Art von Zugang, die Stripe hat: einen eingeschränkten API-Schlüssel. Anders als ein gewöhnlicher geheimer Schlüssel gilt er nur für bestimmte Ressourcen und bestimmte Berechtigungen. Der Schlüssel für DropFix hat nur „Read“ auf Customers, Subscriptions, Invoices, Charges und Payment Intents – sonst nichts. Er kann schlicht kein Geld bewegen und keine Daten ändern.",
        "DropFix erkennt automatisch 10 Signale für Abwanderung. Zwei davon brauchen laufend Daten aus Ihrem Stripe-Konto:",
      ],
      signals: [
        {
          name: "Payment failed",
          text: "damit wir Ihnen sofort sagen können, wenn eine Rechnung nicht bezahlt werden kann.",
        },
        {
          name: "Subscription lapsed",
          text: "damit wir Ihnen sofort sagen können, wenn ein Kunde kündigt.",
        },
      ],
      benefits: [
        {
          without: "Fehlgeschlagene Zahlungen finden Sie von Hand",
          with: "Das Signal für fehlgeschlagene Zahlungen kommt innerhalb weniger Minuten",
        },
        {
          without: "Als MRR gilt, was Sie in identify() übergeben",
          with: "Der MRR kommt direkt aus Stripe",
        },
        {
          without: "Als Beginn und Ende der Testphasen gilt, was Sie in identify() übergeben",
          with: "Beginn und Ende der Testphasen werden direkt aus Stripe gelesen",
        },
        {
          without: "E-Mails zu fehlgeschlagenen Zahlungen schreiben Sie von Hand",
          with: "Eine Mahnfolge aus 3 E-Mails startet automatisch",
        },
      ],
      next: [
        "Innerhalb von 1 Minute nach dem Verbinden sollte der Zähler „Total users tracked“ auf die Zahl Ihrer Stripe-Kunden steigen.",
        "Fehlgeschlagene Zahlungen der letzten 30 Tage erscheinen als Signale „Payment failed“ im Dashboard.",
        "Ausgelaufene Abonnements erscheinen als Signale „Subscription lapsed“.",
        "Von da an fragt DropFix Ihr Stripe-Konto alle 5 Minuten nach neuen Ereignissen.",
      ],
      revoke: [
        "Gehen Sie in Stripe zu Developers → API keys → Restricted keys.",
        "Suchen Sie Ihren Schlüssel DropFix (read-only).",
        "Klicken Sie auf das Menü ⋯ → „Delete“.",
        "Innerhalb von 5 Minuten scheitert jede Abfrage von DropFix an Ihr Stripe-Konto mit 401, und wir erhalten keine Daten mehr aus Ihrem Konto.",
        "Sie können auch in DropFix trennen, unter „Settings“ → „Integrations“ (das löscht den verschlüsselten Schlüssel sofort aus unserer Datenbank).",
      ],
      questions: [
        {
          question: "Ist das sicher?",
          answer:
            "Ja. Eingeschränkte Schlüssel von Stripe sind genau dafür gemacht – für Analysewerkzeuge, die Ihre Daten lesen müssen, ohne sie je anzutasten. Der Schlüssel kann nur lesen. Selbst wenn jemand die Datenbank von DropFix stehlen würde (wir speichern sie verschlüsselt, aber angenommen), könnte er mit diesem Schlüssel keine Karten belasten, nichts erstatten und kein Geld in irgendeine Richtung bewegen.",
        },
        {
          question: "Kann ich sehen, was DropFix liest?",
          answer:
            "Ja. Im Stripe-Dashboard sehen Sie unter Developers → Logs jede einzelne API-Abfrage mit diesem Schlüssel. Sie sehen alle 5 Minuten einige wenige (meist 2–4 je Durchgang: Rechnungen auflisten, Abonnements auflisten usw.).",
        },
        {
          question: "Wirkt sich das auf meine Stripe-Gebühren oder Ratenbegrenzungen aus?",
          answer:
            "Nein. Lesende Abfragen der Stripe-API sind kostenlos und zählen zu keinen Transaktionsgebühren. Eine Abfrage alle 5 Minuten nutzt nur einen winzigen Teil der Ratenbegrenzung von Stripe (100 Anfragen pro Sekunde).",
        },
        {
          question: "Muss ich auch Webhooks einrichten?",
          answer:
            "Nein. DropFix fragt alle 5 Minuten ab, und das ist mehr als schnell genug, um Abwanderung zu erkennen – um Kunden zu halten, brauchen Sie keine millisekundengenauen Signale.",
        },
        {
          question: "Ich nutze ein Stripe-Testkonto: Geht das trotzdem?",
          answer:
            "Ja. Erstellen Sie im Testmodus von Stripe (Schalter oben rechts im Dashboard) einen Schlüssel mit rk_test_…. Er funktioniert genauso. Wenn Sie live gehen, ersetzen Sie ihn durch einen mit rk_live_….",
        },
        {
          question: "Was, wenn ich versehentlich einen geheimen Schlüssel (sk_live_…) einfüge?",
          answer:
            "Technisch funktioniert er, aber DropFix zeigt eine Warnung und bittet Sie, ihn durch einen eingeschränkten Schlüssel zu ersetzen. Geheime Schlüssel geben vollen Schreibzugriff auf Ihr Stripe-Konto, den wir nicht brauchen und nicht haben sollten. Eingeschränkte Schlüssel sind in jedem Fall sicherer.",
        },
      ],
    },
  },

  clearsync: {
    intro:
      "ClearSync braucht Lesezugriff auf bestimmte Daten in Stripe, um Ihre Abonnement- und Abrechnungsdaten mit HubSpot zu synchronisieren. ClearSync ändert, erstellt oder löscht in Ihrem Stripe-Konto nie Daten.",
    permissions: {
      charges: {
        why: "Zahlungen in HubSpot zeigen.",
        without: "Ohne Abbuchungen zeigt HubSpot keine Zahlungen.",
      },
      customers: {
        why: "Kunden den Kontakten in HubSpot zuordnen.",
        without: "Ohne Kunden lässt sich nichts zuordnen.",
      },
      events: {
        why: "HubSpot auf dem neuesten Stand halten.",
        without: "Ohne Ereignisse bleiben verpasste Änderungen verpasst.",
      },
      payment_intents: {
        why: "Den Stand offener Zahlungen zeigen.",
        without: "Ohne Payment Intents werden offene Zahlungen nicht gezeigt.",
      },
      payment_methods: {
        why: "Zeigen, wie ein Kunde zahlt.",
        without: "Ohne Zahlungsmethoden zeigt HubSpot nicht, wie ein Kunde zahlt.",
      },
      products: {
        why: "Benennen, was gekauft wurde.",
        without: "Ohne Produkte hat das Gekaufte keinen Namen.",
      },
      coupons: { why: "Rabatte zeigen.", without: "Ohne Gutscheine werden Rabatte nicht gezeigt." },
      invoices: {
        why: "Abrechnungsdaten synchronisieren.",
        without: "Ohne Rechnungen werden keine Abrechnungsdaten synchronisiert.",
      },
      prices: {
        why: "Pläne und Beträge synchronisieren.",
        without: "Ohne Preise haben Pläne keine Beträge.",
      },
      subscriptions: {
        why: "Ihre Abonnementdaten synchronisieren.",
        without: "Ohne Abonnements werden keine Abonnementdaten synchronisiert.",
      },
      connect: {
        why: "Die ganze Kategorie.",
        without: "Ohne Connect werden die Daten verbundener Konten nicht synchronisiert.",
      },
      webhook_endpoints: {
        why: "In Ihrem Stripe-Konto einen ausgehenden Webhook anlegen, um Ereignisdaten zu lesen. ClearSync schreibt nie Webhook-Daten in Ihr Stripe-Konto.",
        without: "Ohne seinen Webhook-Endpoint erfährt ClearSync von keinen Änderungen.",
      },
    },
    never: [
      {
        lead: "Keine Änderungen an Ihren Daten.",
        text: "ClearSync ändert, erstellt oder löscht in Ihrem Stripe-Konto nie Daten.",
      },
      {
        lead: "Ein Webhook-Endpoint, mehr nicht.",
        text: "Das Schreibrecht dient dazu, den ausgehenden Webhook anzulegen und ihn beim Trennen zu entfernen.",
      },
    ],
    words: { title: "API-Schlüssel von Stripe", key_placeholder: "rk_... oder sk_..." },
    guide: {
      lead: "Sie können ClearSync mit einem geheimen Stripe-Schlüssel verbinden. Oder folgen Sie diesen Schritten, wenn Sie lieber einen eingeschränkten Schlüssel erstellen, der ClearSync nur die nötigsten Berechtigungen gibt.",
      before: [
        "Sobald Sie den Stripe-Schlüssel haben, können Sie oder jemand aus Ihrem Team ihn mit ClearSync verbinden.",
      ],
      open: ["Melden Sie sich zuerst im Stripe-Dashboard an."],
      sections: [
        { name: "Core", text: "– im Abschnitt „Core“ auf „None“ klicken, dann hinzufügen:" },
        { name: "Checkout", text: "– „None“" },
        { name: "Billing", text: "– im Abschnitt „Billing“ auf „None“ klicken, dann hinzufügen:" },
        {
          name: "Connect",
          text: "– die ganze Kategorie. Steht „Connect“ auch als zweite Spalte da, setzen Sie dort alles auf „None“ und lassen Sie „Connect“ in der linken Spalte auf „Read“.",
        },
        {
          name: "Orders, Issuing, Reporting, Sigma, Financial Connections",
          text: "– „None“",
        },
        { name: "Webhooks", text: "– alles für Webhooks: „Write“" },
      ],
    },
    help: {
      next: ["Der Import Ihrer Stripe-Daten beginnt."],
      questions: [
        {
          question: "Noch Fragen?",
          answer:
            "Unser Support hilft Ihnen, API-Schlüssel und Berechtigungen in Stripe einzurichten: Schreiben Sie an support@clearsync.ai.",
        },
      ],
    },
  },

  engage: {
    intro:
      "Verwalten Sie Abonnements, Testphasen, Gutscheine und nutzungsabhängige Abläufe direkt aus den Prompts von Recurly Engage, indem Sie Ihr Stripe-Konto verbinden.",
    permissions: {
      customers: {
        why: "Den Nutzer finden, dem ein Prompt gezeigt wird, und für ihn handeln.",
        without: "Ohne Kunden erreicht keine Aktion jemanden.",
      },
      subscriptions: {
        why: "Auf höhere Pläne umstellen, Testphasen verlängern, Gutscheine anwenden und Abonnements verwalten, ohne den Prompt zu verlassen.",
        without: "Ohne Abonnements können 1-Click-Aktionen keines ändern.",
      },
      products: {
        why: "Verfügbare Pläne werden regelmäßig synchronisiert, um sie in Prompts zu verwenden.",
        without: "Ohne Produkte haben Pläne in Prompts keine Namen.",
      },
      prices: {
        why: "Einen Nutzer zum richtigen Preis auf ein anderes Produkt umstellen.",
        without: "Ohne Preise lässt sich in Prompts kein Plan anbieten.",
      },
      coupons: {
        why: "Verfügbare Gutscheine werden regelmäßig synchronisiert, um sie in Prompts zu verwenden.",
        without: "Ohne Gutscheine lassen sich in Prompts keine anbieten.",
      },
      promotion_codes: {
        why: "Die Codes anwenden, die Ihre Kunden kennen.",
        without: "Ohne Aktionscodes lassen sich in Prompts keine anwenden.",
      },
    },
    guide: {
      lead: "Gehen Sie im Stripe-Dashboard zu Developers → API keys. Erstellen Sie einen neuen eingeschränkten Schlüssel („Restricted key“) und erteilen Sie diese Berechtigungen.",
      before: ENGAGE_NEEDS,
    },
    help: {
      why: [
        "Flexible Aktivierung: Wählen Sie zwischen Stripe Connect mit OAuth und einem API-Schlüssel.",
        "Aktualisierung in Echtzeit: Webhooks gleichen die Traits für Abonnementstatus und Abrechnungsereignisse ab, wenn Sie Stripe Connect verwendet haben. Mit einem API-Schlüssel werden die Daten regelmäßig und nachts synchronisiert.",
        "Umfassende Aktionen: auf höhere Pläne umstellen, Testphasen verlängern, Gutscheine anwenden und Abonnements verwalten, ohne den Prompt zu verlassen.",
        "Importiert werden unter anderem diese Traits:",
      ],
      signals: [
        {
          name: "subscription_status",
          text: "incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid, paused oder NONE",
        },
        { name: "delinquent", text: "true, false (true, sobald eine Zahlung fehlschlägt)" },
        { name: "current_period_start", text: "Beginn des aktuellen Abrechnungszeitraums" },
        { name: "current_period_end", text: "Ende des aktuellen Abrechnungszeitraums" },
        { name: "canceled_at", text: "Datum der Kündigung" },
        { name: "cancel_at_period_end", text: "true, false" },
        { name: "trial_start", text: "Beginn der Testphase" },
        { name: "trial_end", text: "Ende der Testphase" },
        { name: "subscription_plan", text: "Name des aktuellen oder letzten Abonnementplans" },
        { name: "recurring_interval", text: "day, week, month, year" },
        { name: "coupon", text: "Name des Gutscheins" },
        { name: "payment_card_brand", text: "Kartenmarke (z. B. visa, mastercard, amex, unknown)" },
        { name: "payment_card_country", text: "Ländercode (ISO, 2 Zeichen)" },
        { name: "payment_card_expiration", text: "Ablaufdatum der Zahlungskarte" },
        { name: "payment_card_wallet_type", text: "Art der Wallet (z. B. apple_pay, google_pay usw.)" },
      ],
      next: [
        "Nach der Aktivierung werden verfügbare Pläne und Gutscheine regelmäßig synchronisiert, um sie in Prompts zu verwenden. Sorgen Sie dafür, dass jeder Nutzerdatensatz stripe_id oder email_address enthält.",
        "Mit Stripe Connect wird ein Webhook angelegt, der Abonnementereignisse in Echtzeit synchronisiert. Mit einem API-Schlüssel wird keiner angelegt.",
        "Außerdem müssen Sie jede Nacht eine CSV-Datei übermitteln, die Ihre internen Nutzer-IDs den Stripe-Kunden-IDs zuordnet.",
        "Hängen Sie 1-Click-Aktionen an Interaktionen von Prompts, sobald die Daten synchronisiert werden, zum Beispiel „Update existing subscription“: einen Nutzer, gefunden über stripe_id oder email_address, auf ein anderes Produkt umstellen. Für die anteilige Berechnung gibt es mehrere Möglichkeiten.",
      ],
      questions: [{ question: "Was brauche ich, um zu verbinden?", answer: ENGAGE_NEEDS.join(" ") }],
      links: [
        { text: "API-Schlüssel in Stripe einrichten", url: "https://docs.stripe.com/keys" },
        {
          text: "Stripes Anleitung zur anteiligen Berechnung",
          url: "https://stripe.com/docs/billing/subscriptions/upgrade-downgrade#proration",
        },
      ],
    },
  },

  billstack: {
    intro:
      "Verknüpfen Sie Ihr bestehendes Stripe-Konto mit BillStack, indem Sie Ihre API-Schlüssel angeben. Ihr geheimer Schlüssel, Ihr veröffentlichbarer Schlüssel und Ihr Webhook-Signaturgeheimnis werden mit AES-256-GCM verschlüsselt.",
    permissions: {
      customers: {
        why: "Ihre Kunden synchronisieren.",
        without: "Ohne Kunden lässt sich nichts Synchronisiertes auseinanderhalten.",
      },
      products: { why: "Ihre Produkte synchronisieren.", without: "Ohne Produkte haben Pläne keine Namen." },
      prices: { why: "Ihre Preise synchronisieren.", without: "Ohne Preise haben Pläne keine Beträge." },
      subscriptions: {
        why: "Ihre Abonnements synchronisieren.",
        without: "Ohne Abonnements sieht jeder Kunde aus, als hätte er keines.",
      },
      invoices: {
        why: "Ihre Rechnungen synchronisieren.",
        without: "Ohne Rechnungen wird kein Abrechnungsverlauf synchronisiert.",
      },
      charges: { why: "Abbuchungen und Rückerstattungen synchronisieren." },
      payment_intents: { why: "Laufende Zahlungen synchronisieren." },
      setup_intents: { why: "Eingerichtete Zahlungsmethoden synchronisieren." },
      payment_methods: { why: "Die Zahlungsmethoden Ihrer Kunden synchronisieren." },
      disputes: { why: "Zahlungsanfechtungen synchronisieren." },
      coupons: { why: "Ihre Gutscheine synchronisieren." },
      promotion_codes: { why: "Ihre Aktionscodes synchronisieren." },
      credit_notes: { why: "Gutschriften synchronisieren." },
      checkout_sessions: { why: "Checkout-Sitzungen synchronisieren." },
      tax_rates: { why: "Ihre Steuersätze synchronisieren." },
    },
    words: {
      connect: "Verbinden",
      key: "Geheimer Schlüssel",
      publishable_key: "Veröffentlichbarer Schlüssel",
      webhook_secret: "Webhook-Signaturgeheimnis",
      key_placeholder: "sk_live_... oder sk_test_...",
    },
    guide: {
      before: [
        BILLSTACK_TEST_KEYS,
        "Verbinden Sie zuerst mit Testschlüsseln. Schließen Sie alle Schritte der Migration ab, trennen Sie und verbinden Sie neu mit Live-Schlüsseln.",
      ],
      open: [BILLSTACK_KEYS],
    },
    help: {
      next: [
        `${BILLSTACK_TEST_KEYS} Wechseln Sie zu Live-Schlüsseln, sobald Sie geprüft haben, dass alles funktioniert. Trennen Sie hier und verbinden Sie dann neu mit Live-Schlüsseln.`,
        BILLSTACK_DISCONNECT,
        "Erstellen Sie nach dem Verbinden API-Schlüssel, mit denen sich Ihre SaaS-Anwendungen bei BillStack anmelden.",
      ],
      questions: [
        {
          question: "Was geschieht beim Verbinden?",
          answer:
            "Ihr geheimer Schlüssel, Ihr veröffentlichbarer Schlüssel und Ihr Webhook-Signaturgeheimnis werden mit AES-256-GCM verschlüsselt und in der Datenbank gespeichert. BillStack legt für Ihr Team ein eigenes PostgreSQL-Schema an (stripe_team_{teamId}). Die stripe-sync-engine führt in diesem Schema Migrationen aus, damit es die synchronisierten Stripe-Daten aufnimmt. Ob die Schlüssel gültig sind, prüft BillStack, indem es das Konto aus Stripe abruft.",
        },
        { question: "Wo finde ich meine Schlüssel?", answer: BILLSTACK_KEYS },
        {
          question: "Was, wenn ich noch kein Webhook-Signaturgeheimnis habe?",
          answer:
            "Für den Anfang genügt ein Platzhalter als Webhook-Signaturgeheimnis. Ersetzen Sie ihn später, wenn Sie den Webhook-Endpoint in Stripe einrichten.",
        },
        { question: "Was bewirkt das Trennen?", answer: BILLSTACK_DISCONNECT },
      ],
    },
  },
};
