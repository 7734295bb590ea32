import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { projectFiles, readProjectFile, scriptOf } from '../budgets/tree.ts';

/** One import of a product file: of a file of ours (a path from the root) or of a package. */
export interface ImportEdge {
  readonly from: string;
  /** Root-relative path, or null for a package. */
  readonly file: string | null;
  /** Package name without sub-path, or null for a file of ours. */
  readonly package: string | null;
  readonly typeOnly: boolean;
}

function specifiersOf(name: string): { specifier: string; typeOnly: boolean }[] {
  const text = readProjectFile(name);
  const source = ts.createSourceFile(
    name,
    name.endsWith('.vue') ? scriptOf(text) : text,
    ts.ScriptTarget.Latest,
    true,
  );
  const found: { specifier: string; typeOnly: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined
    ) {
      const typeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.isTypeOnly === true
        : node.isTypeOnly;
      found.push({ specifier: (node.moduleSpecifier as ts.StringLiteral).text, typeOnly });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument))
        found.push({ specifier: argument.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** Every import of product code. */
export function importEdges(): ImportEdge[] {
  const names = projectFiles().filter((name) =>
    /^(config|gateway|mock-feeds|screen)\/.*\.(ts|vue)$/.test(name),
  );
  return names.flatMap((from) =>
    specifiersOf(from).map(({ specifier, typeOnly }): ImportEdge => {
      const clean = specifier.replace(/\?.*$/, '');
      return clean.startsWith('.')
        ? { from, file: normalize(join(dirname(from), clean)), package: null, typeOnly }
        : { from, file: null, package: packageOf(clean), typeOnly };
    }),
  );
}
