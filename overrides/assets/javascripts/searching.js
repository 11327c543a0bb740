/* Search: what is asked is put as the index has it, and what nothing was found for is not answered
   with something else. */
const HAN = "[\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff]"
const BORDERS = new RegExp(`(${HAN})(?=[A-Za-z0-9])|([A-Za-z0-9])(?=${HAN})`, "g")

/* Full width letters, what nobody sees, endings after an apostrophe, signs that the search takes for
   orders, and words of two scripts without a space between them. The search begins words with what is
   typed: of a short one that is finished (^1) that would be any word. */
const plain = text => text.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
  .replace(/\b\w+n['’]t\b|['’](?:s|d|m|re|ve|ll)?(?![\w'’])/gi, " ")
  .replace(/(\w)['’](\w{1,2})(?!\w)/g, "$1 $2 ").replace(/(\w)['’](?=\w)/g, "$1 ").replace(/\b([a-z])\s*&\s*(?=[a-z]\b)/gi, "$1&")
  .replace(/[~^]\d*|[-+*:;?!「」『』【】\u2010-\u2015\u2212]+/g, " ").replace(BORDERS, "$1$2 ")
  .split(/\s+/).map((word, at, all) => at < all.length - 1 && /^[a-z]{1,3}$/i.test(word) ? `${word}^1` : word).join(" ")

/* The theme's search cuts Chinese at words it knows, without the last character, and begins words with
   what is left: 起诉 finds all that begins with 起. What has one character of a longer word and no
   other word is a result only if it has the next character too. Of the pieces of a run it marks all
   but the last with a star, and never says that they are there: that is looked up here. */
const known = (asked, groups) => {
  const runs = asked.match(new RegExp(`${HAN}{2,}`, "g")) ?? []
  const pair = term => {
    const run = runs.find(run => run.includes(term)), at = run?.indexOf(term)
    return run?.slice(Math.min(at, run.length - 2)).slice(0, 2)
  }
  const fits = ({ title, text, terms }) => Object.entries(terms).some(([piece, there]) => {
    const term = piece.replace("*", ""), both = term.length === 1 && pair(term), cut = term !== piece
    if (!both && !cut) return there
    return (there || cut) && `${title} ${text}`.replace(/<[^>]*>|\u200b/g, "").includes(both || term)
  })
  return groups.filter(group => group.some(fits))
}

/* Asks for the theme's script, and how results look; `failed` is called when the search cannot start. */
const look = new URL("../stylesheets/search.css", import.meta.url)
export const begin = (theme, failed) => new Promise((resolve, reject) => {
  const { Worker } = window
  let asked = ""
  window.Worker = class extends Worker {
    constructor(address) {
      super(address)
      this.addEventListener("error", failed)
      this.addEventListener("message", ({ data: { type, data } }) => {
        if (type === 1) removeEventListener("error", failed)
        if (data?.items) data.items = known(asked, data.items)
      })
    }
    postMessage(message) {
      if (message.type !== 2) return super.postMessage(message)
      asked = plain(message.data)
      super.postMessage({ ...message, data: asked })
    }
  }
  addEventListener("error", failed)
  // It would ask each of them for a site map.
  for (const link of document.querySelectorAll("link[rel=alternate]")) link.remove()
  document.head.append(
    Object.assign(document.createElement("link"), { rel: "stylesheet", href: look }),
    Object.assign(document.createElement("script"), { src: theme, onload: resolve, onerror: reject }),
  )
})
