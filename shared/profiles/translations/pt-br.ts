/**
 * @module The built-in profiles in Brazilian Portuguese. What stands on Stripe's pages stays as Stripe's Dashboard shows it; what
 * stands in the element is named as `widget/i18n/pt-br.ts` names it.
 */

import type { TranslatedProfiles } from "./translated-profiles.ts";

const ENGAGE_NEEDS = [
  "Permissões de “Company Administrator” ou “App Administrator” no Recurly Engage.",
  "Uma conta Stripe com credenciais de acesso à API e suporte a webhooks.",
  "Os usuários no Recurly Engage precisam ter o trait stripe_id ou email_address, para que as ações os alcancem e os webhooks os sincronizem.",
  "Qualquer plano do Recurly Engage: este recurso está disponível para todos os clientes.",
];

const BILLSTACK_KEYS =
  "Chave secreta: Dashboard da Stripe → Developers → API keys. Chave publicável: na mesma página. Segredo de assinatura do webhook: você o criará quando atualizar seus webhooks.";
const BILLSTACK_TEST_KEYS =
  "Use chaves de teste (sk_test_…) durante a migração, para não afetar clientes reais.";
const BILLSTACK_DISCONNECT =
  "Ao desconectar, o schema com os dados sincronizados da equipe é excluído. Isso é seguro, porque o BillStack sincroniza tudo da Stripe outra vez quando você reconecta e recarrega o histórico.";

export const PT_BR: TranslatedProfiles = {
  parityrail: {
    intro:
      "O ParityRail lê sua conta Stripe para ver o plano, o status e o período de avaliação de cada cliente. A chave que você cria aqui só pode ler: ela nunca pode mudar nada na sua conta Stripe.",
    permissions: {
      customers: {
        why: "Listar e consultar clientes, com e-mail e metadados, para associá-los aos seus usuários.",
        without: "Sem os clientes, não é possível associar ninguém aos seus usuários.",
      },
      subscriptions: {
        why: "Ler status, itens, preço, quantidade e período de avaliação das assinaturas, para deduzir o que foi prometido.",
        without: "Sem as assinaturas, todo cliente parece não ter nenhuma.",
      },
      invoices: {
        why: "Ler a última fatura, para distinguir um período de avaliação pago de um não pago.",
        without: "Sem as faturas, um período de avaliação pago parece não pago.",
      },
      checkout_sessions: { why: "Só importa para eventos de sessões do Checkout." },
      entitlements: {
        why: "Só se você usa o Stripe Entitlements e ativa a busca de direitos (entitlements) no projeto.",
      },
    },
    never: [
      {
        lead: "Nenhuma permissão de gravação.",
        text: "A conexão só lista e consulta os recursos que pede. Ou seja, ela não apenas tem cuidado com seus dados da Stripe: é estruturalmente incapaz de mudá-los.",
      },
      {
        lead: "Nenhum dado de pagamento.",
        text: "Ela nunca lê dados brutos de formas de pagamento, números de cartão ou dados bancários.",
      },
      {
        lead: "Nada de cobranças, reembolsos ou repasses.",
        text: "Ela nunca cria, altera, lê ou emite nada disso.",
      },
      {
        lead: "Nenhuma gravação.",
        text: "Ela nunca muda assinaturas, clientes, preços ou qualquer outro objeto da Stripe.",
      },
    ],
    guide: {
      lead: "Crie uma chave restrita da Stripe, somente leitura, com exatamente as três permissões de leitura de que o ParityRail precisa.",
      before: [
        "Uma conta Stripe com acesso a Developers → API keys no Dashboard, com permissão suficiente para criar uma chave restrita.",
        "Uma decisão entre teste e produção: uma chave de teste (rk_test_) lê os dados de teste da Stripe; uma chave de produção (rk_live_) lê os dos seus clientes reais e pagantes. Conecte a que tem os clientes que você quer verificar.",
        "A função de administrador no projeto do ParityRail: só administradores podem conectar a Stripe.",
      ],
      copy: [
        "Uma chave de produção (rk_live_…) ou uma chave secreta de acesso total (sk_test_…/sk_live_…) também funciona, se for a que você tem.",
        "Opcional: para novas verificações quase em tempo real, tenha à mão seu segredo de assinatura do webhook (whsec_…).",
      ],
      optional:
        "Se quiser, conceda também estas duas; deixe-as de fora se você não usa eventos de sessões do Checkout nem o Stripe Entitlements:",
    },
    help: {
      troubleshooting: [
        {
          problem: "Um X vermelho em Customers, Subscriptions ou Invoices em “Permissões da chave”",
          answer:
            "Falta essa permissão. Na Stripe, defina o recurso como “Read” e depois clique em “Verificar novamente” no cartão das permissões. Uma permissão que falta não bloqueia “Continuar”: um cliente pode muito bem não ter assinaturas.",
        },
        {
          problem:
            "A Stripe recusou a chave de API. Verifique se a chave secreta ou restrita está correta, pertence à conta certa e não foi revogada.",
          answer:
            "A chave está errada, foi revogada ou é da conta errada: crie-a novamente na Stripe e cole-a outra vez.",
        },
        {
          problem: "Insira uma chave restrita (rk_…) ou uma chave secreta (sk_…) da Stripe",
          answer:
            "O valor colado não segue o padrão sk_ ou rk_ com test ou live: provavelmente você copiou uma chave publicável (pk_) ou só uma parte do texto.",
        },
        {
          problem: "Segredos de assinatura de webhook começam com whsec_",
          answer:
            "O campo do segredo de assinatura deve ficar vazio ou conter um valor que comece com whsec_.",
        },
        {
          problem: "Conectou, mas com os dados errados",
          answer:
            "Você usou uma chave de teste, mas queria os clientes de produção (ou o contrário). Clique em “Reconectar” e cole a chave do ambiente certo.",
        },
        {
          problem: "A chave de API da Stripe não tem as permissões necessárias…",
          answer:
            "A chave não tem nenhuma permissão de leitura e não consegue nem listar clientes. Defina Customers, Subscriptions e Invoices como “Read” e reconecte.",
        },
      ],
    },
  },

  dropfix: {
    intro:
      "Detecte falhas de pagamento, envie e-mails de cobrança e veja o MRR exato a partir da Stripe. Somente leitura desde a concepção: o DropFix nunca pode cobrar cartões, reembolsar pagamentos ou alterar dados na sua conta Stripe.",
    permissions: {
      customers: {
        why: "Associar seus usuários aos seus clientes da Stripe.",
        without: "Sem os clientes, nenhum sinal pode ser associado a um usuário.",
      },
      subscriptions: {
        why: "Avisar você quando um cliente cancela: o sinal “Subscription lapsed”, as datas dos períodos de avaliação e o MRR.",
        without: "Sem as assinaturas, “Subscription lapsed” nunca dispara, e o MRR é o que você informar.",
      },
      invoices: {
        why: "Avisar você no momento em que o pagamento de uma fatura falha: o sinal “Payment failed”.",
        without: "Sem as faturas, as falhas de pagamento são encontradas manualmente.",
      },
      charges: {
        why: "Ver por que um pagamento falhou.",
        without: "Sem as cobranças, um pagamento que falhou não tem motivo.",
      },
      payment_intents: {
        why: "Ver se um pagamento que falhou está sendo tentado novamente ou aguarda o cliente.",
        without: "Sem os Payment Intents, um pagamento que aguarda o cliente parece perdido.",
      },
      disputes: { why: "Opcional, mas recomendado." },
    },
    never: [
      {
        lead: "Somente leitura, desde a concepção.",
        text: "Com estas permissões, o DropFix só pode ler dados de faturamento.",
      },
      {
        lead: "Nada de cobranças, nada de reembolsos.",
        text: "Ele não pode cobrar cartões, reembolsar pagamentos nem alterar seus clientes, mesmo que nosso banco de dados vaze.",
      },
    ],
    words: { connect: "Conectar a Stripe" },
    guide: {
      lead: "5 minutos para conectar. Sem código, sem OAuth, sem precisar de permissões de administrador.",
      before: [
        "A chave que você gera deve começar com rk_live_; não pode ser uma chave de teste.",
        "Se você está só experimentando o DropFix e ainda não usa a Stripe em produção, uma chave rk_test_… funciona do mesmo jeito.",
      ],
      open: [
        "Acesse dashboard.stripe.com e entre com suas credenciais da Stripe. Confira se o seletor “Live mode”, no canto superior direito, está ativado.",
        "No menu à esquerda da Stripe, clique em “Developers” e depois em “API keys”. Role até a seção “Restricted keys” (abaixo de “Standard keys”) e clique em “+ Create restricted key”.",
      ],
      copy: [
        "Clique em “Create key” no fim da página. A Stripe mostra a nova chave: ela começa com rk_live_. Clique em “Reveal live key” e depois em “Copy”.",
        "Se você a perder ou fechar a janela sem querer, basta excluir a chave e criar outra: não há problema.",
        "Cole-a e clique em “Conectar a Stripe”. O DropFix valida a chave na hora (com uma pequena leitura para cada permissão) e começa a buscar os dados de clientes e assinaturas dos últimos 30 dias, para que você já tenha sinais para ver.",
      ],
    },
    help: {
      why: [
        "O DropFix funciona sem a Stripe, mas é com a Stripe que ele detecta falhas de pagamento, envia e-mails de cobrança automáticos e obtém o MRR exato direto do seu sistema de faturamento.",
        "Para fazer isso com segurança, usamos o tipo de credencial mais seguro da Stripe: uma chave de API restrita. Ao contrário de uma chave secreta comum, uma chave restrita vale só para determinados recursos e determinadas permissões. A chave que você cria para o DropFix tem apenas acesso “Read” a Customers, Subscriptions, Invoices, Charges e Payment Intents, e nada mais. Ela simplesmente não tem como movimentar dinheiro nem mudar dados.",
        "O DropFix detecta 10 sinais de churn automaticamente. Dois deles precisam de dados atualizados da sua conta Stripe:",
      ],
      signals: [
        {
          name: "Payment failed",
          text: "para avisarmos você no momento em que o pagamento de uma fatura falha.",
        },
        {
          name: "Subscription lapsed",
          text: "para avisarmos você no momento em que um cliente cancela.",
        },
      ],
      benefits: [
        {
          without: "As falhas de pagamento são encontradas manualmente",
          with: "O sinal de falha de pagamento dispara em poucos minutos",
        },
        {
          without: "O MRR é o que você informar em identify()",
          with: "O MRR vem direto da Stripe",
        },
        {
          without: "As datas dos períodos de avaliação são as que você informar em identify()",
          with: "As datas dos períodos de avaliação são lidas direto da Stripe",
        },
        {
          without: "Os e-mails sobre falhas de pagamento são manuais",
          with: "Uma sequência de 3 e-mails de cobrança dispara automaticamente",
        },
      ],
      next: [
        "Até 1 minuto depois de conectar, o contador “Total users tracked” deve subir até o número dos seus clientes na Stripe.",
        "Os pagamentos que falharam nos últimos 30 dias aparecem como sinais “Payment failed” no painel.",
        "As assinaturas encerradas aparecem como sinais “Subscription lapsed”.",
        "Daí em diante, o DropFix consulta sua conta Stripe a cada 5 minutos em busca de novos eventos.",
      ],
      revoke: [
        "Na Stripe, vá a Developers → API keys → Restricted keys.",
        "Encontre sua chave DropFix (read-only).",
        "Clique no menu ⋯ → “Delete”.",
        "Em até 5 minutos, toda chamada do DropFix à sua conta Stripe passa a falhar com 401, e deixamos de receber qualquer dado da sua conta.",
        "Você também pode desconectar pelo DropFix, em “Settings” → “Integrations” (isso apaga imediatamente a chave criptografada do nosso banco de dados).",
      ],
      questions: [
        {
          question: "Isto é seguro?",
          answer:
            "Sim. As chaves restritas da Stripe foram feitas exatamente para isso: ferramentas de análise que precisam ler seus dados sem nunca mexer neles. A chave é somente leitura. Mesmo que alguém roubasse o banco de dados do DropFix (ele fica criptografado em repouso, mas vamos supor), não poderia usar esta chave para cobrar cartões, reembolsar nada ou movimentar dinheiro em qualquer direção.",
        },
        {
          question: "Posso ver o que o DropFix lê?",
          answer:
            "Sim. No Dashboard da Stripe, em Developers → Logs, você vê cada chamada de API feita com esta chave. É um pequeno lote de chamadas a cada 5 minutos (normalmente de 2 a 4 por consulta: listar faturas, listar assinaturas etc.).",
        },
        {
          question: "Isto afeta minhas tarifas ou meus limites de solicitações na Stripe?",
          answer:
            "Não. As leituras pela API da Stripe são gratuitas e não contam para nenhuma tarifa de transação. Uma consulta a cada 5 minutos usa uma fração minúscula do limite da Stripe (100 solicitações por segundo).",
        },
        {
          question: "Também preciso configurar webhooks?",
          answer:
            "Não. O DropFix consulta a cada 5 minutos, o que é mais do que suficiente para detectar o churn: para reter clientes, você não precisa de sinais com precisão de milissegundos.",
        },
        {
          question: "Uso uma conta de teste da Stripe. Funciona mesmo assim?",
          answer:
            "Sim. Gere uma chave rk_test_… no modo de teste da Stripe (seletor no canto superior direito do Dashboard). Ela funciona do mesmo jeito. Quando passar para produção, substitua-a por uma chave rk_live_….",
        },
        {
          question: "E se eu colar uma chave secreta (sk_live_…) por engano?",
          answer:
            "Tecnicamente ela funciona, mas o DropFix mostra um aviso e pede que você a substitua por uma chave restrita. Chaves secretas dão acesso total de gravação à sua conta Stripe, do qual não precisamos e que não deveríamos ter. Chaves restritas são sempre mais seguras.",
        },
      ],
    },
  },

  clearsync: {
    intro:
      "O ClearSync precisa de acesso somente leitura a determinados dados da Stripe para sincronizar seus dados de assinaturas e faturamento com o HubSpot. O ClearSync nunca altera, cria ou exclui dados na sua conta Stripe.",
    permissions: {
      charges: {
        why: "Mostrar pagamentos no HubSpot.",
        without: "Sem as cobranças, o HubSpot não mostra pagamentos.",
      },
      customers: {
        why: "Associar clientes aos contatos do HubSpot.",
        without: "Sem os clientes, não é possível associar nada.",
      },
      events: {
        why: "Manter o HubSpot atualizado.",
        without: "Sem os eventos, as mudanças que se perderam continuam perdidas.",
      },
      payment_intents: {
        why: "Mostrar a situação dos pagamentos em aberto.",
        without: "Sem os Payment Intents, os pagamentos em aberto não aparecem.",
      },
      payment_methods: {
        why: "Mostrar como um cliente paga.",
        without: "Sem as formas de pagamento, o HubSpot não mostra como um cliente paga.",
      },
      products: {
        why: "Dar nome ao que foi comprado.",
        without: "Sem os produtos, o que foi comprado fica sem nome.",
      },
      coupons: {
        why: "Mostrar descontos.",
        without: "Sem os cupons, os descontos não aparecem.",
      },
      invoices: {
        why: "Sincronizar dados de faturamento.",
        without: "Sem as faturas, nenhum dado de faturamento é sincronizado.",
      },
      prices: {
        why: "Sincronizar planos e valores.",
        without: "Sem os preços, os planos ficam sem valores.",
      },
      subscriptions: {
        why: "Sincronizar seus dados de assinaturas.",
        without: "Sem as assinaturas, nenhum dado de assinaturas é sincronizado.",
      },
      connect: {
        why: "A categoria inteira.",
        without: "Sem o Connect, os dados das contas conectadas não são sincronizados.",
      },
      webhook_endpoints: {
        why: "Criar um webhook de saída na sua conta Stripe para ler dados de eventos. O ClearSync nunca grava dados de webhook na sua conta Stripe.",
        without: "Sem o endpoint de webhook, o ClearSync não fica sabendo de nenhuma mudança.",
      },
    },
    never: [
      {
        lead: "Nenhuma mudança nos seus dados.",
        text: "O ClearSync nunca altera, cria ou exclui dados na sua conta Stripe.",
      },
      {
        lead: "Um endpoint de webhook, e só.",
        text: "A permissão de gravação serve para criar o webhook de saída e para removê-lo quando você desconectar.",
      },
    ],
    words: { title: "Chave de API da Stripe", key_placeholder: "rk_... ou sk_..." },
    guide: {
      lead: "Você pode usar uma chave secreta da Stripe para se conectar ao ClearSync. Ou siga estes passos, se preferir criar e usar uma chave restrita, que dá ao ClearSync o mínimo possível de permissões.",
      before: ["Com a chave da Stripe em mãos, você ou alguém da sua equipe pode conectá-la ao ClearSync."],
      open: ["Primeiro, entre no Dashboard da Stripe."],
      sections: [
        { name: "Core", text: "— clique em “None” na seção “Core” e adicione:" },
        { name: "Checkout", text: "— “None”" },
        { name: "Billing", text: "— clique em “None” na seção “Billing” e adicione:" },
        {
          name: "Connect",
          text: "— a categoria inteira. Se “Connect” também aparecer como segunda coluna de permissões, defina todas as dessa coluna como “None” e deixe “Connect”, na coluna da esquerda, em “Read”.",
        },
        { name: "Orders, Issuing, Reporting, Sigma, Financial Connections", text: "— “None”" },
        { name: "Webhooks", text: "— tudo de webhooks: “Write”" },
      ],
    },
    help: {
      next: ["Começa a importação dos seus dados da Stripe."],
      questions: [
        {
          question: "Ainda tem dúvidas?",
          answer:
            "Nossa equipe de suporte ajuda você a configurar as chaves de API e as permissões da Stripe: escreva para support@clearsync.ai.",
        },
      ],
    },
  },

  engage: {
    intro:
      "Conecte sua conta Stripe e gerencie assinaturas, períodos de avaliação, cupons e fluxos baseados em uso direto dos prompts do Recurly Engage.",
    permissions: {
      customers: {
        why: "Encontrar o usuário que vê um prompt e agir por ele.",
        without: "Sem os clientes, nenhuma ação alcança alguém.",
      },
      subscriptions: {
        why: "Fazer upgrade, estender períodos de avaliação, aplicar cupons e gerenciar assinaturas sem sair dos prompts.",
        without: "Sem as assinaturas, as ações 1-Click não podem alterar nenhuma.",
      },
      products: {
        why: "Os planos disponíveis são sincronizados periodicamente para uso nos prompts.",
        without: "Sem os produtos, os planos ficam sem nome nos prompts.",
      },
      prices: {
        why: "Passar um usuário para outro produto, com o preço certo.",
        without: "Sem os preços, nenhum plano pode ser oferecido nos prompts.",
      },
      coupons: {
        why: "Os cupons disponíveis são sincronizados periodicamente para uso nos prompts.",
        without: "Sem os cupons, nenhum pode ser oferecido nos prompts.",
      },
      promotion_codes: {
        why: "Aplicar os códigos que seus clientes conhecem.",
        without: "Sem os códigos promocionais, nenhum pode ser aplicado nos prompts.",
      },
    },
    guide: {
      lead: "No Dashboard da Stripe, vá a Developers → API keys. Crie uma nova chave restrita (“Restricted key”) e conceda estas permissões.",
      before: ENGAGE_NEEDS,
    },
    help: {
      why: [
        "Ativação flexível: escolha entre o Stripe Connect com OAuth e a autenticação por chave de API.",
        "Atualizações em tempo real: os webhooks sincronizam os traits de status da assinatura e de eventos de faturamento, se você usou o Stripe Connect. Com uma chave de API, os dados são sincronizados periodicamente e toda noite.",
        "Ações abrangentes: faça upgrade, estenda períodos de avaliação, aplique cupons e gerencie assinaturas sem sair dos prompts.",
        "Entre os traits importados estão:",
      ],
      signals: [
        {
          name: "subscription_status",
          text: "incomplete, incomplete_expired, trialing, active, past_due, canceled, unpaid, paused ou NONE",
        },
        { name: "delinquent", text: "true, false (true quando um pagamento falha)" },
        { name: "current_period_start", text: "Data de início do período de faturamento atual" },
        { name: "current_period_end", text: "Data de término do período de faturamento atual" },
        { name: "canceled_at", text: "Data do cancelamento" },
        { name: "cancel_at_period_end", text: "true, false" },
        { name: "trial_start", text: "Data de início do período de avaliação" },
        { name: "trial_end", text: "Data de término do período de avaliação" },
        { name: "subscription_plan", text: "Nome do plano de assinatura atual ou mais recente" },
        { name: "recurring_interval", text: "day, week, month, year" },
        { name: "coupon", text: "Nome do cupom" },
        {
          name: "payment_card_brand",
          text: "Bandeira do cartão (por exemplo, visa, mastercard, amex, unknown)",
        },
        { name: "payment_card_country", text: "Código do país (ISO, 2 caracteres)" },
        { name: "payment_card_expiration", text: "Data de validade do cartão de pagamento" },
        {
          name: "payment_card_wallet_type",
          text: "Tipo de carteira (por exemplo, apple_pay, google_pay etc.)",
        },
      ],
      next: [
        "Depois da ativação, os planos e cupons disponíveis são sincronizados periodicamente para uso nos prompts. Garanta que o registro de cada usuário inclua stripe_id ou email_address.",
        "Com o Stripe Connect, é criado um webhook que sincroniza os eventos de assinatura em tempo real. Com uma chave de API, não é criado nenhum.",
        "Você também precisa fazer, toda noite, uma sincronização por CSV que associe seus IDs internos de usuário aos IDs de cliente da Stripe.",
        "Quando a sincronização dos dados estiver ativa, vincule ações 1-Click às interações dos prompts, como “Update existing subscription”: passar um usuário, encontrado por stripe_id ou email_address, para outro produto. Há várias opções de rateio.",
      ],
      questions: [{ question: "Do que preciso para conectar?", answer: ENGAGE_NEEDS.join(" ") }],
      links: [
        { text: "Configuração de chaves de API na Stripe", url: "https://docs.stripe.com/keys" },
        {
          text: "Guia da Stripe sobre rateio",
          url: "https://stripe.com/docs/billing/subscriptions/upgrade-downgrade#proration",
        },
      ],
    },
  },

  billstack: {
    intro:
      "Vincule sua conta Stripe existente ao BillStack informando suas chaves de API. Sua chave secreta, sua chave publicável e seu segredo de assinatura do webhook são criptografados com AES-256-GCM.",
    permissions: {
      customers: {
        why: "Sincronizar seus clientes.",
        without: "Sem os clientes, não é possível distinguir nada do que é sincronizado.",
      },
      products: {
        why: "Sincronizar seus produtos.",
        without: "Sem os produtos, os planos ficam sem nome.",
      },
      prices: {
        why: "Sincronizar seus preços.",
        without: "Sem os preços, os planos ficam sem valores.",
      },
      subscriptions: {
        why: "Sincronizar suas assinaturas.",
        without: "Sem as assinaturas, todo cliente parece não ter nenhuma.",
      },
      invoices: {
        why: "Sincronizar suas faturas.",
        without: "Sem as faturas, nenhum histórico de faturamento é sincronizado.",
      },
      charges: { why: "Sincronizar cobranças e reembolsos." },
      payment_intents: { why: "Sincronizar pagamentos em andamento." },
      setup_intents: { why: "Sincronizar formas de pagamento configuradas." },
      payment_methods: { why: "Sincronizar as formas de pagamento dos seus clientes." },
      disputes: { why: "Sincronizar contestações." },
      coupons: { why: "Sincronizar seus cupons." },
      promotion_codes: { why: "Sincronizar seus códigos promocionais." },
      credit_notes: { why: "Sincronizar notas de crédito." },
      checkout_sessions: { why: "Sincronizar sessões do Checkout." },
      tax_rates: { why: "Sincronizar suas alíquotas de imposto." },
    },
    words: {
      connect: "Conectar",
      key: "Chave secreta",
      publishable_key: "Chave publicável",
      webhook_secret: "Segredo de assinatura do webhook",
      key_placeholder: "sk_live_... ou sk_test_...",
    },
    guide: {
      before: [
        BILLSTACK_TEST_KEYS,
        "Conecte primeiro com chaves de teste. Conclua todas as etapas da migração, desconecte e reconecte com chaves de produção.",
      ],
      open: [BILLSTACK_KEYS],
    },
    help: {
      next: [
        `${BILLSTACK_TEST_KEYS} Mude para chaves de produção depois de confirmar que tudo funciona. Desconecte aqui e reconecte com chaves de produção.`,
        BILLSTACK_DISCONNECT,
        "Depois de conectar, crie chaves de API para que seus aplicativos SaaS se autentiquem no BillStack.",
      ],
      questions: [
        {
          question: "O que acontece quando você conecta?",
          answer:
            "Sua chave secreta, sua chave publicável e seu segredo de assinatura do webhook são criptografados com AES-256-GCM e armazenados no banco de dados. O BillStack cria um schema PostgreSQL isolado para sua equipe (stripe_team_{teamId}). O stripe-sync-engine executa migrações nesse schema para guardar os dados sincronizados da Stripe. O BillStack verifica se as chaves são válidas consultando a conta na Stripe.",
        },
        { question: "Onde encontro minhas chaves?", answer: BILLSTACK_KEYS },
        {
          question: "E se eu ainda não tiver um segredo de assinatura do webhook?",
          answer:
            "Na configuração inicial, você pode usar um segredo de assinatura provisório e atualizá-lo depois, quando configurar o endpoint de webhook na Stripe.",
        },
        { question: "O que acontece ao desconectar?", answer: BILLSTACK_DISCONNECT },
      ],
    },
  },
};
