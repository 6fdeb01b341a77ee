/**
 * @module What the Worker says in German: its errors, what is the matter with a connection, and Stripe's wizard. Stripe's own labels
 * stay as Stripe's Dashboard shows them.
 */

import type { WorkerTexts } from "./worker-texts.ts";

const SECRETS_START = "Webhook-Signaturgeheimnisse beginnen mit whsec_";
const NOTHING_SAVED = "Es wurde nichts gespeichert: Versuchen Sie es gleich noch einmal.";

export const DE: WorkerTexts = {
  errors: {
    key_rejected:
      "Stripe hat den API-Schlüssel abgelehnt. Prüfen Sie, ob der geheime oder eingeschränkte Schlüssel stimmt, zum richtigen Konto gehört und nicht widerrufen wurde.",
    key_expired:
      "Dieser Schlüssel ist abgelaufen: Er wurde in Stripe erneuert oder hat sein Ablaufdatum erreicht. Kopieren Sie den neuen aus Stripe und fügen Sie ihn hier ein.",
    key_ip_restricted:
      "Dieser Schlüssel funktioniert nur von bestimmten IP-Adressen aus. Entfernen Sie die IP-Beschränkung des Schlüssels in Stripe und versuchen Sie es noch einmal.",
    access_revoked:
      "Das Stripe-Konto gewährt diesen Zugriff nicht oder hat ihn zurückgenommen. Verbinden Sie es neu.",
    permissions_missing:
      "Dem Stripe-API-Schlüssel fehlen die nötigen Berechtigungen. Erteilen Sie {permissions} und verbinden Sie dann neu.",
    account_differs:
      "Dieser Schlüssel gehört zu einem anderen Stripe-Konto. Die Verbindung ersetzen oder zurückgehen?",
    mode_differs:
      "Dieser Schlüssel liest andere Daten, als verlangt sind: Testdaten statt Live-Daten oder umgekehrt. Trotzdem verbinden oder zurückgehen?",
    oauth_unavailable:
      "Die Verbindung über die Seite von Stripe ist hier nicht eingerichtet. Fügen Sie stattdessen einen Schlüssel ein.",
    oauth_denied:
      "In Stripe wurde kein Zugriff gewährt, daher wurde nichts verbunden. Sie können es noch einmal versuchen.",
    oauth_state_invalid:
      "Diese Rückkehr von Stripe ist nicht gültig. Beginnen Sie noch einmal auf der Seite, auf der Sie Stripe verbinden.",
    oauth_expired: "Die Rückkehr von Stripe hat zu lange gedauert. Beginnen Sie noch einmal.",
    oauth_refused:
      "Stripe hat die Verbindung nicht abgeschlossen. Es wurde nichts gespeichert: Beginnen Sie noch einmal.",
    oauth_misconfigured:
      "Die Verbindung über die Seite von Stripe ist nicht richtig eingerichtet. Bitte informieren Sie die Betreiber.",
    publishable_key_missing: "Geben Sie auch den veröffentlichbaren Schlüssel ein: Er beginnt mit pk_.",
    publishable_key_invalid: "Veröffentlichbare Schlüssel beginnen mit pk_.",
    publishable_key_mode_differs:
      "Die beiden Schlüssel gehören zu verschiedenen Modi: Nötig sind zwei Test- oder zwei Live-Schlüssel.",
    account_unknown:
      "Stripe hat nicht gesagt, zu welchem Konto dieser Schlüssel gehört. Die Verbindung ersetzen oder zurückgehen?",
    stripe_unavailable: `Stripe hat nicht geantwortet. ${NOTHING_SAVED}`,
    stripe_busy: `Stripe ist ausgelastet: Für dieses Konto gibt es gerade zu viele Anfragen. ${NOTHING_SAVED}`,
    stripe_unexpected:
      "Stripe hat aus einem uns unbekannten Grund abgelehnt. Es wurde nichts gespeichert. Bitte informieren Sie die Betreiber und nennen Sie die Anfrage-ID.",
    webhook_secret_invalid: SECRETS_START,
    unauthenticated:
      "Sie sind auf dieser Seite nicht mehr angemeldet. Laden Sie sie neu und versuchen Sie es noch einmal.",
    admin_required:
      "Um Stripe zu verbinden, ist in diesem Projekt die Rolle Admin nötig. Bitten Sie einen Admin darum.",
    rate_limited: "Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es dann noch einmal.",
    not_connected: "Stripe ist noch nicht verbunden.",
    demo_unavailable: "Hier gibt es keine Demodaten.",
    connection_changed:
      "Die Verbindung wurde inzwischen von jemand anderem geändert. Sehen Sie nach und versuchen Sie es dann noch einmal.",
    invitation_invalid:
      "Dieser Link ist nicht vollständig. Kopieren Sie ihn ganz aus der Nachricht, oder bitten Sie um einen neuen.",
    invitation_expired: "Dieser Link ist abgelaufen. Bitten Sie um einen neuen.",
    invitation_used:
      "Dieser Link wurde schon verwendet: Stripe wurde damit verbunden. Hier ist nichts mehr zu tun.",
    invitation_opened:
      "Dieser Link wurde schon in einem anderen Browser geöffnet. Machen Sie dort weiter, oder bitten Sie um einen neuen.",
    invitation_revoked:
      "Dieser Link gilt nicht mehr: Er wurde zurückgezogen, es gibt einen neueren, oder Stripe wurde ohne ihn verbunden. Fragen Sie, wer ihn geschickt hat.",
    unavailable: "Das ist gerade nicht verfügbar. Versuchen Sie es gleich noch einmal.",
    misconfigured: "Dieser Dienst ist noch nicht eingerichtet.",
    secret_unreadable:
      "Der gespeicherte Schlüssel konnte nicht geöffnet werden. Fügen Sie ihn noch einmal ein oder informieren Sie die Betreiber.",
    internal:
      "Bei uns ist ein Fehler aufgetreten. Sehen Sie gleich noch einmal nach und versuchen Sie es dann noch einmal.",
  },
  health: {
    permission_missing: {
      title: "Eine nötige Berechtigung fehlt",
      message: "Erteilen Sie sie in Stripe und prüfen Sie dann erneut.",
    },
    webhook_endpoint_failed: {
      title: "Noch kein Webhook-Endpoint",
      message:
        "Der Webhook-Endpoint konnte in Stripe nicht angelegt werden. Prüfen Sie erneut, um es noch einmal zu versuchen.",
    },
    refused_once: {
      title: "Stripe hat diesen Schlüssel abgelehnt",
      message:
        "Wir fragen in ein paar Minuten noch einmal, bevor wir ihn als widerrufen betrachten. Was bisher gelesen wurde, bleibt erhalten.",
    },
    key_rejected: {
      title: "Stripe nimmt diesen Schlüssel nicht mehr an",
      message:
        "Wahrscheinlich wurde er in Stripe gelöscht oder erneuert. Nichts ist verloren: Fügen Sie einen neuen Schlüssel desselben Kontos ein.",
    },
    key_expired: {
      title: "Dieser Schlüssel ist abgelaufen",
      message:
        "Er wurde in Stripe erneuert oder hat sein Ablaufdatum erreicht. Nichts ist verloren: Fügen Sie einen neuen Schlüssel desselben Kontos ein.",
    },
    key_ip_restricted: {
      title: "Dieser Schlüssel funktioniert nur von bestimmten IP-Adressen aus",
      message:
        "Entfernen Sie die IP-Beschränkung des Schlüssels in Stripe und prüfen Sie dann erneut. Oder fügen Sie einen neuen Schlüssel ein.",
    },
    access_revoked: {
      title: "Stripe hat den Zugriff zurückgenommen",
      message:
        "Jemand hat ihn im Stripe-Konto beendet. Nichts ist verloren: Verbinden Sie dasselbe Konto erneut.",
    },
  },
  sync: {
    permission_missing:
      "Der Schlüssel darf nicht alles lesen. Erteilen Sie die fehlende Berechtigung in Stripe, dann wird auch der Rest gelesen.",
    key_refused:
      "Stripe lehnt den Schlüssel ab. Was gelesen wurde, bleibt erhalten; mit einem neuen Schlüssel desselben Kontos geht es weiter.",
    rate_limited: "Stripe hat uns gebeten, langsamer zu lesen.",
    stripe_unavailable: "Stripe antwortet gerade nicht.",
    stripe_unexpected: "Stripe hat auf eine Weise geantwortet, die wir nicht kennen.",
    reads_used_up: "Die von Stripe erlaubten Lesezugriffe sind für heute aufgebraucht.",
  },
  receipt: {
    titles: {
      granted: "Darf",
      excess: "Darf, obwohl nicht verlangt",
      missing: "Darf nicht",
      unknown: "Stripe hat nicht geantwortet",
      unchecked: "Nicht geprüft",
    },
    beyond: {
      everything: "Ein geheimer Schlüssel darf im Konto alles.",
      unknown: "Was er sonst noch darf, wurde nicht abgefragt.",
      nothing: "Beispieldaten: Es wird kein Stripe-Konto abgefragt.",
    },
    onlyReads: (product) => `Der Server von ${product} sendet damit nur Leseanfragen.`,
    onlyThese: (product) => `Der Server von ${product} sendet damit nur, was ${product} verlangt.`,
  },
  wizard: {
    title: "Schlüssel in Stripe erstellen",
    before: "Bevor Sie beginnen",
    modes: {
      either:
        "Eine Entscheidung: Ein Testschlüssel liest die Testdaten von Stripe, ein Live-Schlüssel die Ihrer echten, zahlenden Kunden.",
      live: "Live-Modus, mit dem Schalter „Live mode“ oben rechts in Stripe: Der Schlüssel sollte mit rk_live_ beginnen.",
      test: "Zuerst der Testmodus, damit keine echten Kunden betroffen sind.",
    },
    dashboard: "Zugang zu **Developers → API keys** im Stripe-Dashboard.",
    step_open: "Öffnen Sie",
    create_restricted: "Create restricted key",
    or_restricted: "Oder mit einem eingeschränkten Schlüssel",
    step_open_hint:
      "Developers → API keys → Create restricted key. Name und Berechtigungen sind vielleicht schon ausgefüllt; sonst setzen Sie sie von Hand.",
    step_use:
      "„How will you be using this key?“ → **Providing this key to a third-party application** (bei manchen Konten „to another website“). Stripe fragt nach deren Name und URL:",
    step_name: "Nennen Sie ihn",
    step_name_why: "– so finden Sie ihn später leicht wieder.",
    step_choose:
      "Wählen Sie **Choose your own** (oder „Customize permissions for this key“). Setzen Sie genau diese Ressourcen auf **{access}**, alles andere bleibt auf **None**:",
    step_choose_mixed:
      "Wählen Sie **Choose your own** (oder „Customize permissions for this key“). Setzen Sie genau diese Ressourcen so, wie die Tabelle zeigt, alles andere bleibt auf **None**:",
    connect_column:
      "Wo Stripe auch eine Spalte „Connect permissions“ zeigt, lassen Sie dort alles bei **None**.",
    step_publishable:
      "Kopieren Sie von derselben Seite auch den veröffentlichbaren Schlüssel; er beginnt mit **pk_**.",
    step_copy_secret: "Kopieren Sie den geheimen Schlüssel; er beginnt mit **sk_**. Fügen Sie ihn unten ein.",
    step_copy:
      "Erstellen Sie den Schlüssel und kopieren Sie ihn; er beginnt mit **rk_**. Stripe fragt vielleicht nach einem Bestätigungscode und zeigt den Schlüssel nur einmal. Fügen Sie ihn unten ein.",
    step_secret:
      "Noch kein Webhook-Endpoint? Lassen Sie das Signaturgeheimnis für später: Nach dem Verbinden steht hier die Adresse für den Endpoint, mit einem Feld für das Geheimnis.",
    also_grant: "Optional: Erteilen Sie auch diese",
  },
};
