/**
 * @module Every sentence of the element in Spanish. Stripe's own labels stay as Stripe's Dashboard shows them.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { Texts } from "./en.ts";

const SECRETS_START = "Los secretos de firma de webhook comienzan con whsec_";
const IS_SECRET = "Es una clave secreta, que permite hacer todo en la cuenta.";

const resources: Readonly<Record<ResourceName, readonly [one: string, many: string]>> = {
  customers: ["cliente", "clientes"],
  subscriptions: ["suscripción", "suscripciones"],
  invoices: ["factura", "facturas"],
  charges: ["cargo", "cargos"],
  refunds: ["reembolso", "reembolsos"],
  payment_intents: ["pago", "pagos"],
  setup_intents: ["configuración de pago", "configuraciones de pago"],
  disputes: ["disputa", "disputas"],
  credit_notes: ["nota de crédito", "notas de crédito"],
  checkout_sessions: ["sesión de Checkout", "sesiones de Checkout"],
  products: ["producto", "productos"],
  prices: ["precio", "precios"],
  coupons: ["cupón", "cupones"],
  promotion_codes: ["código promocional", "códigos promocionales"],
  tax_rates: ["tasa impositiva", "tasas impositivas"],
  subscription_schedules: ["calendario de suscripción", "calendarios de suscripción"],
  payment_methods: ["método de pago", "métodos de pago"],
  entitlements: ["derecho", "derechos"],
};

const problems: Texts["problems"] = {
  publishable: "Es una clave publicable, hecha para páginas web.",
  webhook_secret: "Es un secreto de firma de webhook, no una clave de API.",
  organization: "Es una clave de organización, para varias cuentas.",
  ephemeral: "Es una clave efímera, que caduca pronto.",
  managed: "Es el identificador de una clave, no la clave.",
  name_only: "Es el nombre de una clave, sin la clave.",
  masked: "Esa clave está oculta en parte. Stripe solo muestra una clave completa una vez: cree una nueva.",
  incomplete: "Esa clave está cortada: le falta el final. Cópiela de nuevo, completa.",
  multiple: "Son varias claves. Se necesita una.",
  hidden_character:
    "En la clave hay un espacio, un salto de línea u otro carácter que no debería estar ahí. Cópiela de nuevo desde Stripe.",
  secret_not_accepted: IS_SECRET,
  too_long: "Es demasiado largo para ser una clave.",
};

const errors: Texts["errors"] = {
  network: "Falló la conexión con el servidor. Compruebe su red y vuelva a intentarlo.",
  no_answer: "El servidor no respondió a tiempo. Vuelva a intentarlo en un momento.",
  request_blocked:
    "Esta página aún no está configurada para comunicarse con el servidor. Avise a quienes la administran.",
  no_session:
    "Esta página no pudo iniciar su sesión. Lo que está conectado sigue conectado: vuelva a intentarlo o recargue la página.",
  unreadable_answer: "El servidor envió algo inesperado. Vuelva a intentarlo en un momento.",
  oauth_unavailable:
    "La conexión mediante la página de Stripe no está configurada aquí. Pegue una clave en su lugar.",
  oauth_denied: "No se concedió el acceso en Stripe, así que no se conectó nada. Puede volver a intentarlo.",
  oauth_refused: "Stripe no completó la conexión. No se guardó nada: empiece de nuevo.",
};

export const TEXTS: Texts = {
  errors,
  problems,
  enter: {
    either: "Introduzca una clave restringida (rk_…) o una clave secreta (sk_…) de Stripe.",
    restricted: "Introduzca una clave restringida de Stripe (rk_…).",
    secret: "Introduzca una clave secreta de Stripe (sk_…).",
  },
  loadFailed: "No se pudo cargar",
  retry: "Reintentar",
  loading: "Cargando…",

  keyCard: "Clave de API restringida",
  whichData: "¿Qué datos?",
  modes: { test: "Prueba", live: "Activo" },
  createKey: "Crear la clave en Stripe",
  openKeys: "API keys en Stripe",
  showHow: (minutes) =>
    minutes ? `Ver cómo · ${minutes === 1 ? "1 minuto" : `${minutes} minutos`}` : "Ver cómo",
  hideHow: "Ocultar los pasos",
  toKey: "Ir al campo de la clave",
  howKept: "Se cifra antes de guardarse. Elimínela en Stripe cuando quiera y el acceso terminará.",
  copy: "Copiar",
  copied: "Copiado",
  copyFailed: "No permitido: seleccione el texto",
  newTab: "Se abre en otra pestaña",
  apiKey: "Clave de API",
  show: "Mostrar",
  hide: "Ocultar",
  goodKey: {
    restricted: { test: "Una clave restringida de prueba.", live: "Una clave restringida de modo activo." },
    secret: { test: "Una clave secreta de prueba.", live: "Una clave secreta de modo activo." },
  },
  secretKey: `${IS_SECRET} Una clave restringida es más segura.`,
  reads: { test: "Lee datos de prueba.", live: "Lee los datos de sus clientes reales, los que pagan." },
  otherMode: {
    test: "Es una clave de prueba y se pidieron datos reales.",
    live: "Es una clave de modo activo y se pidieron datos de prueba.",
  },
  cleaned: "Se omitió lo que había alrededor.",
  held: "Esta clave se conserva para otro intento.",
  moveToSecret: "Pasar al secreto de firma",
  moveToKey: "Pasar a la clave de API",
  secretLabel: "Secreto de firma del webhook",
  optional: "opcional",
  secretHint: "Para que Stripe pueda enviar sus eventos aquí. Puede añadirlo más tarde.",
  secretProblems: {
    other: `${SECRETS_START}.`,
    cut_off: "Le falta el final: cópielo de nuevo desde Stripe.",
    is_key: `Es una clave de API. ${SECRETS_START}.`,
  },
  connect: "Probar y conectar",
  connecting: "Probando la conexión…",

  never: (product) => `A lo que ${product} nunca accede`,

  demoCard: "Usar el modo de demostración",
  demoHint: "¿Solo quiere explorar? Clientes de ejemplo, sin cuenta de Stripe.",
  connectDemo: "Conectar datos de demostración",
  loadingDemo: "Cargando demostración…",

  editKey: "Editar la clave en Stripe",

  notConnected: "Stripe aún no está conectado",
  askAdmin:
    "Para conectar Stripe se necesita el rol de administrador en este proyecto. Pídaselo a un administrador.",

  toasts: {
    connected: { test: "Stripe conectado (modo de prueba)", live: "Stripe conectado (modo activo)" },
    demo: (customers) => `Modo de demostración activado. Clientes de ejemplo cargados: ${customers}`,
    disconnected: "Stripe desconectado",
  },

  connection: {
    connected: "Stripe conectado",
    by: (name, when) => `Por ${name}, ${when}`,
    byInvitation: (name, when) => `Por invitación de ${name}, ${when}`,
    since: (when) => `Desde: ${when}`,
    badges: { test: "Modo de prueba", live: "Modo activo", demo: "Demostración" },
    demoLabel: "Datos de demostración",
    reconnect: "Volver a conectar",
    reconnectCard: "Volver a conectar Stripe",
    useOwn: "Usar su propia cuenta de Stripe",
    demoAbout: "Clientes inventados: no se lee ninguna cuenta de Stripe.",
    demoStaysUntil: "Los datos de demostración se mantienen hasta que conecte su propia cuenta.",
    stillConnected: "Stripe sigue conectado.",
    wrongData: "¿Conectado, pero con los datos equivocados? Pegue una clave del otro entorno.",
    staysUntil: "Nada cambia hasta que la nueva conexión funcione.",
    cancel: "Cancelar",
    replace: "Reemplazar",
    connectMode: { test: "Conectar datos de prueba", live: "Conectar datos reales" },
    connectAnyway: "Conectar de todos modos",
    otherAccount: "Es otra cuenta de Stripe. ¿Quiere reemplazar la conexión o volver atrás?",
    otherData: "No son los datos que se pidieron. ¿Quiere conectar de todos modos o volver atrás?",
    goBack: "Volver",
    leftBehind: {
      webhook_endpoint:
        "La cuenta de Stripe de la conexión anterior aún tiene su punto de conexión de webhook.",
      oauth_access: "La cuenta de Stripe de la conexión anterior aún muestra el acceso que concedió.",
    },
    leftBehindLink: {
      webhook_endpoint: "Quitar el punto de conexión en Stripe",
      oauth_access: "Quitar el acceso en Stripe",
    },
    close: "Cerrar",
    connectedNow: "Conexión actual:",
    disconnect: "Desconectar",
    disconnectQuestion: "¿Desconectar Stripe?",
    disconnectWhat:
      "Aquí se eliminan la clave guardada, el secreto de firma y todo lo leído de Stripe. La clave en sí funciona hasta que la elimine en Stripe.",
    disconnectManaged:
      "Aquí se elimina todo lo guardado y leído, y en su cuenta de Stripe se quita el punto de conexión de webhook o el acceso.",
    disconnectWhatDemo: "Se quitan los datos de demostración. Puede volver a cargarlos.",
    disconnecting: "Desconectando…",
    keep: "Mantener",
    permissions: "Permisos de la clave",
    permissionsOfAccess: "Permisos",
    recheck: "Volver a comprobar",
    checking: "Comprobando…",
    checkedAt: (when) => `Comprobado: ${when}`,
    statuses: {
      missing: "Falta",
      off: "No concedido",
      unknown: "Stripe no respondió",
      unchecked: "No comprobado",
    },
    uncheckedWhy: "«No comprobado»: nada demuestra este permiso de antemano. Se sabrá al usarlo.",
    asBefore: "Abajo se muestra lo que encontró la última comprobación.",
    asOf: (when) => `Situación anterior al rechazo: ${when}`,
    allGranted: "Todos los permisos necesarios están concedidos.",
    grant: (access, label) =>
      `Conceda acceso de ${access === "read" ? "lectura (Read)" : "escritura (Write)"} a ${label} en su clave restringida`,
    goOn: "Puede continuar.",
    continue: "Continuar",
    pasteNew: "Pegar una clave nueva",
    askAgain: "Volver a consultar ahora",
    connectAgain: "Volver a conectar con Stripe",
    nowGranted: (labels) => `Concedido ahora: ${labels}.`,
    nowLost: (labels) => `Ya no concedido: ${labels}.`,
    newest: (date) => `Cliente más reciente: ${date}`,
    noCustomers: "Aún no hay clientes",
    noSubscriptions: "0 suscripciones: ¿es la cuenta correcta?",
    secretWarning: (product) =>
      `${IS_SECRET} ${product} no lo necesita: reemplácela por una clave restringida.`,
    replaceSecret: "Usar una clave restringida",
    excess: (product, labels) =>
      `Esta clave permite más de lo que ${product} necesita: ${labels}. Una clave con menos permisos es más segura.`,
    webhook: {
      title: "Eventos",
      waiting: "Esperando el primer evento…",
      last: (when) => `Último evento: ${when}`,
      failed: "Aún no se pudo crear el punto de conexión en Stripe.",
      managed: "El punto de conexión se creó automáticamente en su cuenta de Stripe.",
      placeholder: "El secreto de firma todavía es provisional.",
      none: "Opcional: Stripe puede enviar sus eventos aquí.",
      setUp: "Configurar",
      change: "Cambiar",
      open: "Abra",
      page: "Webhooks en Stripe",
      add: "y añada un punto de conexión con esta dirección:",
      select: "Seleccione estos eventos:",
      copyAll: "Copiar todos",
      paste: "Pegue su secreto de firma:",
      save: "Guardar",
      saving: "Guardando…",
      saved: "Secreto de firma guardado.",
      notSaved: "No se guardó.",
    },
  },

  sync: {
    title: "Leyendo su cuenta",
    titlePaused: "Lectura en pausa",
    starting: "La lectura comenzará en un momento.",
    goOn: "Puede continuar. La lectura sigue por sí sola, aunque cierre esta página.",
    resource: (name, count) =>
      (count > 0 && count % 1_000_000 === 0 ? "de " : "") + resources[name][count === 1 ? 0 : 1], // "2.000.000 de clientes"
    count: (done, name) => `${done} ${name}`,
    countOf: (done, name, total) => `${done} de aproximadamente ${total} ${name}`,
    read: (what) => `Lectura terminada: ${what}`,
    readAll: "Lectura terminada",
    means: {
      webhooks: "los cambios llegan al instante",
      events: "se consulta cada pocos minutos",
      lists: "se consulta cada pocos minutos",
      demo: "datos de demostración",
    },
    goesOn: {
      byItself: "La lectura continúa por sí sola.",
      at: (time) => `La lectura continúa a ${/^0?1\D/.test(time) ? "la" : "las"} ${time}.`,
      tomorrow: "La lectura continúa mañana.",
      on: (date) => `La lectura continúa el ${date}.`,
    },
    kept: "Lo leído se conserva.",
  },

  invitation: {
    ask: "¿Tiene el acceso otra persona?",
    making: "Creando un enlace…",
    title: "Pedírselo a alguien del equipo",
    waiting: "En espera",
    opened: "Abierto",
    how: (when) =>
      `Envíe este enlace a quien pueda crear claves en Stripe. Abre este paso una sola vez (válido hasta: ${when}). Nadie comparte contraseñas ni envía claves por chat.`,
    openedAt: (when) => `Abierto: ${when}.`,
    follows: "Esta página se actualiza por sí sola.",
    cancel: "Anular el enlace",
  },

  receipt: {
    title: "Qué puede hacer esta clave",
    print: "Imprimir",
    close: "Cerrar",
    asked: (when) => `Consultado a Stripe: ${when}`,
    refused: (when) => `Rechazado por Stripe: ${when}. Abajo se muestra lo que valía antes.`,
    notAsked: "no consultado",
  },

  oauth: {
    title: "Conectar Stripe",
    about: "Usted da su consentimiento en la página de Stripe y vuelve aquí. No se pega nada.",
    connect: "Conectar con Stripe",
    leaving: "Abriendo Stripe…",
    back: "Ha vuelto de Stripe. Esto tarda unos segundos.",
    finishing: "Completando la conexión…",
    toKey: "O pegar una clave de API",
    toOauth: "O conectar con Stripe",
  },

  credentials: {
    title: "Claves de API de Stripe",
    publishable: "Clave publicable",
    problems: {
      missing: "Introduzca también la clave publicable: comienza con pk_.",
      other: "Las claves publicables comienzan con pk_.",
      cut_off: "Le falta el final: cópiela de nuevo desde Stripe.",
      is_key:
        "Es una clave secreta o restringida: tiene su propio campo. Las claves publicables comienzan con pk_.",
    },
    differs: "Las dos claves son de modos distintos: ambas deben ser de prueba o ambas de modo activo.",
    good: { test: "Una clave publicable de prueba.", live: "Una clave publicable de modo activo." },
    moveToPublishable: "Pasar a la clave publicable",
    later: "puede pegarlo más tarde",
    laterHint: "Para empezar, puede usar un secreto de firma provisional y cambiarlo más tarde.",
    placeholder: "Es un valor provisional. Puede cambiarlo más tarde.",
  },

  help: {
    benefits: "Qué gana con Stripe",
    without: "Sin Stripe",
    with: "Con Stripe",
    why: "Por qué lo pedimos",
    questions: "Preguntas frecuentes",
    troubleshooting: "Solución de problemas",
    revoke: "Cómo revocar el acceso",
    next: "Qué ocurre después",
    contact: "¿Tiene más preguntas? Escriba a",
  },
};
