/**
 * @module Every sentence of the element in Brazilian Portuguese. Stripe's own labels stay as Stripe's Dashboard shows them.
 */

import type { ResourceName } from "../../shared/resources.ts";
import type { Texts } from "./en.ts";

const ENTER_A_KEY = "Insira uma chave restrita (rk_…) ou uma chave secreta (sk_…) da Stripe";
const SECRETS_START = "Segredos de assinatura de webhook começam com whsec_";

const resources: Readonly<Record<ResourceName, readonly [one: string, many: string]>> = {
  customers: ["cliente", "clientes"],
  subscriptions: ["assinatura", "assinaturas"],
  invoices: ["fatura", "faturas"],
  charges: ["cobrança", "cobranças"],
  refunds: ["reembolso", "reembolsos"],
  payment_intents: ["pagamento", "pagamentos"],
  setup_intents: ["configuração de pagamento", "configurações de pagamento"],
  disputes: ["contestação", "contestações"],
  credit_notes: ["nota de crédito", "notas de crédito"],
  checkout_sessions: ["sessão do Checkout", "sessões do Checkout"],
  products: ["produto", "produtos"],
  prices: ["preço", "preços"],
  coupons: ["cupom", "cupons"],
  promotion_codes: ["código promocional", "códigos promocionais"],
  tax_rates: ["alíquota de imposto", "alíquotas de imposto"],
  subscription_schedules: ["cronograma de assinatura", "cronogramas de assinatura"],
  payment_methods: ["forma de pagamento", "formas de pagamento"],
  entitlements: ["direito", "direitos"],
};

const problems: Texts["problems"] = {
  publishable: "Esta é uma chave publicável, feita para páginas da web.",
  webhook_secret: "Este é um segredo de assinatura de webhook, não uma chave de API.",
  organization: "Esta é uma chave de organização, para várias contas.",
  ephemeral: "Esta é uma chave efêmera, que logo expira.",
  managed: "Este é o ID de uma chave, não a chave.",
  name_only: "Este é o nome de uma chave, sem a chave.",
  masked:
    "Esta chave está mascarada: parte dela está oculta. A Stripe mostra a chave inteira só uma vez: crie uma nova.",
  incomplete: "Esta chave está cortada: falta o final. Copie-a novamente, inteira.",
  multiple: "Aqui há várias chaves. Só uma é necessária.",
  hidden_character:
    "A chave contém um espaço, uma quebra de linha ou outro caractere que não faz parte dela. Copie-a novamente da Stripe.",
  secret_not_accepted: "Esta é uma chave secreta, que pode fazer tudo na conta.",
  too_long: "Isto é longo demais para ser uma chave.",
};

const errors: Texts["errors"] = {
  network: "A conexão com o servidor falhou. Verifique sua rede e tente novamente.",
  no_answer: "O servidor não respondeu a tempo. Tente novamente em instantes.",
  request_blocked:
    "Esta página ainda não está configurada para acessar o servidor. Avise os responsáveis por ela.",
  no_session:
    "Esta página não conseguiu iniciar sua sessão. O que está conectado continua conectado: tente novamente ou recarregue a página.",
  unreadable_answer: "O servidor enviou algo inesperado. Tente novamente em instantes.",
  oauth_unavailable:
    "A conexão pela página da Stripe não está configurada aqui. Em vez disso, cole uma chave.",
  oauth_denied: "O acesso não foi concedido na Stripe, então nada foi conectado. Você pode tentar novamente.",
  oauth_refused: "A Stripe não concluiu a conexão. Nada foi salvo: comece outra vez.",
};

export const TEXTS: Texts = {
  errors,
  problems,
  enter: {
    either: `${ENTER_A_KEY}.`,
    restricted: "Insira uma chave restrita (rk_…) da Stripe.",
    secret: "Insira uma chave secreta (sk_…) da Stripe.",
  },
  loadFailed: "Não foi possível carregar",
  retry: "Tentar novamente",
  loading: "Carregando…",

  keyCard: "Chave de API restrita",
  whichData: "Quais dados?",
  modes: { test: "Teste", live: "Produção" },
  createKey: "Criar chave na Stripe",
  openKeys: "API keys na Stripe",
  showHow: (minutes) =>
    minutes ? `Ver como fazer · ${minutes === 1 ? "1 minuto" : `${minutes} minutos`}` : "Ver como fazer",
  hideHow: "Ocultar os passos",
  toKey: "Ir para o campo da chave",
  howKept: "Criptografada antes de ser armazenada. Exclua-a na Stripe quando quiser, e o acesso termina.",
  copy: "Copiar",
  copied: "Copiado",
  copyFailed: "Não permitido: selecione o texto",
  newTab: "Abre em uma nova aba",
  apiKey: "Chave de API",
  show: "Mostrar",
  hide: "Ocultar",
  goodKey: {
    restricted: { test: "Uma chave restrita de teste.", live: "Uma chave restrita de produção." },
    secret: { test: "Uma chave secreta de teste.", live: "Uma chave secreta de produção." },
  },
  secretKey: "Esta é uma chave secreta, que pode fazer tudo na conta. Uma chave restrita é mais segura.",
  reads: { test: "Ela lê dados de teste.", live: "Ela lê os dados dos seus clientes reais e pagantes." },
  otherMode: {
    test: "Esta é uma chave de teste; foram pedidos dados de produção.",
    live: "Esta é uma chave de produção; foram pedidos dados de teste.",
  },
  cleaned: "O que estava em volta dela foi descartado.",
  held: "Esta chave fica guardada para uma nova tentativa.",
  moveToSecret: "Mover para o segredo de assinatura",
  moveToKey: "Mover para a chave de API",
  secretLabel: "Segredo de assinatura do webhook",
  optional: "opcional",
  secretHint: "Para que a Stripe possa enviar seus eventos para cá. Você pode adicioná-lo depois.",
  secretProblems: {
    other: `${SECRETS_START}.`,
    cut_off: "Falta o final: copie-o novamente da Stripe.",
    is_key: `Esta é uma chave de API. ${SECRETS_START}.`,
  },
  connect: "Testar e conectar",
  connecting: "Testando a conexão…",

  never: (product) => `O que ${product} nunca acessa`,

  demoCard: "Usar o modo de demonstração",
  demoHint: "Só quer dar uma olhada? Clientes de exemplo, sem conta Stripe.",
  connectDemo: "Conectar demonstração",
  loadingDemo: "Carregando demonstração…",

  editKey: "Editar chave na Stripe",

  notConnected: "A Stripe ainda não está conectada",
  askAdmin:
    "Para conectar a Stripe, é preciso ter a função de administrador neste projeto. Peça a um administrador.",

  toasts: {
    connected: { test: "Stripe conectada (modo de teste)", live: "Stripe conectada (modo de produção)" },
    demo: (customers) => `Modo de demonstração ativado: ${customers} clientes de exemplo carregados`,
    disconnected: "Stripe desconectada",
  },

  connection: {
    connected: "Stripe conectada",
    by: (name, when) => `Por ${name}, ${when}`,
    byInvitation: (name, when) => `A convite de ${name}, ${when}`,
    since: (when) => `Desde: ${when}`,
    badges: { test: "Modo de teste", live: "Modo de produção", demo: "Demonstração" },
    demoLabel: "Dados de demonstração",
    reconnect: "Reconectar",
    reconnectCard: "Reconectar a Stripe",
    useOwn: "Usar sua própria conta Stripe",
    demoAbout: "Clientes fictícios: nenhuma conta Stripe é lida.",
    demoStaysUntil: "Os dados de demonstração ficam até sua própria conta ser conectada.",
    stillConnected: "A Stripe continua conectada.",
    wrongData: "Conectou, mas com os dados errados? Cole uma chave do outro ambiente.",
    staysUntil: "Nada muda até a nova conexão funcionar.",
    cancel: "Cancelar",
    replace: "Substituir",
    connectMode: { test: "Conectar dados de teste", live: "Conectar dados de produção" },
    connectAnyway: "Conectar mesmo assim",
    otherAccount: "Esta é outra conta Stripe. Substituir a conexão ou voltar?",
    otherData: "Este acesso lê dados diferentes dos que foram pedidos. Conectar mesmo assim ou voltar?",
    goBack: "Voltar",
    leftBehind: {
      webhook_endpoint: "O endpoint de webhook da conexão anterior continua na conta Stripe dela.",
      oauth_access: "A conta Stripe da conexão anterior ainda lista o acesso que concedeu.",
    },
    leftBehindLink: {
      webhook_endpoint: "Remover o endpoint na Stripe",
      oauth_access: "Remover o acesso na Stripe",
    },
    close: "Fechar",
    connectedNow: "Conexão atual:",
    disconnect: "Desconectar",
    disconnectQuestion: "Desconectar a Stripe?",
    disconnectWhat:
      "A chave armazenada, o segredo de assinatura e tudo o que foi lido da Stripe são excluídos daqui. A chave em si funciona até você excluí-la na Stripe.",
    disconnectManaged:
      "O que está armazenado e foi lido é excluído daqui, e o endpoint de webhook ou o acesso é removido da sua conta Stripe.",
    disconnectWhatDemo: "Os dados de demonstração são removidos. Você pode carregá-los novamente.",
    disconnecting: "Desconectando…",
    keep: "Manter",
    permissions: "Permissões da chave",
    permissionsOfAccess: "Permissões",
    recheck: "Verificar novamente",
    checking: "Verificando…",
    checkedAt: (when) => `Última verificação: ${when}`,
    statuses: {
      missing: "Ausente",
      off: "Não concedida",
      unknown: "A Stripe não respondeu",
      unchecked: "Não verificada",
    },
    uncheckedWhy: "“Não verificada”: nada comprova esta permissão de antemão. Só se sabe quando ela é usada.",
    asBefore: "Abaixo está o resultado da última verificação.",
    asOf: (when) => `Situação antes da recusa: ${when}`,
    allGranted: "Todas as permissões necessárias foram concedidas.",
    grant: (access, label) =>
      `Conceda acesso de ${access === "read" ? "leitura (Read)" : "gravação (Write)"} a ${label} na sua chave restrita`,
    goOn: "Você pode continuar.",
    continue: "Continuar",
    pasteNew: "Colar uma nova chave",
    askAgain: "Consultar novamente agora",
    connectAgain: "Reconectar com a Stripe",
    nowGranted: (labels) => `Agora com permissão: ${labels}.`,
    nowLost: (labels) => `Agora sem permissão: ${labels}.`,
    newest: (date) => `Cliente mais recente: ${date}`,
    noCustomers: "Nenhum cliente ainda",
    noSubscriptions: "0 assinaturas: esta é a conta certa?",
    secretWarning: (product) =>
      `Esta é uma chave secreta, que pode fazer tudo na conta. ${product} não precisa disso: substitua-a por uma chave restrita.`,
    replaceSecret: "Usar uma chave restrita",
    excess: (product, labels) =>
      `Esta chave permite mais do que ${product} precisa: ${labels}. Uma chave com menos permissões é mais segura.`,
    webhook: {
      title: "Eventos",
      waiting: "Aguardando o primeiro evento…",
      last: (when) => `Último evento: ${when}`,
      failed: "Ainda não foi possível criar o endpoint na Stripe.",
      managed: "O endpoint foi criado para você na sua conta Stripe.",
      placeholder: "O segredo de assinatura ainda é provisório.",
      none: "Opcional: a Stripe pode enviar seus eventos para cá.",
      setUp: "Configurar",
      change: "Alterar",
      open: "Abra",
      page: "Webhooks na Stripe",
      add: "e adicione um endpoint com este endereço:",
      select: "Selecione estes eventos:",
      copyAll: "Copiar todos",
      paste: "Cole o segredo de assinatura dele:",
      save: "Salvar",
      saving: "Salvando…",
      saved: "Segredo de assinatura salvo.",
      notSaved: "Não foi salvo.",
    },
  },

  sync: {
    title: "Lendo sua conta",
    titlePaused: "Leitura pausada",
    starting: "A leitura começa em instantes.",
    goOn: "Você pode continuar. A leitura continua automaticamente, mesmo se você fechar esta página.",
    resource: (name, count) => resources[name][count === 1 ? 0 : 1],
    count: (done, name) => `${done} ${name}`,
    countOf: (done, name, total) => `${done} de cerca de ${total} ${name}`,
    read: (what) => `Leitura concluída: ${what}`, // a participle would have to agree with each name
    readAll: "Sua conta foi lida",
    means: {
      webhooks: "as mudanças chegam na hora",
      events: "verificado a cada poucos minutos",
      lists: "verificado a cada poucos minutos",
      demo: "dados de demonstração",
    },
    goesOn: {
      byItself: "A leitura continua automaticamente.",
      at: (time) => `A leitura continua ${/^0?1:/.test(time) ? "à" : "às"} ${time}.`, // one o'clock is singular
      tomorrow: "A leitura continua amanhã.",
      on: (date) => `A leitura continua em ${date}.`,
    },
    kept: "O que foi lido fica guardado.",
  },

  invitation: {
    ask: "Outra pessoa tem acesso à Stripe?",
    making: "Criando o link…",
    title: "Pedir a alguém da equipe",
    waiting: "Aguardando",
    opened: "Aberto",
    how: (when) =>
      `Envie este link a quem pode criar chaves na Stripe. Ele abre esta etapa, uma única vez, até ${when}. Ninguém compartilha um login nem envia uma chave por chat.`,
    openedAt: (when) => `Aberto: ${when}.`,
    follows: "Esta página se atualiza automaticamente.",
    cancel: "Cancelar o link",
  },

  receipt: {
    title: "O que esta chave pode fazer",
    print: "Imprimir",
    close: "Fechar",
    asked: (when) => `Consulta à Stripe: ${when}`,
    refused: (when) => `Recusada pela Stripe: ${when}. Abaixo está o que valia antes.`,
    notAsked: "não consultado",
  },

  oauth: {
    title: "Conectar a Stripe",
    about: "Você autoriza na página da própria Stripe e volta para cá. Não é preciso colar nada.",
    connect: "Conectar com a Stripe",
    leaving: "Abrindo a Stripe…",
    back: "Você voltou da Stripe. Isto leva alguns segundos.",
    finishing: "Concluindo a conexão…",
    toKey: "Ou colar uma chave de API",
    toOauth: "Ou conectar com a Stripe",
  },

  credentials: {
    title: "Chaves de API da Stripe",
    publishable: "Chave publicável",
    problems: {
      missing: "Insira também a chave publicável: ela começa com pk_.",
      other: "Chaves publicáveis começam com pk_.",
      cut_off: "Falta o final: copie-a novamente da Stripe.",
      is_key:
        "Esta é uma chave secreta ou restrita, que tem seu próprio campo. Chaves publicáveis começam com pk_.",
    },
    differs: "As duas chaves são de modos diferentes: ambas devem ser de teste, ou ambas de produção.",
    good: { test: "Uma chave publicável de teste.", live: "Uma chave publicável de produção." },
    moveToPublishable: "Mover para a chave publicável",
    later: "você pode colar depois",
    laterHint:
      "Na configuração inicial, você pode usar um segredo de assinatura provisório e atualizá-lo depois.",
    placeholder: "Este é um valor provisório. Você pode atualizá-lo depois.",
  },

  help: {
    benefits: "O que você ganha",
    without: "Sem a Stripe",
    with: "Com a Stripe",
    why: "Por que pedimos isto",
    questions: "Perguntas frequentes",
    troubleshooting: "Solução de problemas",
    revoke: "Como revogar o acesso",
    next: "O que acontece depois",
    contact: "Ainda tem dúvidas? Escreva para",
  },
};
