/**
 * @module What the Worker says in French: its errors, what is the matter with a connection, and Stripe's wizard. Stripe's own labels
 * stay as Stripe's Dashboard shows them.
 */

import type { WorkerTexts } from "./worker-texts.ts";

const SECRETS_START = "Les secrets de signature de webhook commencent par whsec_";
const NOTHING_SAVED = "Rien n’a été enregistré : réessayez dans un instant.";

export const FR: WorkerTexts = {
  errors: {
    key_rejected:
      "Stripe a refusé la clé API. Vérifiez que la clé secrète ou limitée est correcte, qu’elle appartient au bon compte et qu’elle n’a pas été révoquée.",
    key_expired:
      "Cette clé a expiré : elle a été renouvelée ou est arrivée à échéance dans Stripe. Copiez la nouvelle depuis Stripe et collez-la ici.",
    key_ip_restricted:
      "Cette clé ne fonctionne que depuis certaines adresses IP. Retirez la restriction d’IP de la clé dans Stripe, puis réessayez.",
    access_revoked: "Le compte Stripe n’accorde pas cet accès ou l’a retiré. Reconnectez-le.",
    permissions_missing:
      "La clé API Stripe n’a pas les autorisations requises. Accordez {permissions}, puis reconnectez Stripe.",
    account_differs:
      "Cette clé appartient à un autre compte Stripe. Remplacer la connexion ou revenir en arrière ?",
    account_unknown:
      "Stripe n’a pas dit à quel compte appartient cette clé. Remplacer la connexion ou revenir en arrière ?",
    mode_differs:
      "Cette clé ne lit pas les données demandées : ce sont des données de test au lieu de celles de production, ou l’inverse. Connecter quand même ou revenir en arrière ?",
    oauth_unavailable: "La connexion par la page de Stripe n’est pas configurée ici. Collez plutôt une clé.",
    oauth_denied: "L’accès n’a pas été accordé dans Stripe : rien n’a été connecté. Vous pouvez réessayer.",
    oauth_state_invalid:
      "Ce retour de Stripe n’est pas valide. Recommencez depuis la page où vous connectez Stripe.",
    oauth_expired: "Le retour de Stripe a pris trop de temps. Recommencez.",
    oauth_refused: "Stripe n’a pas finalisé la connexion. Rien n’a été enregistré : recommencez.",
    oauth_misconfigured:
      "La connexion par la page de Stripe est mal configurée. Signalez-le aux responsables de ce service.",
    invitation_invalid:
      "Ce lien est incomplet. Copiez-le en entier depuis le message où il se trouve ou demandez-en un nouveau.",
    invitation_expired: "Ce lien a expiré. Demandez-en un nouveau.",
    invitation_used: "Ce lien a déjà servi à connecter Stripe. Il n’y a plus rien à faire ici.",
    invitation_opened:
      "Ce lien a déjà été ouvert dans un autre navigateur. Poursuivez dans celui-là ou demandez-en un nouveau.",
    invitation_revoked:
      "Ce lien n’est plus valable : il a été annulé, un plus récent a été créé ou Stripe a été connecté sans lui. Adressez-vous à la personne qui l’a envoyé.",
    stripe_unavailable: `Stripe n’a pas répondu. ${NOTHING_SAVED}`,
    stripe_busy: `Stripe est occupé : il y a trop de requêtes pour ce compte en ce moment. ${NOTHING_SAVED}`,
    stripe_unexpected:
      "Stripe a refusé pour une raison que nous ne connaissons pas. Rien n’a été enregistré. Signalez-le aux responsables de ce service, avec l’identifiant de la requête.",
    webhook_secret_invalid: SECRETS_START,
    publishable_key_missing: "Saisissez aussi la clé publiable : elle commence par pk_.",
    publishable_key_invalid: "Les clés publiables commencent par pk_.",
    publishable_key_mode_differs:
      "Les deux clés sont de modes différents : il faut deux clés de test ou deux clés de production.",
    unauthenticated: "Votre session sur cette page a pris fin. Rechargez la page et réessayez.",
    admin_required:
      "Pour connecter Stripe, il faut le rôle d’administrateur sur ce projet. Demandez à un administrateur de le faire.",
    rate_limited: "Trop de tentatives. Patientez un instant, puis réessayez.",
    not_connected: "Stripe n’est pas encore connecté.",
    demo_unavailable: "Il n’y a pas de données de démo ici.",
    connection_changed:
      "Quelqu’un d’autre a modifié la connexion entre-temps. Consultez-la à nouveau, puis réessayez.",
    unavailable: "Ce n’est pas disponible pour le moment. Réessayez dans un instant.",
    misconfigured: "Ce service n’est pas encore configuré.",
    secret_unreadable:
      "La clé enregistrée n’a pas pu être lue. Collez-la à nouveau ou prévenez les responsables de ce service.",
    internal: "Une erreur s’est produite de notre côté. Revenez voir dans un instant, puis réessayez.",
  },
  health: {
    permission_missing: {
      title: "Il manque une autorisation requise",
      message: "Accordez-la dans Stripe, puis vérifiez à nouveau.",
    },
    webhook_endpoint_failed: {
      title: "Pas encore d’endpoint de webhook",
      message:
        "L’endpoint de webhook n’a pas pu être créé dans Stripe. Vérifiez à nouveau pour relancer la création.",
    },
    refused_once: {
      title: "Stripe a refusé cette clé",
      message:
        "Nous interrogerons Stripe à nouveau dans quelques minutes avant de la considérer comme révoquée. Ce qui a été lu jusqu’ici est conservé.",
    },
    key_rejected: {
      title: "Stripe n’accepte plus cette clé",
      message:
        "Elle a probablement été supprimée ou renouvelée dans Stripe. Rien n’est perdu : collez une nouvelle clé du même compte.",
    },
    key_expired: {
      title: "Cette clé a expiré",
      message:
        "Elle a été renouvelée ou est arrivée à échéance dans Stripe. Rien n’est perdu : collez une nouvelle clé du même compte.",
    },
    key_ip_restricted: {
      title: "Cette clé ne fonctionne que depuis certaines adresses IP",
      message:
        "Retirez la restriction d’IP de la clé dans Stripe, puis vérifiez à nouveau. Ou collez une nouvelle clé.",
    },
    access_revoked: {
      title: "Stripe a retiré l’accès",
      message: "Quelqu’un y a mis fin dans le compte Stripe. Rien n’est perdu : reconnectez le même compte.",
    },
  },
  sync: {
    permission_missing:
      "La clé ne peut pas tout lire. Accordez l’autorisation manquante dans Stripe, et le reste sera lu.",
    key_refused:
      "Stripe refuse la clé. Ce qui a été lu est conservé ; la lecture reprend avec une nouvelle clé du même compte.",
    rate_limited: "Stripe nous a demandé de ralentir.",
    stripe_unavailable: "Stripe ne répond pas en ce moment.",
    stripe_unexpected: "Stripe a répondu d’une façon que nous ne connaissons pas.",
    reads_used_up: "Les lectures autorisées par Stripe sont épuisées pour aujourd’hui.",
  },
  receipt: {
    titles: {
      granted: "Autorisé",
      excess: "Autorisé, mais non demandé",
      missing: "Non autorisé",
      unknown: "Stripe n’a pas répondu",
      unchecked: "Non vérifié",
    },
    beyond: {
      everything: "Une clé secrète peut tout faire dans le compte.",
      unknown: "Stripe n’a pas été interrogé sur ce qu’elle peut faire d’autre.",
      nothing: "Données fictives : aucun compte Stripe n’est interrogé.",
    },
    onlyReads: (product) => `Avec cette clé, le serveur ${product} n’envoie que des requêtes de lecture.`,
    onlyThese: (product) => `Avec cette clé, le serveur ${product} n’envoie que ce que ${product} demande.`,
  },
  wizard: {
    title: "Créer la clé dans Stripe",
    before: "Avant de commencer",
    modes: {
      either:
        "Un choix à faire : une clé de test lit les données de test de Stripe, une clé de production celles de vos vrais clients payants.",
      live: "Le mode production (« Live mode »), avec le sélecteur en haut à droite dans Stripe : la clé devrait commencer par rk_live_.",
      test: "Le mode test d’abord, pour ne toucher aucun vrai client.",
    },
    dashboard: "L’accès à **Developers → API keys** dans le Dashboard Stripe.",
    step_open: "Ouvrez",
    create_restricted: "Create restricted key",
    or_restricted: "Ou avec une clé limitée",
    step_open_hint:
      "Developers → API keys → Create restricted key. Le nom et les autorisations peuvent être déjà remplis ; sinon, remplissez-les à la main.",
    step_use:
      "« How will you be using this key? » → **Providing this key to a third-party application** (« to another website » sur certains comptes). Stripe demande le nom et l’URL de cette application :",
    step_name: "Nommez-la",
    step_name_why: "pour la retrouver facilement plus tard.",
    step_choose:
      "Choisissez **Choose your own** (ou « Customize permissions for this key »). Réglez exactement ces ressources sur **{access}** et laissez tout le reste sur **None** :",
    step_choose_mixed:
      "Choisissez **Choose your own** (ou « Customize permissions for this key »). Réglez exactement ces ressources comme l’indique le tableau et laissez tout le reste sur **None** :",
    connect_column:
      "Si Stripe affiche aussi une colonne « Connect permissions », laissez-y tout sur **None**.",
    step_publishable: "Sur la même page, copiez aussi la clé publiable ; elle commence par **pk_**.",
    step_copy_secret: "Copiez la clé secrète ; elle commence par **sk_**. Collez-la ci-dessous.",
    step_copy:
      "Créez la clé et copiez-la ; elle commence par **rk_**. Stripe demande parfois un code de confirmation et ne montre la clé qu’une seule fois. Collez-la ci-dessous.",
    step_secret:
      "Pas encore d’endpoint de webhook ? Laissez le secret de signature pour plus tard : une fois Stripe connecté, l’adresse de l’endpoint s’affiche ici, avec un champ pour le secret.",
    also_grant: "Facultatif : accordez aussi celles-ci",
  },
};
