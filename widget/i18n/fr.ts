/**
 * @module Every sentence of the element in French. Stripe's own labels stay as Stripe's Dashboard shows them.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { Texts } from "./en.ts";

const SECRETS_START = "Les secrets de signature de webhook commencent par whsec_";

const resources: Readonly<Record<ResourceName, readonly [one: string, many: string]>> = {
  customers: ["client", "clients"],
  subscriptions: ["abonnement", "abonnements"],
  invoices: ["facture", "factures"],
  charges: ["débit", "débits"],
  refunds: ["remboursement", "remboursements"],
  payment_intents: ["paiement", "paiements"],
  setup_intents: ["configuration de paiement", "configurations de paiement"],
  disputes: ["litige", "litiges"],
  credit_notes: ["avoir", "avoirs"],
  checkout_sessions: ["session Checkout", "sessions Checkout"],
  products: ["produit", "produits"],
  prices: ["tarif", "tarifs"],
  coupons: ["bon de réduction", "bons de réduction"],
  promotion_codes: ["code promotionnel", "codes promotionnels"],
  tax_rates: ["taux de taxe", "taux de taxe"],
  subscription_schedules: ["planification d’abonnement", "planifications d’abonnement"],
  payment_methods: ["moyen de paiement", "moyens de paiement"],
  entitlements: ["droit d’accès", "droits d’accès"],
};

const problems: Texts["problems"] = {
  publishable: "C’est une clé publiable, destinée aux pages web.",
  webhook_secret: "C’est un secret de signature de webhook, pas une clé API.",
  organization: "C’est une clé d’organisation, valable pour plusieurs comptes.",
  ephemeral: "C’est une clé éphémère, qui expire bientôt.",
  managed: "C’est l’identifiant d’une clé, pas la clé.",
  name_only: "C’est le nom d’une clé, sans la clé.",
  masked:
    "Cette clé est masquée : il en manque une partie. Stripe ne montre une clé en entier qu’une seule fois : créez-en une autre.",
  incomplete: "Cette clé est coupée : il manque la fin. Copiez-la à nouveau, en entier.",
  multiple: "Il y a plusieurs clés. Il n’en faut qu’une.",
  hidden_character:
    "La clé contient un espace, un saut de ligne ou un autre caractère de trop. Copiez-la à nouveau depuis Stripe.",
  secret_not_accepted: "C’est une clé secrète, qui peut tout faire dans le compte.",
  too_long: "C’est trop long pour une clé.",
};

const errors: Texts["errors"] = {
  network: "La connexion au serveur a échoué. Vérifiez votre réseau, puis réessayez.",
  no_answer: "Le serveur n’a pas répondu à temps. Réessayez dans un instant.",
  request_blocked:
    "Cette page n’est pas encore configurée pour joindre le serveur. Signalez-le à ses responsables.",
  no_session:
    "Cette page n’a pas pu vous identifier. Ce qui est connecté le reste : réessayez ou rechargez la page.",
  unreadable_answer: "Le serveur a envoyé une réponse inattendue. Réessayez dans un instant.",
  oauth_unavailable: "La connexion par la page de Stripe n’est pas configurée ici. Collez plutôt une clé.",
  oauth_denied: "L’accès n’a pas été accordé dans Stripe : rien n’a été connecté. Vous pouvez réessayer.",
  oauth_refused: "Stripe n’a pas finalisé la connexion. Rien n’a été enregistré : recommencez.",
};

export const TEXTS: Texts = {
  errors,
  problems,
  enter: {
    either: "Saisissez une clé limitée (rk_…) ou une clé secrète (sk_…) Stripe.",
    restricted: "Saisissez une clé limitée Stripe (rk_…).",
    secret: "Saisissez une clé secrète Stripe (sk_…).",
  },
  loadFailed: "Le chargement a échoué",
  retry: "Réessayer",
  loading: "Chargement…",

  keyCard: "Clé API limitée",
  whichData: "Quelles données ?",
  modes: { test: "Test", live: "Production" },
  createKey: "Créer la clé dans Stripe",
  openKeys: "API keys dans Stripe",
  showHow: (minutes) =>
    minutes ? `Voir les étapes · ${minutes === 1 ? "1 minute" : `${minutes} minutes`}` : "Voir les étapes",
  hideHow: "Masquer les étapes",
  toKey: "Aller au champ de la clé",
  howKept:
    "La clé est chiffrée avant d’être enregistrée. Supprimez-la dans Stripe à tout moment : l’accès prend alors fin.",
  copy: "Copier",
  copied: "Copié",
  copyFailed: "Copie bloquée : sélectionnez le texte",
  newTab: "S’ouvre dans un nouvel onglet",
  apiKey: "Clé API",
  show: "Afficher",
  hide: "Masquer",
  goodKey: {
    restricted: { test: "Clé limitée de test.", live: "Clé limitée de production." },
    secret: { test: "Clé secrète de test.", live: "Clé secrète de production." },
  },
  secretKey: "C’est une clé secrète, qui peut tout faire dans le compte. Une clé limitée est plus sûre.",
  reads: {
    test: "Elle lit des données de test.",
    live: "Elle lit les données de vos vrais clients payants.",
  },
  otherMode: {
    test: "C’est une clé de test ; des données de production sont demandées.",
    live: "C’est une clé de production ; des données de test sont demandées.",
  },
  cleaned: "Ce qui l’entourait a été retiré.",
  held: "Cette clé est conservée pour un nouvel essai.",
  moveToSecret: "Déplacer vers le secret de signature",
  moveToKey: "Déplacer vers la clé API",
  secretLabel: "Secret de signature du webhook",
  optional: "facultatif",
  secretHint: "Pour que Stripe puisse envoyer ses événements ici. Vous pouvez l’ajouter plus tard.",
  secretProblems: {
    other: `${SECRETS_START}.`,
    cut_off: "Il manque la fin : copiez-le à nouveau depuis Stripe.",
    is_key: `C’est une clé API. ${SECRETS_START}.`,
  },
  connect: "Tester et connecter",
  connecting: "Test de la connexion…",

  never: (product) => `Ce à quoi ${product} n’accède jamais`,

  demoCard: "Utiliser le mode démo",
  demoHint: "Juste pour découvrir ? Des clients fictifs, sans compte Stripe.",
  connectDemo: "Connecter les données de démo",
  loadingDemo: "Chargement de la démo…",

  editKey: "Modifier la clé dans Stripe",

  notConnected: "Stripe n’est pas encore connecté",
  askAdmin:
    "Pour connecter Stripe, il faut le rôle d’administrateur sur ce projet. Demandez à un administrateur de le faire.",

  toasts: {
    connected: { test: "Stripe connecté (mode test)", live: "Stripe connecté (mode production)" },
    demo: (customers) => `Mode démo activé – ${customers} clients fictifs chargés`,
    disconnected: "Stripe déconnecté",
  },

  connection: {
    connected: "Stripe connecté",
    by: (name, when) => `Par ${name}, ${when}`,
    byInvitation: (name, when) => `Par une personne invitée par ${name}, ${when}`,
    since: (when) => `Connexion : ${when}`,
    badges: { test: "Mode test", live: "Mode production", demo: "Démo" },
    demoLabel: "Données de démo",
    reconnect: "Reconnecter",
    reconnectCard: "Reconnecter Stripe",
    useOwn: "Utiliser votre compte Stripe",
    demoAbout: "Clients fictifs : aucun compte Stripe n’est lu.",
    demoStaysUntil: "Les données de démo restent jusqu’à la connexion de votre propre compte.",
    stillConnected: "Stripe est toujours connecté.",
    wrongData: "Connecté, mais aux mauvaises données ? Collez une clé de l’autre environnement.",
    staysUntil: "Rien ne change tant que la nouvelle connexion ne fonctionne pas.",
    cancel: "Annuler",
    replace: "Remplacer",
    connectMode: { test: "Connecter les données de test", live: "Connecter les données de production" },
    connectAnyway: "Connecter quand même",
    otherAccount: "C’est un autre compte Stripe. Remplacer la connexion ou revenir en arrière ?",
    otherData: "Ce ne sont pas les données demandées. Connecter quand même ou revenir en arrière ?",
    goBack: "Retour",
    leftBehind: {
      webhook_endpoint:
        "L’endpoint de webhook de la connexion précédente est toujours dans son compte Stripe.",
      oauth_access: "Le compte Stripe de la connexion précédente affiche toujours l’accès accordé.",
    },
    leftBehindLink: {
      webhook_endpoint: "Supprimer l’endpoint dans Stripe",
      oauth_access: "Retirer l’accès dans Stripe",
    },
    close: "Fermer",
    connectedNow: "Connexion actuelle :",
    disconnect: "Déconnecter",
    disconnectQuestion: "Déconnecter Stripe ?",
    disconnectWhat:
      "La clé enregistrée, le secret de signature et tout ce qui a été lu dans Stripe sont supprimés ici. La clé elle-même fonctionne jusqu’à ce que vous la supprimiez dans Stripe.",
    disconnectManaged:
      "Tout ce qui a été enregistré et lu ici est supprimé ; l’endpoint de webhook ou l’accès est retiré de votre compte Stripe.",
    disconnectWhatDemo: "Les données de démo sont supprimées. Vous pouvez les recharger.",
    disconnecting: "Déconnexion…",
    keep: "Conserver",
    permissions: "Autorisations de la clé",
    permissionsOfAccess: "Autorisations",
    recheck: "Vérifier à nouveau",
    checking: "Vérification…",
    checkedAt: (when) => `Dernière vérification : ${when}`,
    statuses: {
      missing: "Manquante",
      off: "Non accordée",
      unknown: "Stripe n’a pas répondu",
      unchecked: "Non vérifiée",
    },
    uncheckedWhy: "« Non vérifiée » : rien ne prouve cette autorisation à l’avance. On le voit à l’usage.",
    asBefore: "Voici ce qu’a donné la dernière vérification.",
    asOf: (when) => `État avant le refus : ${when}`,
    allGranted: "Toutes les autorisations requises sont accordées.",
    grant: (access, label) =>
      `Accordez l’accès en ${access === "read" ? "lecture (Read)" : "écriture (Write)"} à ${label} dans votre clé limitée`,
    goOn: "Vous pouvez continuer.",
    continue: "Continuer",
    pasteNew: "Coller une nouvelle clé",
    askAgain: "Interroger Stripe à nouveau",
    connectAgain: "Reconnecter via Stripe",
    nowGranted: (labels) => `Désormais accordé : ${labels}.`,
    nowLost: (labels) => `N’est plus accordé : ${labels}.`,
    newest: (date) => `Client le plus récent : ${date}`,
    noCustomers: "Aucun client pour l’instant",
    noSubscriptions: "0 abonnement : est-ce le bon compte ?",
    secretWarning: (product) =>
      `C’est une clé secrète, qui peut tout faire dans le compte. ${product} n’en a pas besoin : veuillez la remplacer par une clé limitée.`,
    replaceSecret: "Remplacer par une clé limitée",
    excess: (product, labels) =>
      `Cette clé permet plus que ce dont ${product} a besoin : ${labels}. Une clé plus restreinte est plus sûre.`,
    webhook: {
      title: "Événements",
      waiting: "En attente du premier événement…",
      last: (when) => `Dernier événement : ${when}`,
      failed: "L’endpoint n’a pas encore pu être créé dans Stripe.",
      managed: "L’endpoint a été créé pour vous dans votre compte Stripe.",
      placeholder: "Le secret de signature est encore provisoire.",
      none: "Facultatif : Stripe peut envoyer ses événements ici.",
      setUp: "Configurer",
      change: "Modifier",
      open: "Ouvrez",
      page: "Webhooks dans Stripe",
      add: "et ajoutez un endpoint avec cette adresse :",
      select: "Sélectionnez ces événements :",
      copyAll: "Tout copier",
      paste: "Collez son secret de signature :",
      save: "Enregistrer",
      saving: "Enregistrement…",
      saved: "Secret de signature enregistré.",
      notSaved: "Il n’a pas été enregistré.",
    },
  },

  sync: {
    title: "Lecture de votre compte",
    titlePaused: "Lecture en pause",
    starting: "La lecture commence dans un instant.",
    goOn: "Vous pouvez continuer. La lecture se poursuit automatiquement, même si vous fermez cette page.",
    resource: (name, count) => resources[name][count < 2 ? 0 : 1],
    count: (done, name) => `${done} ${name}`,
    countOf: (done, name, total) => `${done} sur environ ${total} ${name}`,
    read: (what) => `Lecture terminée : ${what}`, // no participle, which would have to agree
    readAll: "Votre compte a été lu",
    means: {
      webhooks: "modifications reçues immédiatement",
      events: "vérification à quelques minutes d’intervalle",
      lists: "vérification à quelques minutes d’intervalle",
      demo: "données de démo",
    },
    goesOn: {
      byItself: "La lecture reprendra automatiquement.",
      at: (time) => `La lecture reprendra à ${time}.`,
      tomorrow: "La lecture reprendra demain.",
      on: (date) => `La lecture reprendra le ${date.replace(/^1 /, "1er ")}.`,
    },
    kept: "Ce qui a été lu est conservé.",
  },

  invitation: {
    ask: "Quelqu’un d’autre a accès à Stripe ?",
    making: "Création du lien…",
    title: "Demander à un membre de l’équipe",
    waiting: "En attente",
    opened: "Ouvert",
    how: (when) =>
      `Envoyez ce lien à la personne qui peut créer des clés dans Stripe. Il ouvre cette étape, une seule fois (expiration : ${when}). Personne ne partage d’identifiants, personne n’envoie de clé par messagerie.`,
    openedAt: (when) => `Ouvert : ${when}.`,
    follows: "Cette page se met à jour automatiquement.",
    cancel: "Annuler le lien",
  },

  receipt: {
    title: "Ce que cette clé peut faire",
    print: "Imprimer",
    close: "Fermer",
    asked: (when) => `Stripe interrogé : ${when}`,
    refused: (when) => `Refus de Stripe : ${when}. Ci-dessous, ce qui valait avant.`,
    notAsked: "aucune requête",
  },

  oauth: {
    title: "Connecter Stripe",
    about: "Vous donnez votre accord sur la page de Stripe, puis revenez ici. Rien à coller.",
    connect: "Connecter via Stripe",
    leaving: "Ouverture de Stripe…",
    back: "Vous voilà de retour de Stripe. Encore quelques secondes.",
    finishing: "Finalisation de la connexion…",
    toKey: "Coller plutôt une clé API",
    toOauth: "Connecter plutôt via Stripe",
  },

  credentials: {
    title: "Clés API Stripe",
    publishable: "Clé publiable",
    problems: {
      missing: "Saisissez aussi la clé publiable : elle commence par pk_.",
      other: "Les clés publiables commencent par pk_.",
      cut_off: "Il manque la fin : copiez-la à nouveau depuis Stripe.",
      is_key:
        "C’est une clé secrète ou limitée : elle a son propre champ. Les clés publiables commencent par pk_.",
    },
    differs: "Les deux clés sont de modes différents : il faut deux clés de test ou deux clés de production.",
    good: { test: "Clé publiable de test.", live: "Clé publiable de production." },
    moveToPublishable: "Déplacer vers la clé publiable",
    later: "vous pouvez le coller plus tard",
    laterHint:
      "Pour commencer, vous pouvez mettre un secret de signature provisoire et le remplacer plus tard.",
    placeholder: "C’est un secret provisoire. Vous pourrez le remplacer plus tard.",
  },

  help: {
    benefits: "Ce que vous y gagnez",
    without: "Sans Stripe",
    with: "Avec Stripe",
    why: "Pourquoi nous le demandons",
    questions: "Questions fréquentes",
    troubleshooting: "En cas de problème",
    revoke: "Comment révoquer l’accès",
    next: "La suite",
    contact: "D’autres questions ? Écrivez à",
  },
};
