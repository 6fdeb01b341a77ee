/**
 * @module What the Worker says in Brazilian Portuguese: its errors, what is the matter with a connection, and Stripe's wizard. Stripe's
 * own labels stay as Stripe's Dashboard shows them.
 */

import type { WorkerTexts } from "./worker-texts.ts";

const SECRETS_START = "Segredos de assinatura de webhook começam com whsec_";
const NOTHING_SAVED = "Nada foi salvo: tente novamente em instantes.";

export const PT_BR: WorkerTexts = {
  errors: {
    key_rejected:
      "A Stripe recusou a chave de API. Verifique se a chave secreta ou restrita está correta, pertence à conta certa e não foi revogada.",
    key_expired:
      "Esta chave expirou: foi substituída na Stripe ou o prazo dela acabou. Copie a nova na Stripe e cole-a aqui.",
    key_ip_restricted:
      "Esta chave só funciona a partir de certos endereços IP. Remova a restrição de IP da chave na Stripe e tente novamente.",
    access_revoked: "A conta Stripe não concede este acesso ou o retirou. Conecte-a novamente.",
    permissions_missing:
      "A chave de API da Stripe não tem as permissões necessárias. Conceda {permissions}. Depois, reconecte.",
    account_differs: "Esta chave pertence a outra conta Stripe. Substituir a conexão ou voltar?",
    account_unknown:
      "A Stripe não informou a qual conta esta chave pertence. Substituir a conexão ou voltar?",
    mode_differs:
      "Esta chave lê dados diferentes dos que foram pedidos: de teste em vez de produção, ou o contrário. Conectar mesmo assim ou voltar?",
    oauth_unavailable:
      "A conexão pela página da Stripe não está configurada aqui. Em vez disso, cole uma chave.",
    oauth_denied:
      "O acesso não foi concedido na Stripe, então nada foi conectado. Você pode tentar novamente.",
    oauth_state_invalid:
      "Este retorno da Stripe não é válido. Comece outra vez na página em que você faz a conexão.",
    oauth_expired: "O retorno da Stripe demorou demais. Comece outra vez.",
    oauth_refused: "A Stripe não concluiu a conexão. Nada foi salvo: comece outra vez.",
    oauth_misconfigured:
      "A conexão pela página da Stripe não está configurada corretamente. Avise os responsáveis por este serviço.",
    invitation_invalid:
      "Este link não está completo. Copie-o inteiro da mensagem em que veio ou peça um novo.",
    invitation_expired: "Este link expirou. Peça um novo.",
    invitation_used: "Este link já foi usado: a Stripe foi conectada com ele. Não há mais nada a fazer aqui.",
    invitation_opened: "Este link já foi aberto em outro navegador. Continue por lá ou peça um novo.",
    invitation_revoked:
      "Este link não vale mais: ele foi cancelado, um mais novo foi criado ou a Stripe foi conectada sem ele. Fale com quem o enviou.",
    stripe_unavailable: `A Stripe não respondeu. ${NOTHING_SAVED}`,
    stripe_busy: `A Stripe está sobrecarregada: há solicitações demais para esta conta no momento. ${NOTHING_SAVED}`,
    stripe_unexpected:
      "A Stripe recusou por um motivo que não conhecemos. Nada foi salvo. Avise os responsáveis por este serviço e informe o ID da solicitação.",
    webhook_secret_invalid: SECRETS_START,
    publishable_key_missing: "Insira também a chave publicável: ela começa com pk_.",
    publishable_key_invalid: "Chaves publicáveis começam com pk_.",
    publishable_key_mode_differs:
      "As duas chaves são de modos diferentes: ambas devem ser de teste, ou ambas de produção.",
    unauthenticated: "A sessão desta página terminou. Recarregue-a e tente novamente.",
    admin_required:
      "Para conectar a Stripe, é preciso ter a função de administrador neste projeto. Peça a um administrador.",
    rate_limited: "Tentativas demais. Espere um momento e tente novamente.",
    not_connected: "A Stripe ainda não está conectada.",
    demo_unavailable: "Aqui não há dados de demonstração.",
    connection_changed: "Enquanto isso, outra pessoa alterou a conexão. Confira-a e tente novamente.",
    unavailable: "Isto não está disponível no momento. Tente novamente em instantes.",
    misconfigured: "Este serviço ainda não está configurado.",
    secret_unreadable:
      "Não foi possível abrir a chave armazenada. Cole a chave novamente ou avise os responsáveis por este serviço.",
    internal: "Algo deu errado do nosso lado. Confira em instantes e tente novamente.",
  },
  health: {
    permission_missing: {
      title: "Falta uma permissão necessária",
      message: "Conceda-a na Stripe e verifique novamente.",
    },
    webhook_endpoint_failed: {
      title: "Ainda não há endpoint de webhook",
      message:
        "Não foi possível criar o endpoint de webhook na Stripe. Para tentar outra vez, verifique novamente.",
    },
    refused_once: {
      title: "A Stripe recusou esta chave",
      message:
        "Vamos consultar novamente em alguns minutos antes de considerá-la revogada. O que foi lido até agora fica guardado.",
    },
    key_rejected: {
      title: "A Stripe não aceita mais esta chave",
      message:
        "Provavelmente ela foi excluída ou substituída na Stripe. Nada se perdeu: cole uma nova chave da mesma conta.",
    },
    key_expired: {
      title: "Esta chave expirou",
      message:
        "Ela foi substituída na Stripe ou o prazo dela acabou. Nada se perdeu: cole uma nova chave da mesma conta.",
    },
    key_ip_restricted: {
      title: "Esta chave só funciona a partir de certos endereços IP",
      message: "Remova a restrição de IP da chave na Stripe e verifique novamente. Ou cole uma nova chave.",
    },
    access_revoked: {
      title: "A Stripe retirou o acesso",
      message: "Alguém o encerrou na conta Stripe. Nada se perdeu: conecte a mesma conta novamente.",
    },
  },
  sync: {
    permission_missing:
      "A chave não pode ler tudo. Conceda na Stripe a permissão que falta, e o restante será lido.",
    key_refused:
      "A Stripe está recusando a chave. O que foi lido fica guardado; a leitura continua com uma nova chave da mesma conta.",
    rate_limited: "A Stripe pediu para irmos mais devagar.",
    stripe_unavailable: "A Stripe não está respondendo no momento.",
    stripe_unexpected: "A Stripe respondeu de um jeito que não conhecemos.",
    reads_used_up: "As leituras que a Stripe permite acabaram por hoje.",
  },
  receipt: {
    titles: {
      granted: "Pode",
      excess: "Pode, mas não foi pedido",
      missing: "Não pode",
      unknown: "A Stripe não respondeu",
      unchecked: "Não verificada",
    },
    beyond: {
      everything: "Uma chave secreta pode fazer tudo na conta.",
      unknown: "Não foi consultado o que mais ela pode fazer.",
      nothing: "Dados de exemplo: nenhuma conta Stripe é consultada.",
    },
    onlyReads: (product) => `Com ela, o servidor de ${product} só envia solicitações de leitura.`,
    onlyThese: (product) => `Com ela, o servidor de ${product} só envia o que ${product} pede.`,
  },
  wizard: {
    title: "Crie a chave na Stripe",
    before: "Antes de começar",
    modes: {
      either:
        "Uma decisão: uma chave de teste lê os dados de teste da Stripe; uma chave de produção, os dos seus clientes reais e pagantes.",
      live: "O modo de produção (“Live mode”), com o seletor no canto superior direito da Stripe: a chave deve começar com rk_live_.",
      test: "Primeiro o modo de teste, para que nenhum cliente real seja afetado.",
    },
    dashboard: "Acesso a **Developers → API keys** no Dashboard da Stripe.",
    step_open: "Abra",
    create_restricted: "Create restricted key",
    or_restricted: "Ou com uma chave restrita",
    step_open_hint:
      "Developers → API keys → Create restricted key. O nome e as permissões podem já vir preenchidos; se não vierem, preencha-os manualmente.",
    step_use:
      "“How will you be using this key?” → **Providing this key to a third-party application** (em algumas contas, “to another website”). A Stripe pede o nome e a URL desse aplicativo:",
    step_name: "Dê a ela o nome",
    step_name_why: "para encontrá-la com facilidade depois.",
    step_choose:
      "Escolha **Choose your own** (ou “Customize permissions for this key”). Defina exatamente estes recursos como **{access}** e deixe todo o resto em **None**:",
    step_choose_mixed:
      "Escolha **Choose your own** (ou “Customize permissions for this key”). Defina exatamente estes recursos como mostra a tabela e deixe todo o resto em **None**:",
    connect_column:
      "Se a Stripe também mostrar uma coluna “Connect permissions”, deixe-a inteira em **None**.",
    step_publishable: "Na mesma página, copie também a chave publicável: ela começa com **pk_**.",
    step_copy_secret: "Copie a chave secreta: ela começa com **sk_**. Cole-a abaixo.",
    step_copy:
      "Crie a chave e copie-a: ela começa com **rk_**. A Stripe pode pedir um código de confirmação e mostra a chave só uma vez. Cole-a abaixo.",
    step_secret:
      "Ainda não tem um endpoint de webhook? Deixe o segredo de assinatura para mais tarde: depois de conectar, o endereço para o endpoint aparece aqui, com um campo para o segredo.",
    also_grant: "Se quiser, conceda também estas",
  },
};
