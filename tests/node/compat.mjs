/** MDN's compatibility data: what browsers of some age lack. */

/** The oldest browsers the site is made for, by the names the data have for them. */
const OLDEST = { chrome: 88, chrome_android: 88, webview_android: 88, firefox: 115, firefox_android: 115, safari: 15, safari_ios: 15 }

/** "≤37" is known to be there in 37; "preview" and false are in no version. */
const version = added => typeof added === "string" ? Number.parseFloat(added.replace("≤", "")) || Infinity : Infinity

/** The first version of a browser from which on it has a feature under this name, in full or in part:
    what is lacking in part has a name of its own in the data. */
const since = (statements, prefix) => {
  const spans = [statements ?? []].flat().filter(one => !one.flags && !one.alternative_name && (one.prefix ?? "") === prefix)
    .map(one => [version(one.version_added), version(one.version_removed)]).sort(([a], [b]) => b - a)
  return spans.reduce((first, [added, removed]) => removed >= first - 1 ? added : first, Infinity)
}

/** A floor: the versions of browsers below which nobody is looked after. */
export class Floor {
  constructor(versions = OLDEST) { this.versions = versions }

  /** What browsers on the floor lack of a feature: {browser: the version that has it}, or null. */
  lacks({ support }, prefix = "") {
    const newer = Object.entries(this.versions)
      .map(([name, oldest]) => [name, since(support[name], prefix), oldest]).filter(([, first, oldest]) => first > oldest)
    return newer.length ? Object.fromEntries(newer.map(([name, first]) => [name, first])) : null
  }

  /** The floor where only browsers come that have a feature. */
  above({ support }, prefix = "") {
    return new Floor(Object.fromEntries(Object.entries(this.versions)
      .map(([name, oldest]) => [name, Math.max(oldest, since(support[name], prefix))])))
  }
}

/** The features in the data, by their path and by the last part of it. */
export class Features {
  constructor(data) {
    this.all = new Map()
    this.named = new Map()
    const walk = (node, path) => {
      for (const [name, child] of Object.entries(node)) {
        if (name.startsWith("__")) continue
        const at = path ? `${path}.${name}` : name
        if (child.__compat) {
          const feature = { at, support: child.__compat.support }
          this.all.set(at, feature)
          this.named.set(name, [...this.named.get(name) ?? [], feature])
        }
        walk(child, at)
      }
    }
    for (const part of ["css", "javascript", "api", "html"]) walk(data[part], part)
  }

  get(...paths) { return paths.map(path => this.all.get(path)).find(Boolean) }

  /** All features below one of some paths whose last part is one of some names. */
  called(names, ...paths) {
    return [names].flat().flatMap(name => this.named.get(name) ?? []).filter(({ at }) => paths.some(path => at.startsWith(`${path}.`)))
  }
}
