import { relative, resolve } from 'node:path'
import {
  type BindingElement,
  type Expression,
  isArrowFunction,
  isBindingElement,
  isConditionalExpression,
  isElementAccessExpression,
  isExpression,
  isIdentifier,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast'
import { API, type Checker, type Project, type Type } from 'typescript/unstable/sync'

/** A message, or another value at the end of a path: `reader.thread.more`. */
interface Leaf {
  path: string
  key: string
}

/** A type that holds messages, and the sources that read them. */
export interface Words {
  file: string
  type: string
  isReader: (path: string) => boolean
}

/**
 * For each type the messages that no source reads, by the type checker: by their name, by an index of literal types, or whole,
 * where a part of the catalogue is handed to something that does not name its messages.
 */
export function unreadWords(all: readonly Words[]): string[][] {
  const api = new API({ cwd: process.cwd() })
  try {
    const [project] = api.updateSnapshot({ openProject: resolve('tsconfig.json') }).getProjects()
    if (!project) throw new Error('the project does not open')
    const sources = project.program.getSourceFileNames().filter((path) => path.startsWith(resolve('src')))
    return all.map((words) => {
      const book = bookOf(project, words)
      const read = new Set<string>()
      for (const path of sources) if (words.isReader(relative('.', path))) readIn(project, path, book, read)
      return book.leaves.filter(({ key }) => !read.has(key)).map(({ path }) => path)
    })
  } finally {
    api.close()
  }
}

interface Book {
  leaves: Leaf[]
  /** Of a part, by its type: the keys of all messages below it. */
  below: Map<number, string[]>
}

/** A property is known by where it is declared: mapped types and spreads keep that. */
const keysOf = (property: ReturnType<Checker['getPropertyOfType']>) =>
  (property?.declarations ?? []).map(({ path, index }) => `${path} ${index}`)

function bookOf({ program, checker }: Project, { file, type: name }: Words): Book {
  const source = program.getSourceFile(resolve(file))
  const module = source && checker.getSymbolAtLocation(source)
  const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === name)
  if (!symbol) throw new Error(`${file} exports no ${name}`)
  const book: Book = { leaves: [], below: new Map() }
  const walk = (type: Type, path: string): string[] => {
    const properties = checker.getPropertiesOfType(type)
    const types = checker.getTypeOfSymbol(properties)
    const keys = properties.flatMap((property, index) => {
      const own = `${path}${property.name}`
      const inner = types[index]
      const isPart = inner?.isObjectType() && checker.getSignaturesOfType(inner, 0).length === 0
      if (isPart && !checker.isArrayLikeType(inner)) return walk(inner, `${own}.`)
      const [key = own] = keysOf(property)
      book.leaves.push({ path: own, key })
      return [key]
    })
    book.below.set(type.id, keys)
    return keys
  }
  walk(checker.getDeclaredTypeOfSymbol(symbol), '')
  return book
}

function readIn({ program, checker }: Project, path: string, book: Book, read: Set<string>): void {
  const add = (keys: readonly string[]) => {
    for (const key of keys) read.add(key)
  }
  const names: Node[] = []
  const bindings: BindingElement[] = []
  const expressions: Expression[] = []
  const visit = (node: Node): void => {
    if (isPropertyAccessExpression(node)) names.push(node.name)
    if (isBindingElement(node)) bindings.push(node)
    if (isExpression(node) && isValue(node)) expressions.push(node)
    node.forEachChild(visit)
  }
  const source = program.getSourceFile(path)
  source?.forEachChild(visit)
  if (names.length > 0) for (const symbol of checker.getSymbolAtLocation(names)) add(keysOf(symbol))
  if (!source || !HOLDS_WORDS.test(source.text)) return

  const partsOf = (type: Type | undefined) =>
    (type ? alternatives(type) : []).filter(({ id }) => book.below.has(id))
  const addNamed = (parts: readonly Type[], name: string) =>
    add(parts.flatMap((part) => keysOf(checker.getPropertyOfType(part, name))))
  const patterns = typesAt(
    checker,
    bindings.map(({ parent }) => parent),
  )
  for (const [index, { propertyName, name: local }] of bindings.entries()) {
    const name = propertyName ?? local
    const type = patterns[index]
    if (name && isIdentifier(name)) addNamed(partsOf(type), name.text)
  }
  for (const [index, type] of typesAt(checker, expressions).entries()) {
    const node = expressions[index]
    const parts = partsOf(type)
    if (!node || parts.length === 0) continue
    const { parent } = node
    const whole = () => add(parts.flatMap(({ id }) => book.below.get(id) ?? []))
    if (isElementAccessExpression(parent) && parent.expression === node) {
      const by = checker.getTypeAtLocation(parent.argumentExpression)
      const literals = by ? alternatives(by).filter((one) => one.isLiteralType()) : []
      if (literals.length === 0) whole()
      for (const { value } of literals) addNamed(parts, String(value))
    } else if (!isPassedOn(node)) {
      const wanted = checker.getContextualType(node)
      if (partsOf(wanted).length > 0) continue
      const isOpen =
        !wanted || alternatives(wanted).some((one) => checker.getIndexInfosOfType(one).length > 0)
      const named = isOpen ? [] : checker.getPropertiesOfType(wanted)
      if (named.length === 0) whole()
      for (const { name } of named) addNamed(parts, name)
    }
  }
}

/** The compiler’s interface breaks at some tuples, which are no part of a catalogue: it is then asked in halves. */
function typesAt(checker: Checker, nodes: readonly Node[]): readonly (Type | undefined)[] {
  try {
    return checker.getTypeAtLocation(nodes)
  } catch {
    if (nodes.length === 1) return [undefined]
    const middle = nodes.length >> 1
    return [...typesAt(checker, nodes.slice(0, middle)), ...typesAt(checker, nodes.slice(middle))]
  }
}

function alternatives(type: Type): readonly Type[] {
  try {
    return type.isUnionType() ? type.getTypes() : [type]
  } catch {
    return []
  }
}

/** A part of the catalogue has its type from there; elsewhere only single messages are read. */
const HOLDS_WORDS = /(locales|'\.)\/(index|browser-words|console-words)\.ts'/

/** What can be a part of the catalogue; the name of a member or a variable is none by itself. */
function isValue(node: Expression): boolean {
  if (!isIdentifier(node)) return true
  const { parent } = node
  if (isPropertyAccessExpression(parent)) return parent.expression === node
  if (isVariableDeclaration(parent)) return parent.initializer === node
  return !isBindingElement(parent)
}

/** Whether its messages are read further on, under a type that is still the catalogue’s. */
function isPassedOn(node: Expression): boolean {
  const { parent } = node
  if (isPropertyAccessExpression(parent)) return parent.expression === node
  if (isVariableDeclaration(parent)) return parent.type === undefined
  if (isParenthesizedExpression(parent) || isReturnStatement(parent)) return true
  if (isConditionalExpression(parent)) return parent.condition !== node
  return isArrowFunction(parent) && parent.body === node
}
