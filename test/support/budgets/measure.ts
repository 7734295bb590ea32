import ts from 'typescript';

/** One function with the sizes that the budgets limit. */
export interface MeasuredFunction {
  readonly name: string;
  readonly line: number;
  /** Code lines outside the functions inside it: a factory of closures is as long as its own steps. */
  readonly lines: number;
  /** All code lines, inner functions included. */
  readonly wholeLines: number;
  readonly parameters: number;
  /** Deepest nesting of control blocks inside it. */
  readonly nesting: number;
}

export interface MeasuredFile {
  readonly lines: number;
  readonly functions: readonly MeasuredFunction[];
  readonly exported: number;
  readonly documented: number;
}

/** Code lines of TypeScript: those on which a token stands that is not a comment. */
export function codeLines(source: ts.SourceFile, from = 0, to = source.end): number {
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (node.end <= from || node.getStart(source) >= to || ts.isJSDoc(node)) return;
    if (node.getChildCount(source) === 0) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      if (node.end > node.getStart(source)) for (let line = first; line <= last; line += 1) lines.add(line);
      return;
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return lines.size;
}

const NESTING = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.TryStatement,
]);

/** Measures one source text. `else if` does not nest; a function inside a function counts for itself. */
export function measure(fileName: string, text: string): MeasuredFile {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const functions: MeasuredFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
      functions.push(measureFunction(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  const exports = source.statements.filter(isExportedDeclaration);
  const documented = exports.filter((statement) => ts.getJSDocCommentsAndTags(statement).length > 0);
  return { lines: codeLines(source), functions, exported: exports.length, documented: documented.length };
}

function measureFunction(node: ts.SignatureDeclaration, source: ts.SourceFile): MeasuredFunction {
  const start = node.getStart(source);
  const wholeLines = codeLines(source, start, node.end);
  const inner = innerFunctions(node).reduce((total, fn) => total + innerLines(fn, source), 0);
  return {
    name:
      node.name?.getText(source) ??
      (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText(source) : '(anonymous)'),
    line: source.getLineAndCharacterOfPosition(start).line + 1,
    lines: wholeLines - inner,
    wholeLines,
    parameters: node.parameters.filter((parameter) => parameter.name.getText(source) !== 'this').length,
    nesting: nestingOf(node, 0),
  };
}

/** Functions directly inside, not those inside them. */
function innerFunctions(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isFunctionLike(child)) found.push(child);
    else found.push(...innerFunctions(child));
  });
  return found;
}

/** Lines that stand between the first and the last line of an inner function; its head belongs to the outer one. */
function innerLines(node: ts.Node, source: ts.SourceFile): number {
  return Math.max(0, codeLines(source, node.getStart(source), node.end) - 1);
}

function nestingOf(node: ts.Node, depth: number): number {
  let deepest = depth;
  ts.forEachChild(node, (child) => {
    if (ts.isFunctionLike(child)) return;
    const elseIf = ts.isIfStatement(child) && ts.isIfStatement(node) && node.elseStatement === child;
    deepest = Math.max(deepest, nestingOf(child, NESTING.has(child.kind) && !elseIf ? depth + 1 : depth));
  });
  return deepest;
}

function isExportedDeclaration(statement: ts.Statement): boolean {
  if (ts.isTypeAliasDeclaration(statement) && isDerived(statement.type)) return false;
  const declares =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isVariableStatement(statement);
  return (
    declares &&
    (ts.getCombinedModifierFlags(statement as unknown as ts.Declaration) & ts.ModifierFlags.Export) !== 0
  );
}

/** `z.infer<…>`, `keyof typeof x`, `(typeof X)[number]`: the name of something that is documented where it is declared. */
function isDerived(type: ts.TypeNode): boolean {
  return /\btypeof\b/.test(type.getText());
}
