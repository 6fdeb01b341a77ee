/**
 * @module What the page of an invitation says in French.
 */

import type { PageTexts } from "./en.ts";

export const FR: PageTexts = {
  heading: (product, invitedBy) =>
    invitedBy === null
      ? `On vous demande de connecter Stripe à ${product}`
      : `${invitedBy} vous demande de connecter Stripe à ${product}`,
  intro: (product) =>
    `Il vous faut un accès au compte Stripe de votre entreprise, mais pas de compte ${product}. Ce lien ne fonctionne qu’une fois, et seulement dans ce navigateur.`,
  done: (product) => ({
    heading: "C’est fait",
    text: `Stripe est connecté à ${product}. Vous pouvez fermer cette page.`,
  }),
  retry: "Réessayer",
  unreachable: {
    heading: "Impossible de charger cette page",
    text: "Le serveur n’a pas répondu comme prévu. Vérifiez votre connexion, puis réessayez dans un instant.",
  },
  refused: {
    invitation_invalid: {
      heading: "Ce lien est incomplet",
      text: "Il en manque une partie. Copiez-le en entier depuis le message reçu ou demandez-en un nouveau.",
    },
    invitation_expired: {
      heading: "Ce lien a expiré",
      text: "Il était valable 24 heures et n’a servi à aucune connexion. Demandez-en un nouveau à la personne qui l’a envoyé.",
    },
    invitation_used: {
      heading: "Ce lien a déjà servi",
      text: "Il a permis de connecter Stripe : il n’y a plus rien à faire ici. Vous pouvez fermer cette page.",
    },
    invitation_opened: {
      heading: "Ce lien a été ouvert dans un autre navigateur",
      text: "Il fonctionne dans le navigateur qui l’a ouvert en premier. Poursuivez dans celui-là ou demandez-en un nouveau à la personne qui l’a envoyé.",
    },
    invitation_revoked: {
      heading: "Ce lien n’est plus valable",
      text: "Il a été annulé, un plus récent a été créé ou Stripe a été connecté sans lui. Adressez-vous à la personne qui l’a envoyé.",
    },
  },
};
