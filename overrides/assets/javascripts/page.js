/* The page around the text: scheme, drawer, contents. The theme's own script does that too, and
   searches; it is six times as heavy as this site's, so it comes when somebody turns to search. */

/* Texts become HTML, and addresses scripts, only by this policy, which the page's own asks for. The
   theme's search writes what it has found as HTML: of these elements, and with classes at most. */
const ALIEN = /<(?!\/?(?:mark|del|div|nav|span|h[1-6]|p|ul|ol|li|pre|code|sub|sup)(?: class="[\w -]*")?>)/g
window.trustedTypes?.createPolicy("default", {
  createHTML: text => text.replace(ALIEN, "&lt;"),
  createScriptURL: address => new URL(address, document.baseURI).origin === location.origin ? address : null,
})

/* The scheme: what the reader picks holds on every page. */
const schemes = [...document.querySelectorAll("[data-md-component=palette] input")]
const show = picked => {
  for (const input of schemes) {
    input.checked = input === picked
    if (input.nextElementSibling) input.nextElementSibling.hidden = input !== picked
  }
}
if (schemes.length) show(schemes.find(one => one.dataset.mdColorScheme === document.body.dataset.mdColorScheme))
for (const input of schemes) input.addEventListener("change", () => {
  const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = input.dataset
  document.body.dataset.mdColorScheme = scheme
  show(input)
  __md_set("__palette", { index: schemes.indexOf(input), color: { media, scheme, primary, accent } })
})

/* Search: the theme's script is asked for by the first sign that it will be needed. */
const theme = document.querySelector("script[data-theme]")?.dataset.theme
const query = document.querySelector(".md-search__input"), opener = document.getElementById("__search")
let coming = null
const search = () => coming ??= new Promise((resolve, reject) => {
  document.documentElement.classList.add("searching")
  document.head.append(Object.assign(document.createElement("script"), { src: theme, onload: resolve, onerror: reject }))
})
if (theme && query) {
  for (const sign of ["focus", "pointerenter"]) query.addEventListener(sign, search, { once: true })
  opener.addEventListener("change", () => { if (opener.checked) { search(); query.focus() } })
  addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]")
    if (coming || typing || event.ctrlKey || event.metaKey || event.altKey || !["s", "f", "/"].includes(event.key)) return
    event.preventDefault()
    search()
    query.focus()
  })
  if (new URLSearchParams(location.search).has("q")) search()
}

/* Both languages have the same anchors: the switch leads to where the address is. */
for (const link of document.querySelectorAll(".language-switch__link")) {
  link.addEventListener("click", () => { link.hash = location.hash })
}

/* The drawer closes with Escape. */
const drawer = document.getElementById("__drawer")
addEventListener("keydown", event => { if (event.key === "Escape") drawer.checked = false })

/* The header says which page this is once its heading has gone, the contents where one reads. */
const heading = document.querySelector(".md-content h1"), title = document.querySelector(".md-header__title")
if (heading && title) {
  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) =>
    title.classList.toggle("md-header__title--active", !isIntersecting && boundingClientRect.top < 48),
  { rootMargin: "-48px 0px 0px" }).observe(heading)
}
const entries = [...document.querySelectorAll(".md-sidebar--secondary .md-nav__link[href^='#']")]
  .map(link => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, section]) => section)
if (entries.length) {
  const follow = () => {
    const passed = entries.filter(([, section]) => section.getBoundingClientRect().top < 120)
    for (const [link] of entries) link.classList.toggle("md-nav__link--active", link === passed.at(-1)?.[0])
  }
  let asked = false
  addEventListener("scroll", () => {
    if (!asked) requestAnimationFrame(() => { asked = false; follow() })
    asked = true
  }, { passive: true })
  requestAnimationFrame(follow)
}
