/* The page around the text: buttons of the header, drawer, language switch, contents. The theme's
   own script does that too, and searches; it is six times as heavy as this site's, so it comes when
   somebody turns to search (search.js). */

/* What the theme opens with labels of hidden boxes, which work without a script, become buttons
   with a name, which the keyboard reaches. */
for (const label of document.querySelectorAll("label[data-name]")) {
  const toggle = document.getElementById(label.htmlFor), button = document.createElement("button")
  for (const { name, value } of label.attributes) button.setAttribute(name, value)
  button.type = "button"
  button.setAttribute("aria-label", label.dataset.name)
  button.append(...label.childNodes)
  label.replaceWith(button)
  const say = () => button.setAttribute("aria-expanded", toggle.checked)
  button.addEventListener("click", () => toggle.click())
  toggle.addEventListener("change", say)
  say()
}

/* The drawer takes the focus, and gives it back when Escape or the last Tab closes it. */
const drawer = document.getElementById("__drawer"), menu = document.querySelector("button[for=__drawer]")
const pages = document.querySelector(".md-sidebar--primary")
if (menu && pages) {
  menu.addEventListener("click", () => {
    if (drawer.checked) requestAnimationFrame(() => pages.querySelector("a:not(.md-logo)")?.focus({ preventScroll: true }))
  })
  addEventListener("keydown", event => {
    if (event.key !== "Escape" || !drawer.checked) return
    drawer.click()
    menu.focus()
  })
  pages.addEventListener("focusout", ({ relatedTarget }) => {
    if (drawer.checked && relatedTarget && !pages.contains(relatedTarget)) drawer.click()
  })
}

/* Both languages have the same anchors, kinds and notes: the switch leads to where the address is, with
   the note that is open, whatever it is followed by: any button of the mouse, the keyboard, a menu. */
for (const link of document.querySelectorAll(".language-switch__link")) {
  const twin = link.href
  for (const sign of ["pointerover", "pointerdown", "touchstart", "focus", "keydown", "contextmenu", "click"]) {
    link.addEventListener(sign, ({ type, detail }) => {
      if (type === "click" && detail) return // by then the press has closed the note
      const note = document.querySelector("body > .note")?.dataset.at
      const more = note ? `${location.search ? "&" : "?"}note=${encodeURIComponent(note)}` : ""
      link.href = twin + location.search + more + location.hash
    }, { passive: true })
  }
}

/* WeChat takes the first picture of a page that it has loaded for the page's card. */
if (navigator.userAgent.includes("MicroMessenger")) document.querySelector("img[hidden]")?.removeAttribute("loading")

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
    const last = passed.length ? passed[passed.length - 1][0] : null
    for (const [link] of entries) link.classList.toggle("md-nav__link--active", link === last)
  }
  let asked = false
  addEventListener("scroll", () => {
    if (!asked) requestAnimationFrame(() => { asked = false; follow() })
    asked = true
  }, { passive: true })
  requestAnimationFrame(follow)
}
