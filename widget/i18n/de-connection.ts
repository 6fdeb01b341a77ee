/**
 * @module What is said of a connection in German.
 */

import type { ConnectedTexts } from "../connected/connected-texts.ts";

export const CONNECTION_DE: ConnectedTexts = {
  connected: "Stripe verbunden",
  badges: { test: "Testmodus", live: "Live-Modus", demo: "Demo" },
  demoLabel: "Demodaten",
  reconnect: "Neu verbinden",
  reconnectCard: "Stripe neu verbinden",
  wrongData: "Verbunden, aber mit den falschen Daten? Fügen Sie einen Schlüssel der anderen Umgebung ein.",
  staysUntil: "Nichts ändert sich, bevor der neue Schlüssel funktioniert.",
  cancel: "Abbrechen",
  replace: "Ersetzen",
  connectMode: { test: "Testdaten verbinden", live: "Live-Daten verbinden" },
  connectAnyway: "Trotzdem verbinden",
  otherAccount: "Das ist ein anderes Stripe-Konto. Die Verbindung ersetzen oder zurückgehen?",
  otherData: "Das liest andere Daten, als verlangt sind. Trotzdem verbinden oder zurückgehen?",
  goBack: "Zurück",
  leftBehind: {
    webhook_endpoint: "Stripe ist hier getrennt, aber der Webhook-Endpunkt ist noch in Ihrem Stripe-Konto.",
    oauth_access: "Stripe ist hier getrennt, aber Ihr Stripe-Konto führt den Zugriff noch auf.",
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
    "Der gespeicherte Schlüssel, das Signaturgeheimnis und alles aus Stripe Gelesene werden hier gelöscht. In Stripe ändert sich nichts.",
  disconnectManaged:
    "Was hier gespeichert und gelesen ist, wird gelöscht, und der Webhook-Endpunkt, der in Ihrem Stripe-Konto angelegt wurde, dort entfernt.",
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
    unproved: "Nicht bekannt",
  },
  uncheckedWhy:
    "„Nicht geprüft“: Nichts beweist diese Berechtigung im Voraus. Es zeigt sich, wenn sie gebraucht wird.",
  asBefore: "Darunter steht, was die letzte Prüfung ergab.",
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
      title: "Stripe hat den Schlüssel eben abgelehnt",
      text: "Das kann vorübergehen: Prüfen Sie in ein paar Minuten erneut oder fügen Sie einen neuen Schlüssel desselben Kontos ein.",
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
    title: "Webhook",
    waiting: "Wartet auf das erste Ereignis…",
    last: (when) => `Letztes Ereignis: ${when}`,
    failed: "Der Endpunkt ließ sich in Stripe noch nicht anlegen.",
    managed: "Der Endpunkt wurde in Ihrem Stripe-Konto für Sie angelegt.",
    placeholder: "Das Signaturgeheimnis ist noch ein Platzhalter.",
    none: "Auf Wunsch: für Prüfungen fast in Echtzeit.",
    how: "Legen Sie in Stripe einen Webhook-Endpunkt mit dieser Adresse an und fügen Sie dann hier sein Signaturgeheimnis ein.",
    change: "Das Signaturgeheimnis eintragen",
    copy: "Kopieren",
    save: "Speichern",
    saving: "Wird gespeichert…",
  },
};
