/** What a script asks of browsers that some on the floor lack. What a name stands for can only be
    guessed where it follows a dot: it is too new if all are that anything has by this name. */
import { Floor } from "./compat.mjs"

const AROUND = 40
const FLAGS = { d: "hasIndices", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" }
const GROUPS = [
  [/\(\?<[=!]/, "lookbehind_assertion"], [/\(\?<\w/, "named_capturing_group"], [/\(\?[ims]*-?[ims]*:(?<!\(\?:)/, "modifier"],
  [/\\p\{/i, "unicode_character_class_escape"],
]
/** What these return is an iterator, with few methods until lately. */
const ITERATING = ["values", "keys", "entries", "matchAll"]
const GLOBAL = ["window", "self", "globalThis"]

const syntax = (node, parent, inFunction) => {
  const key = node.key?.type === "PrivateIdentifier"
  switch (node.type) {
    case "StaticBlock": return ["classes.static.initialization_blocks"]
    case "PropertyDefinition": return [key ? "classes.private_class_fields" : "classes.public_class_fields", node.static && "classes.static.class_fields"]
    case "MethodDefinition": return [key && "classes.private_class_methods"]
    case "ChainExpression": return ["operators.optional_chaining"]
    case "LogicalExpression": return [node.operator === "??" && "operators.nullish_coalescing"]
    case "BinaryExpression": return [node.operator === "in" && node.left.type === "PrivateIdentifier" && "classes.private_class_fields_in"]
    case "AssignmentExpression": return [{
      "??=": "operators.nullish_coalescing_assignment", "||=": "operators.logical_or_assignment", "&&=": "operators.logical_and_assignment",
    }[node.operator]]
    case "AwaitExpression": return [!inFunction && "operators.await.top_level"]
    case "ForOfStatement": return [node.await && "statements.for_await_of"]
    case "ImportExpression": return ["operators.import", node.options && "operators.import.options_parameter"]
    case "ImportDeclaration": return ["statements.import", node.attributes?.length && "statements.import.import_attributes"]
    case "ExportAllDeclaration": return [node.exported && "statements.export.namespace"]
    case "MetaProperty": return [node.meta.name === "import" && "operators.import_meta"]
    case "CatchClause": return [!node.param && "statements.try_catch.optional_catch_binding"]
    case "SpreadElement": return [parent?.type === "ObjectExpression" && "operators.spread.spread_in_object_literals"]
    case "VariableDeclaration": return [/using/.test(node.kind) && `statements.${node.kind.replace(" ", "_")}`]
    case "Literal": return [node.bigint && "builtins.BigInt", /^\d[\d_]*_/.test(node.raw) && "grammar.numeric_separators"]
    default: return []
  }
}

export const scripts = (features, { parse }, { fullAncestor }) => {
  const floor = new Floor()
  /** What a name may be a member of: things there are on the floor. */
  const members = name => features.called([name, `${name}_static`], "api", "javascript.builtins").filter(({ at }) => {
    const owner = at.slice(0, at.lastIndexOf(".")), known = features.get(owner)
    return owner.split(".").length === (at.startsWith("api") ? 2 : 3) && known && !floor.lacks(known)
  })
  const globals = name => features.get(`javascript.builtins.${name}`, `api.${name}`, `api.Window.${name}`)
  const of = (owner, name) => features.get(
    `javascript.builtins.${owner}.${name}`, `api.${owner}.${name}_static`, `api.${owner}.${name}`,
  )
  const words = (...names) => names.filter(Boolean).map(name => features.get(`javascript.${name}`)).filter(Boolean)

  /** With ``guess`` names after a dot are looked at too where nobody can tell what they belong to. */
  return (text, guess) => {
    const faults = [], nodes = [], declared = new Set()
    const tree = parse(text, { ecmaVersion: "latest", sourceType: "module", allowReturnOutsideFunction: true })
    fullAncestor(tree, (node, above, _, type) => {
      nodes.push([node, above[above.length - 2], above.some(one => one.type.includes("Function"))])
      if (type === "VariablePattern") declared.add(node.name)
      if (node.id && /Function|Class/.test(node.type)) declared.add(node.id.name)
      if (/^Import.*Specifier$/.test(node.type)) declared.add(node.local.name)
    })
    const free = node => node.type === "Identifier" && !declared.has(node.name)
    const note = ({ start, end }, ...found) => {
      const lacking = found.map(one => floor.lacks(one))
      if (!found.length || lacking.includes(null)) return
      const before = text.lastIndexOf("\n", start) + 1, after = text.indexOf("\n", end)
      const where = text.slice(Math.max(before, start - AROUND), Math.min(after < 0 ? text.length : after, end + AROUND))
      faults.push({ feature: found[0].at, where, lacking: lacking[0] })
    }
    const pattern = (node, source, flags) => {
      for (const [sign, name] of GROUPS) if (sign.test(source)) note(node, ...words(`regular_expressions.${name}`))
      for (const flag of flags) if (FLAGS[flag]) note(node, ...words(`builtins.RegExp.${FLAGS[flag]}`))
    }

    /** The features a name after a dot may stand for. */
    const member = ({ object, property, computed }) => {
      const name = computed ? property.value : property.name
      if (typeof name !== "string" || object.property?.name === "dataset") return []
      if (free(object)) {
        if (GLOBAL.includes(object.name)) return [globals(name)].filter(Boolean)
        const owner = features.get(`javascript.builtins.${object.name}`, `api.${object.name}`) ? object.name
          : object.name[0].toUpperCase() + object.name.slice(1)
        const own = of(owner, name)
        if (own) return [own]
      }
      const from = object.type === "CallExpression" && object.callee.property?.name
      const iterator = ITERATING.includes(from) && object.callee.object.name !== "Object" && of("Iterator", name)
      return iterator ? [iterator] : guess ? members(name) : []
    }

    for (const [node, parent, inFunction] of nodes) {
      for (const one of words(...syntax(node, parent, inFunction))) note(node, one)
      if (node.regex) pattern(node, node.regex.pattern, node.regex.flags)
      if (node.type === "MemberExpression") note(node, ...member(node))
      if (free(node) && parent?.operator !== "typeof") note(node, ...[globals(node.name)].filter(Boolean))
      if (node.type !== "CallExpression" && node.type !== "NewExpression") continue
      const { callee, arguments: given } = node, [first] = given
      const name = callee.property?.name ?? callee.name
      if (name === "RegExp") {
        const source = text.slice(first?.start, first?.end)
        pattern(node, source, typeof given[1]?.value === "string" ? given[1].value : "")
      }
      if (name === "addEventListener" && typeof first?.value === "string") note(first, ...features.called(`${first.value}_event`, "api"))
      if (name === "setAttribute" && typeof first?.value === "string") note(first, ...[features.get(`html.global_attributes.${first.value}`)].filter(Boolean))
      const called = callee.type === "MemberExpression" ? member(callee) : free(callee) ? [globals(name), of(name, name)].filter(Boolean) : []
      for (const { key } of given.flatMap(one => one.properties ?? [])) {
        const said = key?.name ?? key?.value
        note(key ?? node, ...called.flatMap(({ at }) =>
          features.called([said, `${said}_parameter`, `options_${said}_parameter`, `options_parameter_${said}`], at)))
      }
    }
    return faults
  }
}
