/**
 * @module What the Worker says in Spanish: its errors, what is the matter with a connection, and Stripe's wizard. Stripe's own labels
 * stay as Stripe's Dashboard shows them.
 */

import type { WorkerTexts } from "./worker-texts.ts";

const SECRETS_START = "Los secretos de firma de webhook comienzan con whsec_";
const NOTHING_SAVED = "No se guardó nada: vuelva a intentarlo en un momento.";

export const ES: WorkerTexts = {
  errors: {
    key_rejected:
      "Stripe rechazó la clave de API. Compruebe que la clave secreta o restringida sea correcta, pertenezca a la cuenta adecuada y no haya sido revocada.",
    key_expired:
      "Esta clave ha caducado: se rotó o venció en Stripe. Copie la nueva desde Stripe y péguela aquí.",
    key_ip_restricted:
      "Esta clave solo funciona desde ciertas direcciones IP. Quite la restricción de IP de la clave en Stripe y vuelva a intentarlo.",
    access_revoked: "La cuenta de Stripe no da este acceso o lo ha retirado. Vuelva a conectarla.",
    permissions_missing:
      "La clave de API de Stripe no tiene los permisos necesarios. Conceda {permissions} y vuelva a conectar Stripe.",
    account_differs:
      "Esta clave pertenece a otra cuenta de Stripe. ¿Quiere reemplazar la conexión o volver atrás?",
    account_unknown:
      "Stripe no indicó a qué cuenta pertenece esta clave. ¿Quiere reemplazar la conexión o volver atrás?",
    mode_differs:
      "Esta clave no lee los datos que se pidieron: son de prueba en vez de reales, o al revés. ¿Quiere conectarla de todos modos o volver atrás?",
    oauth_unavailable:
      "La conexión mediante la página de Stripe no está configurada aquí. Pegue una clave en su lugar.",
    oauth_denied:
      "No se concedió el acceso en Stripe, así que no se conectó nada. Puede volver a intentarlo.",
    oauth_state_invalid:
      "Este regreso desde Stripe no es válido. Empiece de nuevo en la página desde la que conecta.",
    oauth_expired: "El regreso desde Stripe tardó demasiado. Empiece de nuevo.",
    oauth_refused: "Stripe no completó la conexión. No se guardó nada: empiece de nuevo.",
    oauth_misconfigured:
      "La conexión mediante la página de Stripe no está bien configurada. Avise a quienes administran este servicio.",
    publishable_key_missing: "Introduzca también la clave publicable: comienza con pk_.",
    publishable_key_invalid: "Las claves publicables comienzan con pk_.",
    publishable_key_mode_differs:
      "Las dos claves son de modos distintos: ambas deben ser de prueba o ambas de modo activo.",
    stripe_unavailable: `Stripe no respondió. ${NOTHING_SAVED}`,
    stripe_busy: `Stripe está ocupado: hay demasiadas solicitudes para esta cuenta en este momento. ${NOTHING_SAVED}`,
    stripe_unexpected:
      "Stripe rechazó la solicitud por un motivo que no conocemos. No se guardó nada. Avise a quienes administran este servicio e indique el identificador de la solicitud.",
    webhook_secret_invalid: SECRETS_START,
    unauthenticated: "La sesión de esta página ha terminado. Recárguela y vuelva a intentarlo.",
    admin_required:
      "Para conectar Stripe se necesita el rol de administrador en este proyecto. Pídaselo a un administrador.",
    rate_limited: "Demasiados intentos. Espere un momento y vuelva a intentarlo.",
    not_connected: "Stripe aún no está conectado.",
    demo_unavailable: "Aquí no hay datos de demostración.",
    connection_changed:
      "Mientras tanto, otra persona cambió la conexión. Revísela y después vuelva a intentarlo.",
    invitation_invalid:
      "Este enlace no está completo. Cópielo entero del mensaje en que llegó o pida uno nuevo.",
    invitation_expired: "Este enlace ha caducado. Pida uno nuevo.",
    invitation_used: "Este enlace ya se usó: con él se conectó Stripe. Aquí no queda nada por hacer.",
    invitation_opened: "Este enlace ya se abrió en otro navegador. Continúe allí o pida uno nuevo.",
    invitation_revoked:
      "Este enlace ya no es válido: se anuló, se creó uno más reciente o Stripe se conectó sin él. Pregunte a quien se lo envió.",
    unavailable: "Esto no está disponible ahora. Vuelva a intentarlo en un momento.",
    misconfigured: "Este servicio aún no está configurado.",
    secret_unreadable:
      "No se pudo abrir la clave guardada. Péguela de nuevo o avise a quienes administran este servicio.",
    internal:
      "Se produjo un error por nuestra parte. Compruebe de nuevo en un momento y después vuelva a intentarlo.",
  },
  health: {
    permission_missing: {
      title: "Falta un permiso necesario",
      message: "Concédalo en Stripe y vuelva a comprobar.",
    },
    webhook_endpoint_failed: {
      title: "Aún no hay punto de conexión de webhook",
      message:
        "No se pudo crear el punto de conexión de webhook en Stripe. Vuelva a comprobar para intentarlo de nuevo.",
    },
    refused_once: {
      title: "Stripe rechazó esta clave",
      message:
        "Volvemos a consultar en unos minutos antes de darla por revocada. Lo leído hasta ahora se conserva.",
    },
    key_rejected: {
      title: "Stripe ya no acepta esta clave",
      message:
        "Probablemente se eliminó o se rotó en Stripe. No se ha perdido nada: pegue una clave nueva de la misma cuenta.",
    },
    key_expired: {
      title: "Esta clave ha caducado",
      message: "Se rotó o venció en Stripe. No se ha perdido nada: pegue una clave nueva de la misma cuenta.",
    },
    key_ip_restricted: {
      title: "Esta clave solo funciona desde ciertas direcciones IP",
      message:
        "Quite la restricción de IP de la clave en Stripe y vuelva a comprobar. O pegue una clave nueva.",
    },
    access_revoked: {
      title: "Stripe retiró el acceso",
      message:
        "Alguien puso fin al acceso en la cuenta de Stripe. No se ha perdido nada: vuelva a conectar la misma cuenta.",
    },
  },
  sync: {
    permission_missing: "La clave no permite leerlo todo. Conceda el permiso que falta en Stripe y se leerá.",
    key_refused:
      "Stripe rechaza la clave. Lo leído se conserva; la lectura continúa con una clave nueva de la misma cuenta.",
    rate_limited: "Stripe nos pidió ir más despacio.",
    stripe_unavailable: "Stripe no responde en este momento.",
    stripe_unexpected: "Stripe respondió de una forma que no conocemos.",
    reads_used_up: "Las lecturas que Stripe permite se han agotado por hoy.",
  },
  receipt: {
    titles: {
      granted: "Puede",
      excess: "Puede, aunque no se pidió",
      missing: "No puede",
      unknown: "Stripe no respondió",
      unchecked: "No comprobado",
    },
    beyond: {
      everything: "Una clave secreta permite hacer todo en la cuenta.",
      unknown: "No se consultó qué más puede hacer.",
      nothing: "Datos de ejemplo: no se consulta ninguna cuenta de Stripe.",
    },
    onlyReads: (product) => `El servidor de ${product} solo la usa para enviar solicitudes de lectura.`,
    onlyThese: (product) => `El servidor de ${product} solo la usa para enviar lo que ${product} pide.`,
  },
  wizard: {
    title: "Crear la clave en Stripe",
    before: "Antes de empezar",
    modes: {
      either:
        "Una decisión: una clave de prueba lee los datos de prueba de Stripe; una clave de modo activo, los de sus clientes reales, los que pagan.",
      live: "El modo activo («Live mode»), con el interruptor de la esquina superior derecha de Stripe: la clave debe comenzar con rk_live_.",
      test: "Primero el modo de prueba, para que ningún cliente real se vea afectado.",
    },
    dashboard: "Acceso a **Developers → API keys** en el Dashboard de Stripe.",
    step_open: "Abra",
    create_restricted: "Create restricted key",
    or_restricted: "O bien, con una clave restringida",
    step_open_hint:
      "Developers → API keys → Create restricted key. Puede que el nombre y los permisos ya estén completados; si no, márquelos a mano.",
    step_use:
      "«How will you be using this key?» → **Providing this key to a third-party application** (en algunas cuentas, «to another website»). Stripe pide el nombre y la URL de esa aplicación:",
    step_name: "Póngale el nombre",
    step_name_why: "para encontrarla fácilmente más tarde.",
    step_choose:
      "Elija **Choose your own** (o «Customize permissions for this key»). Ponga exactamente estos recursos en **{access}** y deje todo lo demás en **None**:",
    step_choose_mixed:
      "Elija **Choose your own** (o «Customize permissions for this key»). Ponga exactamente estos recursos como indica la tabla y deje todo lo demás en **None**:",
    connect_column: "Si Stripe también muestra una columna «Connect permissions», déjela entera en **None**.",
    step_publishable: "En la misma página, copie también la clave publicable; comienza con **pk_**.",
    step_copy_secret: "Copie la clave secreta; comienza con **sk_**. Péguela abajo.",
    step_copy:
      "Cree la clave y cópiela; comienza con **rk_**. Es posible que Stripe pida un código de confirmación, y solo muestra la clave una vez. Péguela abajo.",
    step_secret:
      "¿Aún no tiene un punto de conexión de webhook? Deje el secreto de firma para más tarde: una vez conectado Stripe, aquí aparece la dirección para el punto de conexión, con un campo para el secreto.",
    also_grant: "Si lo desea, conceda también estos",
  },
};
