/**
 * @module People of the example data: made-up names, addresses at example.com only (RFC 2606).
 */

import type { SeededRandom } from "./random.ts";

const FIRST_NAMES =
  "Ada Amara Anouk Arjun Beatriz Bilal Carmen Chen Chidi Clara Dmitri Elif Emeka Fatima Finn Freya Giulia Hana Hugo Ines Ivan Jonas Kaito Lars Leila Linh Lucía Maren Mateo Mei Nadia Niamh Noor Olena Oscar Priya Rafael Rosa Sanna Tariq Tomasz Yara Yusuf Zoë".split(
    " ",
  );

const LAST_NAMES =
  "Abadi Almeida Andersen Baker Bauer Castillo Costa Dubois Eriksen Ferrari Fischer García Haddad Hoffmann Ito Jansen Kaya Kim Kowalski Lindqvist Martin Mbeki Meyer Moreau Nakamura Nguyen Novak Okafor Olsen Papadakis Patel Petrov Ricci Rossi Santos Schmidt Silva Sørensen Tanaka Weber".split(
    " ",
  );

const COUNTRIES = ["US", "DE", "FR", "GB", "NL", "ES", "IT", "SE", "CA", "JP"] as const;

export type DatasetCustomer = ReturnType<typeof createCustomer>;

/** Creates customer number `index`; the number keeps e-mail addresses apart. */
export function createCustomer(
  random: SeededRandom,
  index: number,
  created: number,
  currency: string,
  livemode: boolean,
) {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  return {
    id: random.id("cus_", 14),
    object: "customer",
    address: { city: null, country: random.pick(COUNTRIES), line1: null, postal_code: null, state: null },
    balance: 0,
    created,
    currency,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: `${plainLetters(first)}.${plainLetters(last)}.${index + 1}@example.com`,
    invoice_prefix: random.id("", 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null },
    livemode,
    metadata: { user_id: `user_${index + 1}` },
    name: `${first} ${last}`,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .replace("ø", "o")
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
}
