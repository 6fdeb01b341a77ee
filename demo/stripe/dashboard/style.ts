/**
 * @module How the local Dashboard looks: one column, quiet, light and dark.
 */

export const STYLE = `
:root { --line: #d5dbe1; --soft: #f6f8fa; --text: #1a1f36; --quiet: #4f566b; --accent: #5547d6; --on-accent: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --line: #3c4257; --soft: #1f2333; --text: #f0f2f7; --quiet: #b4bacb; --accent: #a9a1ff; --on-accent: #14131f; }
  body { background: #151826; }
}
html { scroll-padding-bottom: 6rem; accent-color: var(--accent); }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header { border-bottom: 1px solid var(--line); background: var(--soft); padding: 0.5rem 1rem; }
header, main { display: block; }
.brand { margin: 0; color: var(--quiet); font-size: 0.875rem; }
.brand strong { color: var(--text); margin-right: 0.5rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; margin-top: 0.25rem; font-size: 0.875rem; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.125rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: 0.25rem; }
a { color: var(--accent); }
.quiet { color: var(--quiet); }
.badge { border-radius: 1rem; padding: 0 0.6rem; font-size: 0.8125rem; font-weight: 600; border: 1px solid currentColor; }
.badge.test { color: #8a4b00; } .badge.live { color: #0a6b3d; }
@media (prefers-color-scheme: dark) { .badge.test { color: #ffc178; } .badge.live { color: #7be0ac; } }
fieldset { border: 1px solid var(--line); border-radius: 0.5rem; margin: 1rem 0; padding: 0.75rem 1rem; min-width: 0; }
fieldset.row { position: relative; border: 0; border-bottom: 1px solid var(--line); border-radius: 0; margin: 0; padding: 0.5rem 0; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 1rem; }
fieldset.row legend { float: left; padding: 0; flex: 1 1 14rem; }
.levels { display: inline-flex; gap: 1.25rem; }
.choice { display: block; padding: 0.25rem 0; }
.field { display: block; margin: 0.75rem 0; }
.field span { display: block; font-weight: 600; }
input[type="text"], input[type="url"] { width: 100%; padding: 0.5rem 0.75rem; border: 1px solid #7a8199; border-radius: 0.375rem; font: inherit; color: inherit; background: transparent; }
input[readonly] { font-family: ui-monospace, monospace; font-size: 0.875rem; }
button, .button { display: inline-block; padding: 0.4rem 0.9rem; border: 1px solid #7a8199; border-radius: 0.375rem; font: inherit; color: inherit; background: transparent; text-decoration: none; cursor: pointer; }
button.main, .button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td form { display: inline; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.notice { border-left: 4px solid var(--accent); background: var(--soft); padding: 0.5rem 1rem; }
.scroll { overflow-x: auto; }
pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8125rem; }
select { padding: 0.4rem 0.5rem; border: 1px solid #7a8199; border-radius: 0.375rem; font: inherit; color: inherit; background: transparent; }
option { color: var(--text); background: var(--soft); }
code { font-size: 0.875rem; overflow-wrap: anywhere; }
.third-party { display: none; }
fieldset:has([value="third_party"]:checked) .third-party { display: block; }
.end { position: sticky; bottom: 0; background: var(--soft); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem 1rem; margin-top: 1.5rem; }
`;
