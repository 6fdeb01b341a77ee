/**
 * @module What the page of an invitation says in Spanish.
 */

import type { PageTexts } from "./en.ts";

export const ES: PageTexts = {
  heading: (product, invitedBy) =>
    invitedBy === null
      ? `Le piden que conecte Stripe con ${product}`
      : `${invitedBy} le pide que conecte Stripe con ${product}`,
  intro: (product) =>
    `Necesita acceso a la cuenta de Stripe de su empresa, pero ninguna cuenta de ${product}. Este enlace funciona una sola vez y solo en este navegador.`,
  done: (product) => ({
    heading: "Listo",
    text: `Stripe está conectado con ${product}. Puede cerrar esta página.`,
  }),
  retry: "Reintentar",
  unreachable: {
    heading: "No se pudo cargar esta página",
    text: "El servidor no respondió como debía. Compruebe su conexión y vuelva a intentarlo en un momento.",
  },
  refused: {
    invitation_invalid: {
      heading: "Este enlace está incompleto",
      text: "Falta una parte. Cópielo entero del mensaje en que llegó o pida uno nuevo.",
    },
    invitation_expired: {
      heading: "Este enlace ha caducado",
      text: "Era válido durante 24 horas y no se conectó nada con él. Pida uno nuevo a quien se lo envió.",
    },
    invitation_used: {
      heading: "Este enlace ya se usó",
      text: "Stripe se conectó con él, así que aquí no queda nada por hacer. Puede cerrar esta página.",
    },
    invitation_opened: {
      heading: "Este enlace se abrió en otro navegador",
      text: "Funciona en el navegador que lo abrió primero. Continúe allí o pida uno nuevo a quien se lo envió.",
    },
    invitation_revoked: {
      heading: "Este enlace ya no es válido",
      text: "Se anuló, se creó uno más reciente o Stripe se conectó sin él. Pregunte a quien se lo envió.",
    },
  },
};
