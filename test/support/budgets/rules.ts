import type { MeasuredFile, MeasuredFunction } from './measure.ts';
import { measure } from './measure.ts';
import { projectFiles, readProjectFile, scriptOf } from './tree.ts';

/** Hard stops; the medians are reported. */
const LIMITS = {
  tsLines: 300,
  vueLines: 250,
  vueScript: 60,
  functionLines: 50,
  wholeLines: 100,
  nesting: 4,
  parameters: 4,
} as const;
/** Least share of exported declarations with a doc block, over all product code. */
const DOCUMENTED = 0.6;
const FULLY_DOCUMENTED = /^(gateway\/contract\/|gateway\/log\/port\.ts|screen\/composables\/)/;
const PRODUCT = /^(config|gateway|mock-feeds|screen)\//;

export interface BudgetReport {
  readonly violations: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

interface Measured {
  readonly name: string;
  readonly vue: boolean;
  readonly totalLines: number;
  readonly measured: MeasuredFile;
}

/** Measures the whole project and lists what is over a hard stop. */
export function checkBudgets(): BudgetReport {
  const names = projectFiles().filter((name) => /\.(ts|vue)$/.test(name));
  const files = names.map(measureOne);
  const product = files.filter((file) => PRODUCT.test(file.name));
  const violations = [
    ...files.flatMap(sizeViolations),
    ...product.flatMap(functionViolations),
    ...product.flatMap(documentationViolations),
    ...product.flatMap((file) => patternViolations(file.name)),
  ];
  const exported = sum(product, (file) => file.measured.exported);
  const share = sum(product, (file) => file.measured.documented) / Math.max(1, exported);
  if (share < DOCUMENTED)
    violations.push(`documented exports ${percent(share)} of ${exported}: at least ${percent(DOCUMENTED)}`);
  return { violations, figures: figuresOf(files, product, share) };
}

function measureOne(name: string): Measured {
  const text = readProjectFile(name);
  const vue = name.endsWith('.vue');
  const totalLines = text.split('\n').filter((line) => line.trim() !== '').length;
  return {
    name,
    vue,
    totalLines,
    measured: measure(name.replace(/\.vue$/, '.ts'), vue ? scriptOf(text) : text),
  };
}

function sizeViolations({ name, vue, totalLines, measured }: Measured): string[] {
  if (!vue) return over(`${name}: code lines`, measured.lines, LIMITS.tsLines);
  return [
    ...over(`${name}: lines`, totalLines, LIMITS.vueLines),
    ...over(`${name}: script lines`, measured.lines, LIMITS.vueScript),
  ];
}

function functionViolations({ name, measured }: Measured): string[] {
  return measured.functions.flatMap((fn: MeasuredFunction) => {
    const where = `${name}:${fn.line} ${fn.name}`;
    return [
      ...over(`${where}: own lines`, fn.lines, LIMITS.functionLines),
      ...over(`${where}: lines with inner functions`, fn.wholeLines, LIMITS.wholeLines),
      ...over(`${where}: nesting`, fn.nesting, LIMITS.nesting),
      ...over(`${where}: parameters`, fn.parameters, LIMITS.parameters),
    ];
  });
}

function documentationViolations({ name, measured }: Measured): string[] {
  if (!FULLY_DOCUMENTED.test(name) || measured.documented === measured.exported) return [];
  return [`${name}: ${measured.exported - measured.documented} exported declaration(s) without a doc block`];
}

/** What must not stand in product code, where it may, and what to do instead. */
const PATTERNS: readonly {
  readonly pattern: RegExp;
  readonly in: RegExp;
  readonly except: RegExp;
  readonly say: string;
}[] = [
  {
    pattern: /\bsetInterval\(/,
    in: /^screen\//,
    except: /^screen\/(composables\/useTicker|live\/)/,
    say: 'bare setInterval; use the shared ticker of screen/composables',
  },
  {
    pattern: /#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b(?=[;'"`\s)])|\brgba?\(/,
    in: /^screen\//,
    except: /^screen\/styles\/|\.html$/,
    say: 'colour literal; take it from screen/styles',
  },
  {
    pattern: /\bconsole\.\w+\(/,
    in: PRODUCT,
    except: /^gateway\/ops\//,
    say: 'console; use the logger, or standard output in a command',
  },
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, in: PRODUCT, except: /^$/, say: 'left-over mark' },
  { pattern: /@ts-(ignore|nocheck|expect-error)/, in: PRODUCT, except: /^$/, say: 'switched-off type check' },
  {
    pattern: /\bprocess\.env\b/,
    in: /^(gateway|mock-feeds|screen)\//,
    except: /\/cli\/|main\.ts$|replay\.ts$/,
    say: 'environment; config/runtime reads it',
  },
];

function patternViolations(name: string): string[] {
  const rules = PATTERNS.filter((rule) => rule.in.test(name) && !rule.except.test(name));
  if (rules.length === 0) return [];
  return readProjectFile(name)
    .split('\n')
    .flatMap((line, index) =>
      rules.filter((rule) => rule.pattern.test(line)).map((rule) => `${name}:${index + 1}: ${rule.say}`),
    );
}

function figuresOf(files: readonly Measured[], product: readonly Measured[], documentedShare: number) {
  const functions = product.flatMap((file) => file.measured.functions);
  const tests = files.filter((file) => file.name.startsWith('test/'));
  return {
    'ts files': product.filter((file) => !file.vue).length,
    'ts median code lines': median(product.filter((file) => !file.vue).map((file) => file.measured.lines)),
    'vue files': product.filter((file) => file.vue).length,
    'vue median lines': median(product.filter((file) => file.vue).map((file) => file.totalLines)),
    functions: functions.length,
    'function median lines': median(functions.map((fn) => fn.wholeLines)),
    'nesting median': median(functions.map((fn) => fn.nesting)),
    'documented exports %': Math.round(documentedShare * 100),
    'test : source lines %': Math.round(
      (100 * sum(tests, (file) => file.measured.lines)) /
        Math.max(
          1,
          sum(product, (file) => file.measured.lines),
        ),
    ),
  };
}

const over = (what: string, value: number, limit: number) =>
  value > limit ? [`${what} ${value}, at most ${limit}`] : [];
const percent = (share: number) => `${Math.round(share * 100)} %`;
const sum = (files: readonly Measured[], of: (file: Measured) => number) =>
  files.reduce((total, file) => total + of(file), 0);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
