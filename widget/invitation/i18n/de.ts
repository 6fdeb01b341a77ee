/**
 * @module What the page of an invitation says in German.
 */

import type { PageTexts } from "./en.ts";

export const DE: PageTexts = {
  heading: (product, invitedBy) =>
    invitedBy === null
      ? `Sie werden gebeten, Stripe mit ${product} zu verbinden`
      : `${invitedBy} bittet Sie, Stripe mit ${product} zu verbinden`,
  intro: (product) =>
    `Sie brauchen Zugang zum Stripe-Konto Ihres Unternehmens, aber kein Konto bei ${product}. Dieser Link gilt einmal und nur in diesem Browser.`,
  done: (product) => ({
    heading: "Fertig",
    text: `Stripe ist mit ${product} verbunden. Sie können diese Seite schließen.`,
  }),
  retry: "Noch einmal versuchen",
  unreachable: {
    heading: "Diese Seite konnte nicht geladen werden",
    text: "Der Server hat nicht richtig geantwortet. Prüfen Sie Ihre Netzwerkverbindung und versuchen Sie es gleich noch einmal.",
  },
  refused: {
    invitation_invalid: {
      heading: "Dieser Link ist nicht vollständig",
      text: "Ein Teil davon fehlt. Kopieren Sie ihn ganz aus der Nachricht, in der er kam, oder bitten Sie um einen neuen.",
    },
    invitation_expired: {
      heading: "Dieser Link ist abgelaufen",
      text: "Er galt 24 Stunden, und es wurde nichts damit verbunden. Bitten Sie die Person, die ihn geschickt hat, um einen neuen.",
    },
    invitation_used: {
      heading: "Dieser Link wurde schon verwendet",
      text: "Stripe wurde damit verbunden, hier ist also nichts mehr zu tun. Sie können diese Seite schließen.",
    },
    invitation_opened: {
      heading: "Dieser Link wurde in einem anderen Browser geöffnet",
      text: "Er gilt in dem Browser, der ihn zuerst geöffnet hat. Machen Sie dort weiter, oder bitten Sie die Person, die ihn geschickt hat, um einen neuen.",
    },
    invitation_revoked: {
      heading: "Dieser Link gilt nicht mehr",
      text: "Er wurde zurückgezogen, es gibt einen neueren, oder Stripe wurde ohne ihn verbunden. Fragen Sie die Person, die ihn geschickt hat.",
    },
  },
};
