/**
 * @module What the gallery shows, as its address says.
 */

import { PRODUCT_NAMES, PRODUCTS } from "../products.ts";

/** The element's languages, each by its own name. */
export const LANGUAGE_LABELS = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  "pt-BR": "Português",
  ja: "日本語",
  ar: "العربية",
} as const;

const productLabels = Object.fromEntries(PRODUCT_NAMES.map((name) => [name, PRODUCTS[name].label]));

/** Name of each choice → its values, the default first, each with its label. */
export const GALLERY_CHOICES = {
  product: { legend: "Product", options: productLabels },
  show: {
    legend: "Show",
    options: { all: "All three", light: "Light", dark: "Dark", narrow: "320 px" },
  },
  lang: { legend: "Language", options: { ...LANGUAGE_LABELS, all: "All" } },
  scenes: { legend: "States", options: { all: "All", differing: "What the product changes" } },
} as const satisfies Record<string, { readonly legend: string; readonly options: Record<string, string> }>;

export type GalleryChoiceName = keyof typeof GALLERY_CHOICES;
export type GalleryChoices = Readonly<Record<GalleryChoiceName, string>>;

export const GALLERY_CHOICE_NAMES = Object.keys(GALLERY_CHOICES) as GalleryChoiceName[]; // the table's own keys

/** Reads the choices from an address's query; what it does not know counts as the default. */
export function readGalleryChoices(search: string): GalleryChoices {
  const query = new URLSearchParams(search);
  const read = (name: GalleryChoiceName): string => {
    const values = Object.keys(GALLERY_CHOICES[name].options);
    const wanted = query.get(name) ?? "";
    return values.includes(wanted) ? wanted : (values[0] ?? "");
  };
  return { product: read("product"), show: read("show"), lang: read("lang"), scenes: read("scenes") };
}

/** One way to look at a scene. */
export interface Look {
  readonly label: string;
  readonly theme: "light" | "dark";
  readonly lang: string;
  readonly isNarrow: boolean;
}

const LOOKS = [
  { name: "light", label: "Light", theme: "light", isNarrow: false },
  { name: "dark", label: "Dark", theme: "dark", isNarrow: false },
  { name: "narrow", label: "320 px", theme: "light", isNarrow: true },
] as const;

const LANGS = Object.keys(LANGUAGE_LABELS);

/** Returns how each scene is looked at, in the order of the page. */
export function listLooks({ show, lang }: GalleryChoices): Look[] {
  const langs = LANGS.filter((code) => lang === "all" || lang === code);
  const looks = LOOKS.filter(({ name }) => show === "all" || show === name);
  return langs.flatMap((code) =>
    looks.map(({ label, theme, isNarrow }) => ({
      label: langs.length > 1 ? `${label} · ${code}` : label,
      theme,
      lang: code,
      isNarrow,
    })),
  );
}
