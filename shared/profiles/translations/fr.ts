/**
 * @module The built-in profiles in French. What stands on Stripe's pages stays as Stripe's Dashboard shows it; what
 * stands in the element is named as `widget/i18n/fr.ts` names it.
 */

import type { TranslatedProfiles } from "./translated-profiles.ts";

const ENGAGE_NEEDS = [
  "L’autorisation « Company Administrator » ou « App Administrator » dans Recurly Engage.",
  "Un compte Stripe avec des identifiants d’accès à l’API et la possibilité d’utiliser des webhooks.",
  "Les utilisateurs dans Recurly Engage doivent avoir le trait stripe_id ou email_address pour que les actions les ciblent et que les webhooks les synchronisent.",
  "N’importe quel abonnement à Recurly Engage : c’est ouvert à tous les clients.",
];

const BILLSTACK_KEYS =
  "Clé secrète : Dashboard Stripe → Developers → API keys. Clé publiable : même page. Secret de signature du webhook : vous le créerez en mettant à jour vos webhooks.";
const BILLSTACK_TEST_KEYS =
  "Pendant la migration, utilisez des clés de test (sk_test_…) pour ne toucher aucun vrai client.";
const BILLSTACK_DISCONNECT =
  "La déconnexion supprime le schéma des données synchronisées de l’équipe. C’est sans risque : BillStack resynchronise tout depuis Stripe quand vous le reconnectez et rechargez l’historique.";

export const FR: TranslatedProfiles = {
  parityrail: {
    intro:
      "ParityRail lit votre compte Stripe pour voir l’offre, le statut et la période d’essai de chaque client. La clé que vous créez ici peut seulement lire : elle ne peut jamais rien modifier dans votre compte Stripe.",
    permissions: {
      customers: {
        why: "Lister et récupérer les clients, leur adresse e-mail et leurs métadonnées pour les rapprocher de vos utilisateurs.",
        without: "Sans les clients, impossible de rapprocher qui que ce soit de vos utilisateurs.",
      },
      subscriptions: {
        why: "Lire le statut, les postes, le tarif, la quantité et la période d’essai des abonnements pour en déduire ce qui est promis.",
        without: "Sans les abonnements, chaque client semble n’en avoir aucun.",
      },
      invoices: {
        why: "Lire la dernière facture pour distinguer un essai payé d’un essai non payé.",
        without: "Sans les factures, un essai payé ressemble à un essai non payé.",
      },
      checkout_sessions: { why: "Utile uniquement pour les événements de session Checkout." },
      entitlements: {
        why: "Uniquement si vous utilisez Stripe Entitlements et activez la récupération des droits d’accès pour le projet.",
      },
    },
    never: [
      {
        lead: "Aucun droit d’écriture.",
        text: "Le connecteur ne fait que lister et récupérer les ressources qu’il demande. Il n’est donc pas seulement prudent avec vos données Stripe : il est, par construction, incapable de les modifier.",
      },
      {
        lead: "Aucune donnée de paiement.",
        text: "Il ne lit jamais les moyens de paiement bruts, les numéros de carte ni les coordonnées bancaires.",
      },
      {
        lead: "Aucun débit, remboursement ni virement.",
        text: "Il n’en crée, n’en modifie, n’en lit et n’en émet jamais aucun.",
      },
      {
        lead: "Aucune écriture.",
        text: "Il ne modifie jamais les abonnements, les clients, les tarifs ni aucun autre objet Stripe.",
      },
    ],
    guide: {
      lead: "Créez une clé limitée Stripe en lecture seule, avec exactement les trois autorisations de lecture dont ParityRail a besoin.",
      before: [
        "Un compte Stripe avec accès à Developers → API keys dans le Dashboard, et assez de droits pour créer une clé limitée.",
        "Un choix entre test et production : une clé de test (rk_test_) lit les données de test de Stripe ; une clé de production (rk_live_) lit celles de vos vrais clients payants. Connectez celle dont vous voulez vérifier les clients.",
        "Le rôle d’administrateur sur le projet ParityRail : il est requis pour connecter Stripe.",
      ],
      copy: [
        "Une clé de production (rk_live_…) ou une clé secrète complète (sk_test_…/sk_live_…) fonctionne aussi, si c’est ce que vous avez.",
        "Facultatif : pour des vérifications quasi en temps réel, préparez le secret de signature de votre webhook (whsec_…).",
      ],
      optional:
        "Vous pouvez aussi accorder ces deux-là, sauf si vous n’utilisez ni les événements de session Checkout ni Stripe Entitlements :",
    },
    help: {
      troubleshooting: [
        {
          problem:
            "Croix rouge sur Customers, Subscriptions ou Invoices dans la liste « Autorisations de la clé »",
          answer:
            "Cette autorisation manque. Réglez la ressource sur « Read » dans Stripe, puis cliquez sur « Vérifier à nouveau » dans la carte des autorisations. Une autorisation manquante ne bloque pas « Continuer » : un client peut très bien n’avoir aucun abonnement.",
        },
        {
          problem:
            "Stripe a refusé la clé API. Vérifiez que la clé secrète ou limitée est correcte, qu’elle appartient au bon compte et qu’elle n’a pas été révoquée.",
          answer:
            "La clé est erronée, révoquée ou vient du mauvais compte : recréez-la dans Stripe et collez-la à nouveau.",
        },
        {
          problem: "Saisissez une clé limitée (rk_…) ou une clé secrète (sk_…) Stripe",
          answer:
            "La valeur collée n’a pas la forme sk_ ou rk_ suivie de test ou live : vous avez sans doute copié une clé publiable (pk_) ou une partie seulement de la clé.",
        },
        {
          problem: "Les secrets de signature de webhook commencent par whsec_",
          answer:
            "Le champ du secret de signature doit rester vide ou contenir une valeur qui commence par whsec_.",
        },
        {
          problem: "Connecté, mais aux mauvaises données",
          answer:
            "Vous avez utilisé une clé de test alors que vous vouliez les clients réels (ou l’inverse). Cliquez sur « Reconnecter » et collez la clé du bon environnement.",
        },
        {
          problem: "La clé API Stripe n’a pas les autorisations requises…",
          answer:
            "La clé n’a aucune autorisation de lecture : elle ne peut même pas lister les clients. Réglez Customers, Subscriptions et Invoices sur « Read », puis reconnectez Stripe.",
        },
      ],
    },
  },

  dropfix: {
    intro:
      "Profitez de la détection des échecs de paiement, des e-mails de relance et d’un MRR exact, issu de Stripe. En lecture seule par conception : DropFix ne peut jamais débiter une carte, rembourser un paiement ni modifier des données dans votre compte Stripe.",
    permissions: {
      customers: {
        why: "Rapprocher vos utilisateurs de vos clients Stripe.",
        without: "Sans les clients, aucun signal ne peut être rapproché d’un utilisateur.",
      },
      subscriptions: {
        why: "Vous dire quand un client résilie : pour le signal « Subscription lapsed », les dates d’essai et le MRR.",
        without:
          "Sans les abonnements, « Subscription lapsed » ne se déclenche jamais et le MRR est celui que vous transmettez.",
      },
      invoices: {
        why: "Vous prévenir dès que le paiement d’une facture échoue : pour le signal « Payment failed ».",
        without: "Sans les factures, les échecs de paiement se repèrent à la main.",
      },
      charges: {
        why: "Voir pourquoi un paiement a échoué.",
        without: "Sans les débits, le motif d’un échec de paiement est inconnu.",
      },
      payment_intents: {
        why: "Voir si un paiement en échec fait l’objet d’une nouvelle tentative ou attend le client.",
        without: "Sans les Payment Intents, un paiement qui attend le client semble perdu.",
      },
      disputes: { why: "Facultatif, mais recommandé." },
    },
    never: [
      {
        lead: "En lecture seule, par conception.",
        text: "Avec ces autorisations, DropFix peut seulement lire les données de facturation.",
      },
      {
        lead: "Aucun débit, aucun remboursement.",
        text: "Il ne peut ni débiter une carte, ni rembourser un paiement, ni modifier vos clients, même en cas de fuite de notre base de données.",
      },
    ],
    words: { connect: "Connecter Stripe" },
    guide: {
      lead: "Connexion en 5 minutes. Sans code, sans OAuth, sans droits d’administrateur.",
      before: [
        "La clé que vous générez doit être une clé rk_live_…, pas une clé de test.",
        "Si vous essayez simplement DropFix et n’avez pas encore Stripe en production, une clé rk_test_… fonctionne de la même façon.",
      ],
      open: [
        "Allez sur dashboard.stripe.com et connectez-vous avec vos identifiants Stripe. En haut à droite, vérifiez que le sélecteur « Live mode » est activé.",
        "Dans la barre latérale gauche de Stripe, cliquez sur « Developers », puis sur « API keys ». Descendez jusqu’à la section « Restricted keys » (sous « Standard keys ») et cliquez sur « + Create restricted key ».",
      ],
      copy: [
        "Cliquez sur « Create key » en bas de la page. Stripe vous montre la nouvelle clé : elle commence par rk_live_. Cliquez sur « Reveal live key », puis sur « Copy ».",
        "Si vous la perdez ou fermez la fenêtre par mégarde, supprimez simplement la clé et créez-en une autre : aucun dégât.",
        "Collez-la et cliquez sur « Connecter Stripe ». DropFix vérifie aussitôt la clé (une petite lecture par autorisation) et commence à récupérer vos 30 derniers jours de données de clients et d’abonnements, pour que vous ayez tout de suite des signaux à consulter.",
      ],
    },
    help: {
      why: [
        "DropFix fonctionne sans Stripe, mais Stripe apporte la détection des échecs de paiement, les e-mails de relance automatiques et un MRR exact, tiré directement de votre système de facturation.",
        "Pour le faire en toute sécurité, nous utilisons le type d’accès le plus sûr de Stripe : une clé API limitée. À la différence d’une clé secrète ordinaire, elle ne vaut que pour certaines ressources et certaines autorisations. La clé que vous créerez pour DropFix n’a que l’accès « Read » à Customers, Subscriptions, Invoices, Charges et Payment Intents, rien d’autre. Elle est matériellement incapable de déplacer de l’argent ou de modifier des données.",
        "DropFix détecte automatiquement 10 signaux d’attrition. Deux d’entre eux ont besoin d’un flux en direct depuis votre compte Stripe :",
      ],
      signals: [
        {
          name: "Payment failed",
          text: "pour pouvoir vous prévenir dès que le paiement d’une facture échoue.",
        },
        {
          name: "Subscription lapsed",
          text: "pour pouvoir vous prévenir dès qu’un client résilie.",
        },
      ],
      benefits: [
        {
          without: "Les échecs de paiement se repèrent à la main",
          with: "Le signal d’échec de paiement se déclenche en quelques minutes",
        },
        {
          without: "Le MRR est celui que vous transmettez dans identify()",
          with: "Le MRR vient directement de Stripe",
        },
        {
          without: "Les dates d’essai sont celles que vous transmettez dans identify()",
          with: "Les dates d’essai sont lues directement dans Stripe",
        },
        {
          without: "Les e-mails d’échec de paiement s’envoient à la main",
          with: "Une séquence de 3 e-mails de relance se déclenche automatiquement",
        },
      ],
      next: [
        "Dans la minute qui suit la connexion, le compteur « Total users tracked » devrait monter jusqu’au nombre de vos clients Stripe.",
        "Les échecs de paiement des 30 derniers jours apparaissent comme signaux « Payment failed » dans le tableau de bord.",
        "Les abonnements qui ont pris fin apparaissent comme signaux « Subscription lapsed ».",
        "Ensuite, DropFix interroge votre compte Stripe toutes les 5 minutes pour trouver les nouveaux événements.",
      ],
      revoke: [
        "Dans Stripe, allez dans Developers → API keys → Restricted keys.",
        "Trouvez votre clé DropFix (read-only).",
        "Cliquez sur le menu ⋯ → « Delete ».",
        "Dans les 5 minutes, tous les appels de DropFix à votre compte Stripe échoueront avec une erreur 401 et nous ne recevrons plus aucune donnée de votre compte.",
        "Vous pouvez aussi mettre fin à la connexion depuis DropFix, dans « Settings » → « Integrations » (la clé chiffrée est aussitôt effacée de notre base de données).",
      ],
      questions: [
        {
          question: "Est-ce sûr ?",
          answer:
            "Oui. Les clés limitées de Stripe sont conçues exactement pour cela : des outils d’analyse qui doivent lire vos données sans jamais y toucher. La clé est en lecture seule. Même si quelqu’un volait la base de données de DropFix (elle est chiffrée au repos, mais admettons), il lui serait impossible d’utiliser cette clé pour débiter des cartes, rembourser quoi que ce soit ou déplacer de l’argent dans un sens ou dans l’autre.",
        },
        {
          question: "Puis-je voir ce que lit DropFix ?",
          answer:
            "Oui. Dans votre Dashboard Stripe → Developers → Logs, vous voyez chaque appel d’API effectué avec cette clé. Vous y trouverez un petit groupe d’appels toutes les 5 minutes (en général 2 à 4 par passage : lister les factures, lister les abonnements, etc.).",
        },
        {
          question: "Cela a-t-il un effet sur mes tarifs ou mes limites de débit Stripe ?",
          answer:
            "Non. Les lectures par l’API Stripe sont gratuites et n’entrent pas dans les frais de transaction. Une interrogation toutes les 5 minutes n’utilise qu’une infime partie de la limite de débit de Stripe (100 requêtes par seconde).",
        },
        {
          question: "Dois-je aussi configurer des webhooks ?",
          answer:
            "Non. DropFix interroge Stripe toutes les 5 minutes, ce qui est plus que suffisant pour détecter l’attrition : pour fidéliser, nul besoin de signaux à la milliseconde près.",
        },
        {
          question: "J’ai un compte Stripe de test, puis-je quand même l’utiliser ?",
          answer:
            "Oui. Générez une clé rk_test_… en mode test de Stripe (sélecteur en haut à droite de votre Dashboard). Elle fonctionne de la même façon. Quand vous passerez en production, remplacez-la par une clé rk_live_….",
        },
        {
          question: "Que se passe-t-il si je colle une clé secrète (sk_live_…) par erreur ?",
          answer:
            "Techniquement, elle fonctionnera, mais DropFix affiche un avertissement et vous demande de la remplacer par une clé limitée. Les clés secrètes donnent un accès complet en écriture à votre compte Stripe, dont nous n’avons pas besoin et que nous ne devrions pas détenir. Les clés limitées sont dans tous les cas plus sûres.",
        },
      ],
    },
  },

  clearsync: {
    intro:
      "ClearSync a besoin d’un accès en lecture seule à certaines données Stripe pour synchroniser vos informations d’abonnement et de facturation avec HubSpot. ClearSync ne modifie, ne crée et ne supprime jamais de données dans votre compte Stripe.",
    permissions: {
      charges: {
        why: "Afficher les paiements dans HubSpot.",
        without: "Sans les débits, HubSpot n’affiche aucun paiement.",
      },
      customers: {
        why: "Rapprocher les clients des contacts HubSpot.",
        without: "Sans les clients, aucun rapprochement n’est possible.",
      },
      events: {
        why: "Garder HubSpot à jour.",
        without: "Sans les événements, les modifications manquées le restent.",
      },
      payment_intents: {
        why: "Afficher l’état des paiements en cours.",
        without: "Sans les Payment Intents, les paiements en cours ne s’affichent pas.",
      },
      payment_methods: {
        why: "Afficher comment un client paie.",
        without: "Sans les moyens de paiement, HubSpot n’affiche pas comment un client paie.",
      },
      products: {
        why: "Nommer ce qui a été acheté.",
        without: "Sans les produits, ce qui a été acheté n’a pas de nom.",
      },
      coupons: {
        why: "Afficher les remises.",
        without: "Sans les bons de réduction, les remises ne s’affichent pas.",
      },
      invoices: {
        why: "Synchroniser les informations de facturation.",
        without: "Sans les factures, aucune donnée de facturation n’est synchronisée.",
      },
      prices: {
        why: "Synchroniser les offres et les montants.",
        without: "Sans les tarifs, les offres n’ont pas de montant.",
      },
      subscriptions: {
        why: "Synchroniser vos informations d’abonnement.",
        without: "Sans les abonnements, aucune donnée d’abonnement n’est synchronisée.",
      },
      connect: {
        why: "Toute la catégorie.",
        without: "Sans Connect, les données des comptes connectés ne sont pas synchronisées.",
      },
      webhook_endpoints: {
        why: "Créer dans votre compte Stripe un webhook sortant pour lire les données d’événements. ClearSync n’écrira jamais de données de webhook dans votre compte Stripe.",
        without: "Sans son endpoint de webhook, ClearSync n’est informé d’aucune modification.",
      },
    },
    never: [
      {
        lead: "Aucune modification de vos données.",
        text: "ClearSync ne modifie, ne crée et ne supprime jamais de données dans votre compte Stripe.",
      },
      {
        lead: "Un endpoint de webhook, rien de plus.",
        text: "L’autorisation d’écriture sert à créer le webhook sortant et à le retirer quand vous déconnectez Stripe.",
      },
    ],
    words: { title: "Clé API Stripe", key_placeholder: "rk_... ou sk_..." },
    guide: {
      lead: "Vous pouvez connecter ClearSync avec une clé secrète Stripe. Ou, si vous préférez créer et utiliser une clé limitée pour ne donner à ClearSync que le minimum d’autorisations, suivez ces étapes.",
      before: [
        "Une fois que vous avez la clé Stripe, vous ou un membre de votre équipe pouvez la connecter à ClearSync.",
      ],
      open: ["Connectez-vous d’abord à votre Dashboard Stripe."],
      sections: [
        { name: "Core", text: "– cliquez sur « None » dans la section « Core », puis ajoutez :" },
        { name: "Checkout", text: "– « None »" },
        { name: "Billing", text: "– cliquez sur « None » dans la section « Billing », puis ajoutez :" },
        {
          name: "Connect",
          text: "– toute la catégorie. Si « Connect » apparaît aussi comme deuxième colonne, réglez-y tout sur « None » et laissez « Connect » sur « Read » dans la colonne de gauche.",
        },
        {
          name: "Orders, Issuing, Reporting, Sigma, Financial Connections",
          text: "– « None »",
        },
        { name: "Webhooks", text: "– tous les webhooks : « Write »" },
      ],
    },
    help: {
      next: ["L’import de vos données Stripe commence."],
      questions: [
        {
          question: "D’autres questions ?",
          answer:
            "Notre équipe d’assistance vous aide à configurer les clés API et les autorisations Stripe : écrivez à support@clearsync.ai.",
        },
      ],
    },
  },

  engage: {
    intro:
      "Gérez les abonnements, les périodes d’essai, les bons de réduction et les processus liés à l’usage directement depuis les prompts de Recurly Engage, en connectant votre compte Stripe.",
    permissions: {
      customers: {
        why: "Trouver l’utilisateur à qui un prompt est présenté et agir pour lui.",
        without: "Sans les clients, aucune action n’atteint qui que ce soit.",
      },
      subscriptions: {
        why: "Passer à une offre supérieure, prolonger les essais, appliquer des bons de réduction et gérer les abonnements sans quitter les prompts.",
        without: "Sans les abonnements, les actions 1-Click ne peuvent en modifier aucun.",
      },
      products: {
        why: "Les offres disponibles sont synchronisées périodiquement pour servir dans les prompts.",
        without: "Sans les produits, les offres n’ont pas de nom dans les prompts.",
      },
      prices: {
        why: "Faire passer un utilisateur à un autre produit au bon tarif.",
        without: "Sans les tarifs, aucune offre ne peut être proposée dans les prompts.",
      },
      coupons: {
        why: "Les bons de réduction disponibles sont synchronisés périodiquement pour servir dans les prompts.",
        without: "Sans les bons de réduction, aucun ne peut être proposé dans les prompts.",
      },
      promotion_codes: {
        why: "Appliquer les codes que vos clients connaissent.",
        without: "Sans les codes promotionnels, aucun ne peut être appliqué dans les prompts.",
      },
    },
    guide: {
      lead: "Dans le Dashboard Stripe, allez dans Developers → API keys. Créez une nouvelle clé limitée (« Restricted key ») et accordez ces autorisations.",
      before: ENGAGE_NEEDS,
    },
    help: {
      why: [
        "Activation flexible : choisissez Stripe Connect avec OAuth ou l’authentification par clé API.",
        "Mises à jour en temps réel : les webhooks synchronisent les traits du statut d’abonnement et des événements de facturation si vous avez utilisé Stripe Connect. Avec une clé API, les données sont synchronisées périodiquement et chaque nuit.",
        "Actions complètes : passer à une offre supérieure, prolonger les essais, appliquer des bons de réduction et gérer les abonnements sans quitter les prompts.",
        "Parmi les traits importés :",
      ],
      signals: [
        {
          name: "subscription_status",
          text: "incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid, paused ou NONE",
        },
        { name: "delinquent", text: "true, false (passe à true quand un paiement échoue)" },
        { name: "current_period_start", text: "Début de la période de facturation en cours" },
        { name: "current_period_end", text: "Fin de la période de facturation en cours" },
        { name: "canceled_at", text: "Date de résiliation" },
        { name: "cancel_at_period_end", text: "true, false" },
        { name: "trial_start", text: "Début de la période d’essai" },
        { name: "trial_end", text: "Fin de la période d’essai" },
        { name: "subscription_plan", text: "Nom de l’offre d’abonnement actuelle ou la plus récente" },
        { name: "recurring_interval", text: "day, week, month, year" },
        { name: "coupon", text: "Nom du bon de réduction" },
        { name: "payment_card_brand", text: "Marque de la carte (par ex. visa, mastercard, amex, unknown)" },
        { name: "payment_card_country", text: "Code pays (ISO, 2 caractères)" },
        { name: "payment_card_expiration", text: "Date d’expiration de la carte de paiement" },
        { name: "payment_card_wallet_type", text: "Type de wallet (par ex. apple_pay, google_pay, etc.)" },
      ],
      next: [
        "Après l’activation, les offres et les bons de réduction disponibles sont synchronisés périodiquement pour servir dans les prompts. Veillez à ce que chaque fiche utilisateur contienne stripe_id ou email_address.",
        "Avec Stripe Connect, un webhook est créé pour synchroniser les événements d’abonnement en temps réel. Avec une clé API, aucun n’est créé.",
        "Vous devez aussi effectuer chaque nuit une synchronisation CSV qui associe vos identifiants d’utilisateurs internes aux identifiants de clients Stripe.",
        "Associez des actions 1-Click aux interactions des prompts une fois la synchronisation des données active, par exemple « Update existing subscription » : faire passer un utilisateur, trouvé par stripe_id ou email_address, à un autre produit. Plusieurs options de calcul au prorata sont possibles.",
      ],
      questions: [
        { question: "De quoi ai-je besoin pour connecter Stripe ?", answer: ENGAGE_NEEDS.join(" ") },
      ],
      links: [
        { text: "Configurer les clés API Stripe", url: "https://docs.stripe.com/keys" },
        {
          text: "Guide Stripe du calcul au prorata",
          url: "https://stripe.com/docs/billing/subscriptions/upgrade-downgrade#proration",
        },
      ],
    },
  },

  billstack: {
    intro:
      "Associez votre compte Stripe existant à BillStack en fournissant vos clés API. Votre clé secrète, votre clé publiable et le secret de signature de votre webhook Stripe sont chiffrés avec AES-256-GCM.",
    permissions: {
      customers: {
        why: "Synchroniser vos clients.",
        without: "Sans les clients, impossible de distinguer les données synchronisées.",
      },
      products: {
        why: "Synchroniser vos produits.",
        without: "Sans les produits, les offres n’ont pas de nom.",
      },
      prices: {
        why: "Synchroniser vos tarifs.",
        without: "Sans les tarifs, les offres n’ont pas de montant.",
      },
      subscriptions: {
        why: "Synchroniser vos abonnements.",
        without: "Sans les abonnements, chaque client semble n’en avoir aucun.",
      },
      invoices: {
        why: "Synchroniser vos factures.",
        without: "Sans les factures, aucun historique de facturation n’est synchronisé.",
      },
      charges: { why: "Synchroniser les débits et les remboursements." },
      payment_intents: { why: "Synchroniser les paiements en cours." },
      setup_intents: { why: "Synchroniser les moyens de paiement configurés." },
      payment_methods: { why: "Synchroniser les moyens de paiement de vos clients." },
      disputes: { why: "Synchroniser les litiges." },
      coupons: { why: "Synchroniser vos bons de réduction." },
      promotion_codes: { why: "Synchroniser vos codes promotionnels." },
      credit_notes: { why: "Synchroniser les avoirs." },
      checkout_sessions: { why: "Synchroniser les sessions Checkout." },
      tax_rates: { why: "Synchroniser vos taux de taxe." },
    },
    words: {
      connect: "Connecter",
      key: "Clé secrète",
      publishable_key: "Clé publiable",
      webhook_secret: "Secret de signature du webhook",
      key_placeholder: "sk_live_... ou sk_test_...",
    },
    guide: {
      before: [
        BILLSTACK_TEST_KEYS,
        "Connectez d’abord Stripe avec des clés de test. Terminez toutes les étapes de la migration, déconnectez-le, puis reconnectez-le avec des clés de production.",
      ],
      open: [BILLSTACK_KEYS],
    },
    help: {
      next: [
        `${BILLSTACK_TEST_KEYS} Passez aux clés de production une fois que vous avez vérifié que tout fonctionne. Déconnectez Stripe ici, puis reconnectez-le avec des clés de production.`,
        BILLSTACK_DISCONNECT,
        "Une fois Stripe connecté, créez des clés API pour que vos applications SaaS puissent s’authentifier auprès de BillStack.",
      ],
      questions: [
        {
          question: "Que se passe-t-il à la connexion ?",
          answer:
            "Votre clé secrète, votre clé publiable et le secret de signature de votre webhook Stripe sont chiffrés avec AES-256-GCM et stockés dans la base de données. BillStack crée un schéma PostgreSQL isolé pour votre équipe (stripe_team_{teamId}). Le moteur stripe-sync-engine exécute des migrations dans ce schéma pour accueillir les données Stripe synchronisées. BillStack vérifie que les clés sont valides en récupérant le compte dans Stripe.",
        },
        { question: "Où trouver mes clés ?", answer: BILLSTACK_KEYS },
        {
          question: "Et si je n’ai pas encore de secret de signature de webhook ?",
          answer:
            "Pour commencer, vous pouvez mettre un secret de signature provisoire et le remplacer plus tard, quand vous configurerez l’endpoint de webhook dans Stripe.",
        },
        { question: "Que fait la déconnexion ?", answer: BILLSTACK_DISCONNECT },
      ],
    },
  },
};
