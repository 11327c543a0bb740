/* Notes: what a figure, a term or a source is, said where it stands. Without this script the
   links lead to the same and their titles say it. */
const template = document.getElementById("note")
const all = [...document.querySelectorAll("a:is(.fact, .term, .source-link)[title]")], links = new Set(all)
if (template && links.size) {
  const note = document.body.appendChild(template.content.firstElementChild.cloneNode(true))
  const [what, lines, more, address] = ["what", "lines", "more", "address"]
    .map(part => note.querySelector(`.note__${part}`))
  const native = "popover" in HTMLElement.prototype
  // What tells words of another language in the page's: its code, and the pattern of its letters.
  const told = JSON.parse(what.dataset.told).map(([code, run]) => [code, new RegExp(`(${run})`, "u")])
  const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href
  const texts = new Map()
  let current = null, pinned = false, pressed = null, timer

  note.hidden = !native
  if (!native) note.removeAttribute("popover")
  const prepare = link => {
    links.delete(link)
    texts.set(link, link.title)
    link.removeAttribute("title")
    link.setAttribute("aria-haspopup", "dialog")
    link.setAttribute("aria-expanded", "false")
  }
  // There can be hundreds: they are prepared when there is nothing else to do, or when touched; a
  // few at a time where there is always something to do.
  const idle = window.requestIdleCallback ?? (run => setTimeout(run, 1, { timeRemaining: () => 8 }))
  idle(function some(deadline) {
    const enough = performance.now() + 4
    for (const link of links) {
      if (deadline.timeRemaining() < 1 && performance.now() > enough) return idle(some, { timeout: 500 })
      prepare(link)
    }
  }, { timeout: 500 })

  // Both languages have links to the same addresses: of those with its own, the first, the second …
  const alike = href => all.filter(link => link.getAttribute("href") === href)
  const linkAt = event => {
    const link = event.target.closest?.("a")
    if (links.has(link)) prepare(link)
    return texts.has(link) ? link : null
  }
  // Names in a language that their letters tell are said to be in it.
  const say = (element, text) => {
    const marked = (code, run) => Object.assign(document.createElement("span"), { lang: code, textContent: run })
    element.replaceChildren(...told.reduce((parts, [code, run]) => parts.flatMap(part =>
      typeof part === "string" ? part.split(run).map((text, index) => index % 2 ? marked(code, text) : text) : part
    ), [text]))
    return element
  }
  const fill = link => {
    const kind = ["fact", "term", "source-link"].find(name => link.classList.contains(name))
    const said = texts.get(link).split("\n")
    // Whole and by itself, as it is copied, a note begins with its value, its unit and its sign.
    const value = kind === "fact" ? (link.dataset.whole ?? link.textContent) + what.dataset.colon : ""
    say(what, kind === "term" ? link.textContent : value + said.shift())
    lines.replaceChildren(...said.map(text => say(document.createElement("p"), text)))
    more.href = link.href
    more.textContent = more.dataset[kind === "source-link" ? "source" : kind]
    address.textContent = kind === "fact" ? new URL(link.getAttribute("href"), canonical).href : ""
  }
  // Under the link if there is room, else above it; never over it, never over the edge.
  const place = (link, x) => {
    const boxes = [...link.getClientRects()], first = boxes[0], last = boxes[boxes.length - 1]
    const box = boxes.find(({ left, right }) => left <= x && x <= right) ?? first
    const edge = 8, gap = 6, width = document.documentElement.clientWidth
    note.style.maxHeight = ""
    const below = innerHeight - last.bottom - gap - edge, above = first.top - gap - edge
    const under = note.offsetHeight <= below || below >= above
    note.style.maxHeight = Math.max(under ? below : above, 96) + "px"
    const left = box.left + (box.width - note.offsetWidth) / 2
    note.style.left = scrollX + Math.max(edge, Math.min(left, width - edge - note.offsetWidth)) + "px"
    note.style.top = scrollY + (under ? last.bottom + gap : first.top - gap - note.offsetHeight) + "px"
  }

  const closed = () => {
    clearTimeout(timer)
    current?.setAttribute("aria-expanded", "false")
    current = null
    delete note.dataset.at
    pinned = false
  }
  const close = () => {
    if (!current) return
    const back = note.contains(document.activeElement) ? current : null
    closed()
    if (native) note.hidePopover()
    else note.hidden = true
    back?.focus()
  }
  const open = (link, pin, x) => {
    if (current !== link) close()
    clearTimeout(timer)
    pinned = pin
    if (current !== link) {
      current = link
      const href = link.getAttribute("href")
      note.dataset.at = `${alike(href).indexOf(link)} ${href}`
      fill(link)
      if (native) note.showPopover()
      else note.hidden = false
    }
    link.setAttribute("aria-expanded", "true")
    place(link, x)
  }

  // A mouse that rests on a link opens the note; one that leaves both closes it.
  document.addEventListener("pointerover", event => {
    if (event.pointerType !== "mouse" || pinned) return
    const link = linkAt(event)
    clearTimeout(timer)
    if (link && link !== current) timer = setTimeout(open, 200, link, false, event.clientX)
    else if (current && !link && !note.contains(event.target)) timer = setTimeout(close, 300)
  })
  document.addEventListener("pointerdown", event => {
    pressed = pinned ? linkAt(event) === current && current : null
    if (event.target.closest?.(".language-switch__link")) return // it takes the note along
    if (current && !note.contains(event.target) && linkAt(event) !== current) close()
  }, true)
  document.addEventListener("click", event => {
    const link = linkAt(event)
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (pressed === link) close()
    else open(link, true, event.clientX)
    if (event.detail === 0 || event.pointerType === "") more.focus()
    pressed = null
  })
  document.addEventListener("keydown", event => {
    const link = linkAt(event)
    if (event.key === "Escape") close()
    else if (link && !event.repeat && (event.key === " " || event.key === "Enter")
      && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      // Firefox takes Enter for a click of the mouse, and focus would stay where it is.
      event.preventDefault()
      open(link, true)
      more.focus()
    }
  })
  // The note stands at the end of the page; Tab goes on from the link it belongs to. With Shift
  // its key has no name in WebKitGTK.
  note.addEventListener("keydown", event => {
    const stops = [...note.querySelectorAll("a, button")]
    const leaving = event.shiftKey ? stops[0] : stops[stops.length - 1]
    if (event.code !== "Tab" && event.key !== "Tab" || document.activeElement !== leaving) return
    if (event.shiftKey) event.preventDefault()
    close()
  })
  note.addEventListener("beforetoggle", event => event.newState === "closed" && closed())
  note.querySelector(".note__close").addEventListener("click", close)
  addEventListener("resize", close)

  /* A note that was open when the language was switched (page.js) is open again. */
  const here = new URL(location.href), [, nth, href] = here.searchParams.get("note")?.match(/^(\d+) (.+)$/) ?? []
  if (href) {
    here.searchParams.delete("note")
    history.replaceState(history.state, "", here)
    const again = () => {
      const found = alike(href), link = found[nth] ?? found[0]
      if (!link?.getClientRects().length) return
      if (links.has(link)) prepare(link)
      link.scrollIntoView({ block: "center", behavior: "instant" })
      open(link, true)
    }
    if (document.readyState === "complete") again()
    else addEventListener("load", again)
  }
}
