/**
 * The style sheet of the API reference: readable on a telephone, by day and by night. It is a text of the program, so that
 * nothing has to be copied beside it.
 */

/** The whole sheet. */
export const stylesheet = `:root {
  color-scheme: light dark;
  --text: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif;
  --code: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace;
  --surface: light-dark(#f6f7f7, #121517);
  --raised: light-dark(#ffffff, #1a1e21);
  --sunken: light-dark(#eef0f0, #0d0f11);
  --line: light-dark(#dde1e1, #2c3236);
  --ink: light-dark(#171b1c, #e9edee);
  --soft: light-dark(#4c5657, #a9b3b6);
  --accent: light-dark(#0b6b63, #57cdbf);
  --warn: light-dark(#855300, #e9b44c);
  --bad: light-dark(#b3261e, #ff8f85);
  --info: light-dark(#1d5fa8, #82b8f2);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--surface); color: var(--ink); font: 0.9375rem/1.5 var(--text); overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font-family: var(--code); font-size: 0.8125rem; }
code { overflow-wrap: anywhere; }
pre { margin: 0.5rem 0; padding: 0.75rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
pre code { overflow-wrap: normal; }
p { margin: 0.5rem 0; max-width: 75ch; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1rem; margin: 0; }
h4 { font-size: 0.875rem; margin: 1rem 0 0.25rem; }
h3 a, header a { color: inherit; text-decoration: none; }
h3 a:hover, header a:hover { text-decoration: underline; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem; background: var(--raised); }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; padding: 0.75rem 1.25rem; background: var(--raised); border-bottom: 1px solid var(--line); }
header ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
header li a { display: inline-block; padding: 0.25rem 0; color: var(--soft); }
header [aria-current] { color: var(--ink); font-weight: 600; box-shadow: 0 2px 0 var(--accent); }
.brand { margin: 0; font-weight: 700; }
.columns { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-width: 80rem; }
main { padding: 1.5rem 1.25rem 4rem; min-width: 0; }
.index { max-width: 48rem; }
.index h2 { margin-top: 1.5rem; }
.contents { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 1.5rem 0.75rem 2rem 1.25rem; font-size: 0.8125rem; }
.contents ul { margin: 0; padding: 0; list-style: none; }
.contents li li { padding-left: 0.75rem; border-left: 1px solid var(--line); }
.contents > ul > li { margin-bottom: 0.75rem; }
.contents > ul > li > a { font-weight: 600; color: var(--ink); }
.contents a { display: block; padding: 0.2rem 0; color: var(--soft); text-decoration: none; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.facts, .type, caption { color: var(--soft); }
section.call, section.schema { margin: 0 0 1rem; padding: 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; }
section:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.where { margin: 0.25rem 0 0.5rem; }
.method { display: inline-block; padding: 0 0.4rem; border: 1px solid currentColor; border-radius: 4px; font: 600 0.75rem/1.4 var(--code); color: var(--info); }
.method.post, .method.put, .method.patch { color: var(--warn); }
.method.delete { color: var(--bad); }
table { width: 100%; margin: 0.75rem 0; border-collapse: collapse; table-layout: fixed; }
caption { padding-bottom: 0.25rem; font-size: 0.875rem; font-weight: 600; text-align: left; color: var(--ink); }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 400; }
th:first-child { width: 38%; }
thead th { color: var(--soft); font-size: 0.8125rem; }
.refusals th:first-child { width: 5rem; }
tbody strong { color: var(--bad); font-size: 0.75rem; font-weight: 600; }
.type { font-size: 0.8125rem; }
.limit { color: var(--soft); font-size: 0.8125rem; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; padding: 0.2rem 0; color: var(--accent); }
@media (max-width: 60rem) {
  .columns { display: block; }
  .contents { position: static; max-height: 16rem; margin: 1rem 1.25rem 0; padding: 0.75rem; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; }
}
@media (max-width: 30rem) {
  header, main { padding-left: 1rem; padding-right: 1rem; }
  .contents { margin-left: 1rem; margin-right: 1rem; }
  section.call, section.schema { padding: 0.75rem; }
}
`;
