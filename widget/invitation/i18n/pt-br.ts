/**
 * @module What the page of an invitation says in Brazilian Portuguese.
 */

import type { PageTexts } from "./en.ts";

export const PT_BR: PageTexts = {
  heading: (product, invitedBy) =>
    invitedBy === null
      ? `Pediram que você conecte a Stripe a ${product}`
      : `${invitedBy} pede que você conecte a Stripe a ${product}`,
  intro: (product) =>
    `Você precisa de acesso à conta Stripe da sua empresa, mas não de uma conta em ${product}. Este link funciona uma única vez e só neste navegador.`,
  done: (product) => ({
    heading: "Pronto",
    text: `A Stripe está conectada a ${product}. Você pode fechar esta página.`,
  }),
  retry: "Tentar novamente",
  unreachable: {
    heading: "Não foi possível carregar esta página",
    text: "O servidor não respondeu como deveria. Verifique sua conexão e tente novamente em instantes.",
  },
  refused: {
    invitation_invalid: {
      heading: "Este link está incompleto",
      text: "Falta uma parte dele. Copie o link inteiro da mensagem em que ele veio ou peça um novo.",
    },
    invitation_expired: {
      heading: "Este link expirou",
      text: "Ele valeu por 24 horas e nada foi conectado com ele. Peça um novo a quem o enviou.",
    },
    invitation_used: {
      heading: "Este link já foi usado",
      text: "A Stripe foi conectada com ele, então não há mais nada a fazer aqui. Você pode fechar esta página.",
    },
    invitation_opened: {
      heading: "Este link foi aberto em outro navegador",
      text: "Ele funciona no navegador que o abriu primeiro. Continue por lá ou peça um novo a quem o enviou.",
    },
    invitation_revoked: {
      heading: "Este link não vale mais",
      text: "Ele foi cancelado, um mais novo foi criado ou a Stripe foi conectada sem ele. Fale com quem o enviou.",
    },
  },
};
