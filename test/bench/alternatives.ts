/**
 * @module What other products' embeds weigh, measured once with the method of `element-size.ts`.
 *
 * Each is one import of what an embedder calls, bundled by esbuild 0.28.2 (minify, ES modules, production) from
 * the version named here, November 2026. Packages made for React were measured without React itself.
 */

export interface Alternative {
  readonly name: string;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
  /** What it loads after that, when the step is opened. */
  readonly later: string;
}

export const ALTERNATIVES: readonly Alternative[] = [
  {
    name: "@nangohq/frontend 0.71.10",
    raw: 12_654,
    gzip: 4_084,
    brotli: 3_598,
    later: "iframe: 163,856 gzip of script",
  },
  {
    name: "@stripe/connect-js 3.4.6",
    raw: 5_835,
    gzip: 2_397,
    brotli: 2_010,
    later: "connect-js.stripe.com and an iframe",
  },
  {
    name: "@stripe/stripe-js 10.2.1",
    raw: 4_103,
    gzip: 1_889,
    brotli: 1_651,
    later: "js.stripe.com and frames",
  },
  {
    name: "react-plaid-link 5.0.0",
    raw: 8_131,
    gzip: 3_426,
    brotli: 2_987,
    later: "cdn.plaid.com and an iframe",
  },
  {
    name: "@mergeapi/react-merge-link 2.4.2",
    raw: 4_824,
    gzip: 2_000,
    brotli: 1_751,
    later: "cdn.merge.dev and an iframe",
  },
  {
    name: "@apideck/vault-js 1.8.1",
    raw: 1_636,
    gzip: 816,
    brotli: 673,
    later: "iframe vaultjs.apideck.com",
  },
  {
    name: "Airbyte embedded widget 0.4.5",
    raw: 10_945,
    gzip: 4_716,
    brotli: 3_904,
    later: "Google Fonts and an iframe",
  },
  {
    name: "@shoelace-style/shoelace 2.20.1",
    raw: 102_103,
    gzip: 26_981,
    brotli: 23_411,
    later: "4,200 gzip of styles (dialog, input, button)",
  },
  {
    name: "svix-react 1.13.9",
    raw: 192_255,
    gzip: 29_561,
    brotli: 23_319,
    later: "iframe app.svix.com",
  },
  {
    name: "@pipedream/sdk 3.1.6",
    raw: 230_142,
    gzip: 31_819,
    brotli: 25_083,
    later: "iframe pipedream.com",
  },
  {
    name: "@useparagon/connect 2.4.0",
    raw: 192_110,
    gzip: 55_811,
    brotli: 47_951,
    later: "iframes and a pop-up",
  },
  {
    name: "@clerk/clerk-js 6.40.0",
    raw: 324_821,
    gzip: 84_169,
    brotli: 70_605,
    later: "its UI on demand, 45,100 gzip and more",
  },
  {
    name: "@pipedream/connect-react 3.0.1",
    raw: 334_161,
    gzip: 109_687,
    brotli: 94_528,
    later: "iframe pipedream.com",
  },
  {
    name: "@workos-inc/widgets 1.18.0",
    raw: 387_272,
    gzip: 110_461,
    brotli: 93_788,
    later: "styles",
  },
  { ...{ name: "for scale: lit 3.3.3 alone", raw: 15_735, gzip: 6_195, brotli: 5_607 }, later: "–" },
  {
    name: "for scale: react + react-dom",
    raw: 221_500,
    gzip: 68_707,
    brotli: 59_144,
    later: "–",
  },
];
