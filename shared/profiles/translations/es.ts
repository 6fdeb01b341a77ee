/**
 * @module The built-in profiles in Spanish. What stands on Stripe's pages stays as Stripe's Dashboard shows it; what
 * stands in the element is named as `widget/i18n/es.ts` names it.
 */

import type { TranslatedProfiles } from "./translated-profiles.ts";

const ENGAGE_NEEDS = [
  "Permisos de «Company Administrator» o «App Administrator» en Recurly Engage.",
  "Una cuenta de Stripe con credenciales de acceso a la API y posibilidad de usar webhooks.",
  "Los usuarios de Recurly Engage deben tener el trait stripe_id o email_address para dirigirles acciones y sincronizar los webhooks.",
  "Cualquier plan de suscripción de Recurly Engage: está disponible para todos los clientes.",
];

const BILLSTACK_KEYS =
  "Clave secreta: Dashboard de Stripe → Developers → API keys. Clave publicable: en la misma página. Secreto de firma del webhook: lo creará cuando actualice sus webhooks.";
const BILLSTACK_TEST_KEYS =
  "Use claves de prueba (sk_test_…) durante la migración para no afectar a clientes reales.";
const BILLSTACK_DISCONNECT =
  "Al desconectar se elimina el esquema con los datos sincronizados del equipo. No supone ningún riesgo: BillStack vuelve a sincronizar todo desde Stripe cuando usted vuelve a conectarlo y recarga los datos históricos.";

export const ES: TranslatedProfiles = {
  parityrail: {
    intro:
      "ParityRail lee su cuenta de Stripe para ver el plan, el estado y el período de prueba de cada cliente. La clave que usted crea aquí solo puede leer: nunca puede cambiar nada en su cuenta de Stripe.",
    permissions: {
      customers: {
        why: "Listar y consultar los clientes, su correo electrónico y sus metadatos para vincularlos con sus usuarios.",
        without: "Sin los clientes, no se puede vincular a nadie con sus usuarios.",
      },
      subscriptions: {
        why: "Leer el estado, los artículos, el precio, la cantidad y el período de prueba de las suscripciones para deducir lo prometido.",
        without: "Sin las suscripciones, parece que ningún cliente tiene una.",
      },
      invoices: {
        why: "Leer la última factura para distinguir un período de prueba pagado de uno no pagado.",
        without: "Sin las facturas, un período de prueba pagado parece uno no pagado.",
      },
      checkout_sessions: { why: "Solo es relevante para los eventos de sesiones de Checkout." },
      entitlements: {
        why: "Solo si usa Stripe Entitlements y activa la consulta de derechos en el proyecto.",
      },
    },
    never: [
      {
        lead: "Ningún permiso de escritura.",
        text: "El conector solo lista y consulta los recursos que pide. No solo trata con cuidado sus datos de Stripe: por diseño, no puede cambiarlos.",
      },
      {
        lead: "Sin datos de pago.",
        text: "Nunca lee los datos en bruto de los métodos de pago, números de tarjeta ni datos bancarios.",
      },
      {
        lead: "Sin cargos, reembolsos ni transferencias.",
        text: "Nunca los crea, modifica, lee ni emite.",
      },
      {
        lead: "Sin operaciones de escritura.",
        text: "Nunca cambia suscripciones, clientes, precios ni ningún otro objeto de Stripe.",
      },
    ],
    guide: {
      lead: "Cree una clave restringida de Stripe de solo lectura, con exactamente los tres permisos de lectura que ParityRail necesita.",
      before: [
        "Una cuenta de Stripe con acceso a Developers → API keys en el Dashboard y permisos suficientes para crear una clave restringida.",
        "Una decisión entre modo de prueba y modo activo: una clave de prueba (rk_test_) lee los datos de prueba de Stripe; una clave de modo activo (rk_live_), los de sus clientes reales, los que pagan. Conecte la de los clientes que quiera comprobar.",
        "El rol de administrador en el proyecto de ParityRail: es necesario para conectar Stripe.",
      ],
      copy: [
        "Una clave de modo activo (rk_live_…) o una clave secreta con acceso total (sk_test_…/sk_live_…) también sirve, si es la que tiene.",
        "Opcional: tenga a mano su secreto de firma de webhook (whsec_…) para que los datos se vuelvan a comprobar casi en tiempo real.",
      ],
      optional:
        "Si lo desea, conceda también estos dos; no los active si no usa eventos de sesiones de Checkout ni Stripe Entitlements:",
    },
    help: {
      troubleshooting: [
        {
          problem: "Una X roja en Customers, Subscriptions o Invoices bajo «Permisos de la clave»",
          answer:
            "Falta ese permiso. Ponga el recurso en «Read» en Stripe y haga clic en «Volver a comprobar» en la lista de permisos. Un permiso que falta no impide «Continuar»: es posible que un cliente no tenga suscripciones.",
        },
        {
          problem:
            "Stripe rechazó la clave de API. Compruebe que la clave secreta o restringida sea correcta, pertenezca a la cuenta adecuada y no haya sido revocada.",
          answer:
            "La clave es incorrecta, está revocada o es de otra cuenta: créela de nuevo en Stripe y vuelva a pegarla.",
        },
        {
          problem: "Introduzca una clave restringida (rk_…) o una clave secreta (sk_…) de Stripe",
          answer:
            "El valor pegado no tiene la forma sk_ o rk_ con test o live: probablemente copió una clave publicable (pk_) o solo una parte de la clave.",
        },
        {
          problem: "Los secretos de firma de webhook comienzan con whsec_",
          answer:
            "El campo del secreto de firma debe estar vacío o contener un valor que comience con whsec_.",
        },
        {
          problem: "Conectado, pero con los datos equivocados",
          answer:
            "Usó una clave de prueba, pero quería los datos de clientes reales (o al revés). Haga clic en «Volver a conectar» y pegue la clave del entorno correcto.",
        },
        {
          problem: "La clave de API de Stripe no tiene los permisos necesarios…",
          answer:
            "La clave no tiene ningún permiso de lectura, así que ni siquiera puede listar clientes. Ponga Customers, Subscriptions e Invoices en «Read» y vuelva a conectar Stripe.",
        },
      ],
    },
  },

  dropfix: {
    intro:
      "Active la detección de pagos fallidos, los correos de reclamación de pago y un MRR exacto con los datos de Stripe. De solo lectura por diseño: DropFix nunca puede hacer cargos a tarjetas, reembolsar pagos ni modificar datos en su cuenta de Stripe.",
    permissions: {
      customers: {
        why: "Vincular a sus usuarios con sus clientes de Stripe.",
        without: "Sin los clientes, ninguna señal se puede vincular con un usuario.",
      },
      subscriptions: {
        why: "Avisarle cuando un cliente cancela: la señal «Subscription lapsed», las fechas de los períodos de prueba y el MRR.",
        without:
          "Sin las suscripciones, «Subscription lapsed» nunca se activa y el MRR es el que usted indique.",
      },
      invoices: {
        why: "Avisarle en el momento en que falla el pago de una factura: la señal «Payment failed».",
        without: "Sin las facturas, los pagos fallidos se buscan a mano.",
      },
      charges: {
        why: "Ver por qué falló un pago.",
        without: "Sin los cargos, no se conoce el motivo de un pago fallido.",
      },
      payment_intents: {
        why: "Ver si un pago fallido se está reintentando o está a la espera del cliente.",
        without: "Sin los Payment Intents, un pago que está a la espera del cliente parece perdido.",
      },
      disputes: { why: "Opcional, pero recomendado." },
    },
    never: [
      {
        lead: "De solo lectura, por diseño.",
        text: "Con estos permisos, DropFix solo puede leer datos de facturación.",
      },
      {
        lead: "Sin cargos ni reembolsos.",
        text: "No puede hacer cargos a tarjetas, reembolsar pagos ni modificar a sus clientes, ni siquiera si se filtrara nuestra base de datos.",
      },
    ],
    words: { connect: "Conectar Stripe" },
    guide: {
      lead: "Conexión en 5 minutos. Sin código, sin OAuth y sin permisos de administrador.",
      before: [
        "La clave que genere debe ser una clave rk_live_…, no una clave de prueba.",
        "Si solo está probando DropFix y aún no usa Stripe en modo activo, una clave rk_test_… funciona igual.",
      ],
      open: [
        "Vaya a dashboard.stripe.com e inicie sesión con sus credenciales de Stripe. Asegúrese de que el interruptor «Live mode» de la esquina superior derecha esté activado.",
        "En la barra lateral izquierda de Stripe, haga clic en «Developers» y después en «API keys». Baje hasta la sección «Restricted keys» (debajo de «Standard keys») y haga clic en «+ Create restricted key».",
      ],
      copy: [
        "Haga clic en «Create key», al final de la página. Stripe le muestra la clave nueva: comienza con rk_live_. Haga clic en «Reveal live key» y después en «Copy».",
        "Si la pierde o cierra la ventana sin querer, solo tiene que eliminar la clave y crear otra: no pasa nada.",
        "Péguela y haga clic en «Conectar Stripe». DropFix valida la clave de inmediato (una pequeña lectura por cada permiso) y empieza a obtener los datos de clientes y suscripciones de los últimos 30 días, para que tenga señales que ver desde el primer momento.",
      ],
    },
    help: {
      why: [
        "DropFix funciona sin Stripe, pero Stripe permite detectar pagos fallidos, enviar correos automáticos de reclamación de pago y obtener un MRR exacto directamente de su sistema de facturación.",
        "Para hacerlo de forma segura, usamos el tipo de credencial más seguro de Stripe: una clave de API restringida. A diferencia de una clave secreta normal, una clave restringida se limita a recursos y permisos concretos. La clave que creará para DropFix solo tiene acceso «Read» a Customers, Subscriptions, Invoices, Charges y Payment Intents, y a nada más. Es imposible que mueva dinero o cambie datos.",
        "DropFix detecta automáticamente 10 señales de abandono. Dos de ellas necesitan datos continuos de su cuenta de Stripe:",
      ],
      signals: [
        {
          name: "Payment failed",
          text: "para que podamos avisarle en el momento en que falla el pago de una factura.",
        },
        {
          name: "Subscription lapsed",
          text: "para que podamos avisarle en el momento en que un cliente cancela.",
        },
      ],
      benefits: [
        {
          without: "Los pagos fallidos se buscan a mano",
          with: "La señal de pago fallido se activa en cuestión de minutos",
        },
        {
          without: "El MRR es el que usted indica en identify()",
          with: "El MRR se obtiene directamente de Stripe",
        },
        {
          without: "Las fechas de los períodos de prueba son las que usted indica en identify()",
          with: "Las fechas de los períodos de prueba se leen directamente de Stripe",
        },
        {
          without: "Los correos por pagos fallidos se envían a mano",
          with: "Una secuencia de 3 correos de reclamación de pago se envía automáticamente",
        },
      ],
      next: [
        "En el plazo de 1 minuto tras conectar, el contador «Total users tracked» debería aumentar hasta coincidir con el número de sus clientes de Stripe.",
        "Los pagos fallidos de los últimos 30 días aparecen en el panel como señales «Payment failed».",
        "Las suscripciones vencidas aparecen como señales «Subscription lapsed».",
        "A partir de entonces, DropFix consulta su cuenta de Stripe cada 5 minutos en busca de eventos nuevos.",
      ],
      revoke: [
        "En Stripe, vaya a Developers → API keys → Restricted keys.",
        "Busque su clave DropFix (read-only).",
        "Haga clic en el menú ⋯ → «Delete».",
        "En un plazo de 5 minutos, todas las consultas de DropFix a su cuenta de Stripe fallarán con el error 401 y dejaremos de recibir datos de su cuenta.",
        "También puede desconectar desde DropFix, en «Settings» → «Integrations» (así se borra de inmediato la clave cifrada de nuestra base de datos).",
      ],
      questions: [
        {
          question: "¿Es seguro?",
          answer:
            "Sí. Las claves restringidas de Stripe están pensadas exactamente para esto: herramientas de análisis que necesitan leer sus datos sin tocarlos nunca. La clave es de solo lectura. Aunque alguien robara la base de datos de DropFix (la guardamos cifrada, pero supongamos que ocurre), no podría usar esta clave para hacer cargos a tarjetas, reembolsar nada ni mover dinero en ninguna dirección.",
        },
        {
          question: "¿Puedo ver lo que lee DropFix?",
          answer:
            "Sí. En el Dashboard de Stripe, en Developers → Logs, puede ver cada una de las llamadas a la API hechas con esta clave. Verá un pequeño grupo de llamadas cada 5 minutos (normalmente de 2 a 4 por consulta: listar facturas, listar suscripciones, etc.).",
        },
        {
          question: "¿Afecta a lo que pago a Stripe o a mis límites de frecuencia?",
          answer:
            "No. Las lecturas de la API de Stripe son gratuitas y no cuentan para ninguna comisión por transacción. Una consulta cada 5 minutos usa una fracción mínima del límite de frecuencia de Stripe (100 solicitudes por segundo).",
        },
        {
          question: "¿También tengo que configurar webhooks?",
          answer:
            "No. DropFix consulta los datos cada 5 minutos, más que suficiente para detectar el abandono: para retener clientes no hacen falta señales al milisegundo.",
        },
        {
          question: "Tengo una cuenta de prueba de Stripe, ¿puedo usarlo igualmente?",
          answer:
            "Sí. Genere una clave rk_test_… en el modo de prueba de Stripe (interruptor de la esquina superior derecha del Dashboard). Funciona igual. Cuando pase al modo activo, reemplácela por una clave rk_live_….",
        },
        {
          question: "¿Qué ocurre si pego por error una clave secreta (sk_live_…)?",
          answer:
            "Técnicamente funciona, pero DropFix muestra una advertencia y le pide que la reemplace por una clave restringida. Las claves secretas dan acceso total de escritura a su cuenta de Stripe, algo que no necesitamos ni deberíamos tener. Las claves restringidas son más seguras en todos los casos.",
        },
      ],
    },
  },

  clearsync: {
    intro:
      "ClearSync necesita acceso de solo lectura a determinados datos de Stripe para sincronizar su información de suscripciones y facturación con HubSpot. ClearSync nunca modifica, crea ni elimina datos en su cuenta de Stripe.",
    permissions: {
      charges: {
        why: "Mostrar los pagos en HubSpot.",
        without: "Sin los cargos, HubSpot no muestra los pagos.",
      },
      customers: {
        why: "Vincular a los clientes con los contactos de HubSpot.",
        without: "Sin los clientes, no se puede vincular nada.",
      },
      events: {
        why: "Mantener HubSpot al día.",
        without: "Sin los eventos, los cambios que no se recibieron a tiempo se pierden.",
      },
      payment_intents: {
        why: "Mostrar el estado de los pagos pendientes.",
        without: "Sin los Payment Intents, no se muestran los pagos pendientes.",
      },
      payment_methods: {
        why: "Mostrar cómo paga un cliente.",
        without: "Sin los métodos de pago, HubSpot no muestra cómo paga un cliente.",
      },
      products: {
        why: "Dar nombre a lo que se compró.",
        without: "Sin los productos, lo que se compró no tiene nombre.",
      },
      coupons: {
        why: "Mostrar los descuentos.",
        without: "Sin los cupones, no se muestran los descuentos.",
      },
      invoices: {
        why: "Sincronizar la información de facturación.",
        without: "Sin las facturas, no se sincronizan los datos de facturación.",
      },
      prices: {
        why: "Sincronizar los planes y los importes.",
        without: "Sin los precios, los planes no tienen importes.",
      },
      subscriptions: {
        why: "Sincronizar la información de sus suscripciones.",
        without: "Sin las suscripciones, no se sincronizan los datos de suscripción.",
      },
      connect: {
        why: "La categoría completa.",
        without: "Sin Connect, no se sincronizan los datos de las cuentas conectadas.",
      },
      webhook_endpoints: {
        why: "Crear un webhook de salida en su cuenta de Stripe para leer los datos de los eventos. ClearSync nunca escribirá datos de webhooks en su cuenta de Stripe.",
        without: "Sin su punto de conexión de webhook, ClearSync no se entera de ningún cambio.",
      },
    },
    never: [
      {
        lead: "Sin cambios en sus datos.",
        text: "ClearSync nunca modifica, crea ni elimina datos en su cuenta de Stripe.",
      },
      {
        lead: "Un punto de conexión de webhook, nada más.",
        text: "El permiso de escritura sirve para crear el webhook de salida y para quitarlo cuando usted desconecta Stripe.",
      },
    ],
    words: { title: "Clave de API de Stripe", key_placeholder: "rk_... o sk_..." },
    guide: {
      lead: "Puede usar una clave secreta de Stripe para conectarse a ClearSync. O bien, si prefiere crear y usar una clave restringida para dar a ClearSync los mínimos permisos posibles, siga estos pasos.",
      before: ["Cuando tenga la clave de Stripe, usted o alguien de su equipo puede conectarla a ClearSync."],
      open: ["Primero, inicie sesión en el Dashboard de Stripe."],
      sections: [
        { name: "Core", text: "— haga clic en «None» en la sección «Core» y añada:" },
        { name: "Checkout", text: "— «None»" },
        { name: "Billing", text: "— haga clic en «None» en la sección «Billing» y añada:" },
        {
          name: "Connect",
          text: "— la categoría completa. Si «Connect» aparece también como segunda columna de permisos, ponga toda esa columna en «None» y deje «Connect», en la columna izquierda, en «Read».",
        },
        {
          name: "Orders, Issuing, Reporting, Sigma, Financial Connections",
          text: "— «None»",
        },
        { name: "Webhooks", text: "— todo lo de webhooks: «Write»" },
      ],
    },
    help: {
      next: ["Comienza la importación de sus datos de Stripe."],
      questions: [
        {
          question: "¿Tiene más preguntas?",
          answer:
            "Escriba a nuestro equipo de soporte, support@clearsync.ai, si necesita ayuda para configurar las claves de API y los permisos de Stripe.",
        },
      ],
    },
  },

  engage: {
    intro:
      "Conecte su cuenta de Stripe y gestione suscripciones, períodos de prueba, cupones y flujos basados en el uso directamente desde los prompts de Recurly Engage.",
    permissions: {
      customers: {
        why: "Encontrar al usuario al que se muestra un prompt y actuar en su nombre.",
        without: "Sin los clientes, ninguna acción llega a nadie.",
      },
      subscriptions: {
        why: "Mejorar planes, ampliar períodos de prueba, aplicar cupones y gestionar suscripciones sin salir de los prompts.",
        without: "Sin las suscripciones, las acciones 1-Click no pueden cambiar ninguna.",
      },
      products: {
        why: "Los planes disponibles se sincronizan periódicamente para usarlos en los prompts.",
        without: "Sin los productos, los planes no tienen nombre en los prompts.",
      },
      prices: {
        why: "Cambiar a un usuario a otro producto con el precio correcto.",
        without: "Sin los precios, no se puede ofrecer ningún plan en los prompts.",
      },
      coupons: {
        why: "Los cupones disponibles se sincronizan periódicamente para usarlos en los prompts.",
        without: "Sin los cupones, no se puede ofrecer ninguno en los prompts.",
      },
      promotion_codes: {
        why: "Aplicar los códigos que sus clientes conocen.",
        without: "Sin los códigos promocionales, no se puede aplicar ninguno en los prompts.",
      },
    },
    guide: {
      lead: "En el Dashboard de Stripe, vaya a Developers → API keys. Cree una nueva clave restringida («Restricted key») y conceda estos permisos.",
      before: ENGAGE_NEEDS,
    },
    help: {
      why: [
        "Activación flexible: elija entre Stripe Connect, basado en OAuth, y la autenticación con clave de API.",
        "Actualización en tiempo real: los webhooks sincronizan los traits del estado de la suscripción y de los eventos de facturación si usó Stripe Connect. Con una clave de API, los datos se sincronizan periódicamente y cada noche.",
        "Acciones completas: mejorar planes, ampliar períodos de prueba, aplicar cupones y gestionar suscripciones sin salir de los prompts.",
        "Entre los traits importados están:",
      ],
      signals: [
        {
          name: "subscription_status",
          text: "incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid, paused o NONE",
        },
        { name: "delinquent", text: "true, false (pasa a true cuando falla un pago)" },
        { name: "current_period_start", text: "Fecha de inicio del período de facturación actual" },
        { name: "current_period_end", text: "Fecha de fin del período de facturación actual" },
        { name: "canceled_at", text: "Fecha de cancelación" },
        { name: "cancel_at_period_end", text: "true, false" },
        { name: "trial_start", text: "Fecha de inicio del período de prueba" },
        { name: "trial_end", text: "Fecha de fin del período de prueba" },
        { name: "subscription_plan", text: "Nombre del plan de suscripción actual o más reciente" },
        { name: "recurring_interval", text: "day, week, month, year" },
        { name: "coupon", text: "Nombre del cupón" },
        { name: "payment_card_brand", text: "Marca de la tarjeta (p. ej., visa, mastercard, amex, unknown)" },
        { name: "payment_card_country", text: "Código de país (ISO de 2 caracteres)" },
        { name: "payment_card_expiration", text: "Fecha de vencimiento de la tarjeta de pago" },
        {
          name: "payment_card_wallet_type",
          text: "Tipo de billetera digital (p. ej., apple_pay, google_pay, etc.)",
        },
      ],
      next: [
        "Tras la activación, los planes y cupones disponibles se sincronizan periódicamente para usarlos en los prompts. Asegúrese de que cada registro de usuario incluya stripe_id o email_address.",
        "Al usar Stripe Connect, se crea un webhook para sincronizar los eventos de suscripción en tiempo real. Con una clave de API no se crea ninguno.",
        "Además, debe hacer cada noche una sincronización por CSV que asocie sus identificadores internos de usuario con los identificadores de cliente de Stripe.",
        "Cuando la sincronización de datos esté activa, asocie acciones 1-Click a las interacciones de los prompts, como «Update existing subscription»: cambiar a un usuario, localizado por stripe_id o email_address, a otro producto. Hay varias opciones de prorrateo.",
      ],
      questions: [{ question: "¿Qué necesito para conectar Stripe?", answer: ENGAGE_NEEDS.join(" ") }],
      links: [
        { text: "Configurar claves de API en Stripe", url: "https://docs.stripe.com/keys" },
        {
          text: "Guía de prorrateo de Stripe",
          url: "https://stripe.com/docs/billing/subscriptions/upgrade-downgrade#proration",
        },
      ],
    },
  },

  billstack: {
    intro:
      "Vincule su cuenta de Stripe existente con BillStack proporcionando sus claves de API. Su clave secreta, su clave publicable y su secreto de firma de webhook se cifran con AES-256-GCM.",
    permissions: {
      customers: {
        why: "Sincronizar sus clientes.",
        without: "Sin los clientes, no se puede saber de quién es lo sincronizado.",
      },
      products: {
        why: "Sincronizar sus productos.",
        without: "Sin los productos, los planes no tienen nombre.",
      },
      prices: {
        why: "Sincronizar sus precios.",
        without: "Sin los precios, los planes no tienen importes.",
      },
      subscriptions: {
        why: "Sincronizar sus suscripciones.",
        without: "Sin las suscripciones, parece que ningún cliente tiene una.",
      },
      invoices: {
        why: "Sincronizar sus facturas.",
        without: "Sin las facturas, no se sincroniza el historial de facturación.",
      },
      charges: { why: "Sincronizar cargos y reembolsos." },
      payment_intents: { why: "Sincronizar los pagos en curso." },
      setup_intents: { why: "Sincronizar los métodos de pago configurados." },
      payment_methods: { why: "Sincronizar los métodos de pago de sus clientes." },
      disputes: { why: "Sincronizar las disputas." },
      coupons: { why: "Sincronizar sus cupones." },
      promotion_codes: { why: "Sincronizar sus códigos promocionales." },
      credit_notes: { why: "Sincronizar las notas de crédito." },
      checkout_sessions: { why: "Sincronizar las sesiones de Checkout." },
      tax_rates: { why: "Sincronizar sus tasas impositivas." },
    },
    words: {
      connect: "Conectar",
      key: "Clave secreta",
      publishable_key: "Clave publicable",
      webhook_secret: "Secreto de firma del webhook",
      key_placeholder: "sk_live_... o sk_test_...",
    },
    guide: {
      before: [
        BILLSTACK_TEST_KEYS,
        "Conecte primero Stripe con claves de prueba. Complete todos los pasos de la migración, desconéctelo y vuelva a conectarlo con claves de modo activo.",
      ],
      open: [BILLSTACK_KEYS],
    },
    help: {
      next: [
        `${BILLSTACK_TEST_KEYS} Cambie a claves de modo activo cuando haya comprobado que todo funciona. Desconecte Stripe aquí y vuelva a conectarlo con claves de modo activo.`,
        BILLSTACK_DISCONNECT,
        "Una vez conectado Stripe, cree claves de API para que sus aplicaciones SaaS se autentiquen en BillStack.",
      ],
      questions: [
        {
          question: "¿Qué ocurre al conectar?",
          answer:
            "Su clave secreta, su clave publicable y su secreto de firma de webhook se cifran con AES-256-GCM y se guardan en la base de datos. BillStack crea un esquema de PostgreSQL aislado para su equipo (stripe_team_{teamId}). El stripe-sync-engine ejecuta migraciones en ese esquema para alojar los datos sincronizados de Stripe. BillStack verifica que las claves sean válidas consultando la cuenta en Stripe.",
        },
        { question: "¿Dónde encuentro mis claves?", answer: BILLSTACK_KEYS },
        {
          question: "¿Y si aún no tengo un secreto de firma de webhook?",
          answer:
            "Para empezar, puede usar un secreto de firma provisional y cambiarlo más tarde, cuando configure el punto de conexión de webhook en Stripe.",
        },
        { question: "¿Qué ocurre al desconectar?", answer: BILLSTACK_DISCONNECT },
      ],
    },
  },
};
