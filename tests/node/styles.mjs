/** What a style sheet asks of browsers: each feature that some on the floor lack and that has no way
    back. A way back is @supports around it, or a declaration of the same property before it; with a
    variable in it a declaration has none, for browsers throw it away only when they need its value. */
import { Floor } from "./compat.mjs"

const PREFIX = /^-(?:webkit|moz|ms|o)-/
const QUESTIONS = ["supports", "media"], CONDITIONAL = [...QUESTIONS, "container", "layer", "scope", "starting-style"]
const UNITS = [
  [/^[dsl]v/, { d: "dynamic", s: "small", l: "large" }, kind => `viewport_percentage_units_${kind}`],
  [/^cq/, {}, () => "container_query_length_units"],
]

export const styles = (features, { parse, walk, generate, List }) => {
  const property = name => {
    const [prefix] = PREFIX.exec(name) ?? [""]
    const whole = features.get(`css.properties.${name}`)
    return whole ? [whole, ""] : [features.get(`css.properties.${name.slice(prefix.length)}`), prefix]
  }

  const unit = name => {
    for (const [pattern, kinds, say] of UNITS) if (pattern.test(name)) return features.get(`css.types.length.${say(kinds[name[0]])}`)
    return features.called(name, "css.types.length", "css.types.angle", "css.types.time", "css.types.resolution", "css.types.flex")[0]
  }

  /** The features in a value, the property's own not among them. */
  const inValue = (value, name) => {
    const own = `css.properties.${name}`, found = []
    const words = []
    walk(value, function (node) {
      if (node.type === "Identifier") {
        if (!this.function) words.push(node.name)
        found.push(features.get(`${own}.${node.name}`, `css.types.global_keywords.${node.name}`, `css.types.color.system-color.${node.name.toLowerCase()}`))
      } else if (node.type === "Function") {
        const called = node.name.toLowerCase().replace(PREFIX, "")
        const [types] = features.called([called, `${called}-function`, `${called}_function`], "css.types")
          .sort((a, b) => a.at.split(".").length - b.at.split(".").length)
        found.push(features.get(`${own}.${called}`, `${own}.${called}_function`) ?? types)
        const { first } = node.children
        if (first?.type === "Identifier" && first.name === "from" && types) found.push(features.get(`${types.at}.relative_syntax`))
      } else if (node.type === "Dimension") {
        found.push(unit(node.unit))
      } else if (node.type === "Operator" && node.value === "/" && name === "content") {
        found.push(features.get(`${own}.alt_text`))
      }
    })
    if (words.length > 1) found.push(features.get(`${own}.multi-keyword_values`, `${own}.multiple_keywords`))
    return found.filter(Boolean)
  }

  const inSelector = selector => {
    const found = []
    walk(selector, node => {
      if (node.type === "NestingSelector") found.push(features.get("css.selectors.nesting"))
      if (!node.type.startsWith("Pseudo")) return
      if (PREFIX.test(node.name)) return
      const at = `css.selectors.${node.name.toLowerCase()}`
      found.push(features.get(node.children ? `${at}function` : at, at))
      if (node.name === "not" && node.children?.first?.children?.size > 1) found.push(features.get(`${at}.selector_list`))
      if (node.children?.first?.type === "Nth" && node.children.first.selector) found.push(features.get(`${at}.of_syntax`))
    })
    return found.filter(Boolean)
  }

  const inMedia = prelude => {
    const found = []
    walk(prelude, node => {
      if (node.type === "FeatureRange") found.push(features.get("css.at-rules.media.range_syntax"))
      if (node.type === "Feature") found.push(features.get(`css.at-rules.media.${node.name.replace(/^(?:min|max)-/, "")}`))
      if (node.type === "Identifier" && node.name === "or") found.push(features.get("css.at-rules.media.or_syntax"))
    })
    return found.filter(Boolean)
  }

  /** What @supports asks for, all of it: nothing of what is asked for otherwise. */
  const asked = prelude => {
    const found = []
    if (/\b(?:not|or)\b/.test(generate(prelude))) return found
    walk(prelude, node => {
      if (node.type === "Declaration") {
        const [own, prefix] = property(node.property)
        found.push(...own ? [[own, prefix]] : [], ...inValue(node.value, node.property).map(one => [one, ""]))
      } else if (node.type === "FeatureFunction" && node.feature === "selector") {
        found.push(...inSelector(node.value).map(one => [one, ""]))
      }
    })
    return found
  }

  return css => {
    const faults = [], earlier = new Map()
    const note = (feature, lacking, where) => faults.push({ feature: feature.at, where, lacking })

    const declared = (block, floor, where) => {
      for (const node of block) {
        if (node.type !== "Declaration") continue
        const name = node.property.toLowerCase(), text = generate(node.value)
        const [own, prefix] = name.startsWith("--") ? [] : property(name)
        const used = inValue(node.value, name.replace(PREFIX, "")).map(one => [one, ""])
        if (own) used.unshift([own, prefix])
        else if (!name.startsWith("--") && !PREFIX.test(name)) note({ at: `css.properties.${name}` }, { all: "unknown" }, where)
        const key = `${where} ${name.replace(PREFIX, "")}`, before = earlier.get(key)
        const wrong = used.map(([one, prefix]) => [one, floor.lacks(one, prefix)]).filter(([, lacking]) => lacking)
        if (!wrong.length || PREFIX.test(name)) earlier.set(key, name)
        if (PREFIX.test(name) || before && (before !== name || !text.includes("var("))) continue
        // Where the property is not known, nobody asks for its values.
        const first = wrong.findIndex(([one]) => one === own)
        for (const [one, lacking] of first < 0 ? wrong : [wrong[first]]) note(one, lacking, `${where} { ${name}: ${text} }`)
      }
    }

    const rules = (list, floor, around) => {
      for (const node of list) {
        if (node.type === "Rule") {
          const where = generate(node.prelude), said = `${around}${where}`
          let inside = floor
          for (const one of inSelector(node.prelude)) {
            const lacking = floor.lacks(one)
            if (lacking) note(one, lacking, said)
            inside = inside.above(one)
          }
          declared(node.block.children, inside, said)
          const nested = node.block.children.filter(one => one.type !== "Declaration")
          if (nested.some(one => one.type === "Rule")) {
            const nesting = features.get("css.selectors.nesting")
            if (inside.lacks(nesting)) note(nesting, inside.lacks(nesting), said)
          }
          rules(nested, inside, `${said} `)
        } else if (node.type === "Atrule") {
          const name = node.name.toLowerCase(), said = `${around}@${name} ${node.prelude ? generate(node.prelude) : ""}`.trim()
          const own = features.get(`css.at-rules.${name.replace(PREFIX, "")}`)
          let inside = floor
          if (own && floor.lacks(own)) note(own, floor.lacks(own), said)
          if (own) inside = inside.above(own)
          if (name === "media") {
            for (const one of inMedia(node.prelude)) {
              if (floor.lacks(one)) note(one, floor.lacks(one), said)
              inside = inside.above(one)
            }
          }
          if (name === "supports") for (const [one, prefix] of asked(node.prelude)) inside = inside.above(one, prefix)
          if (!node.block) continue
          if (CONDITIONAL.includes(name)) rules(node.block.children, inside, `${said} `)
          else if (name === "font-face") {
            for (const { property } of node.block.children) {
              const one = features.get(`css.at-rules.font-face.${property}`)
              if (one && floor.lacks(one)) note(one, floor.lacks(one), `${said} { ${property} }`)
            }
          } else if (name.endsWith("keyframes")) {
            for (const step of node.block.children) declared(step.block.children, inside, `${said} ${generate(step.prelude)}`)
          }
        }
      }
    }
    rules(parse(css, { parseCustomProperty: true }).children, new Floor(), "")
    return faults
  }
}
