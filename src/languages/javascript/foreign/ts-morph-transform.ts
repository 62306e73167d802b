import { createRequire } from 'node:module';
import type * as tsMorph from 'ts-morph';
import { type JavaScriptFile, scriptPath } from '../javascript-file.js';
import { manipulationSettings } from '../ts-morph/manipulation-settings.js';
import type { ForeignOptions, ForeignTransform } from './foreign-options.js';
import { foreignTransform } from './run-foreign.js';

/** What a ts-morph transform is given beside the source file. */
export interface TsMorphApi {
  /** Holds this one file, in memory: nothing can be saved, and what the file imports is not known. */
  readonly project: tsMorph.Project;
  /** The module `ts-morph`, for `Node.isIdentifier` and `SyntaxKind`. */
  readonly tsMorph: typeof tsMorph;
  readonly params: Readonly<Record<string, unknown>>;
  finding(code: string, node: tsMorph.Node, message?: string): void;
}

/** A transform that changes the source file in place: https://ts-morph.com/manipulation. */
export type TsMorphTransform = (sourceFile: tsMorph.SourceFile, api: TsMorphApi) => unknown;

const require = createRequire(import.meta.url);

/** Runs a ts-morph transform; the text that the source file has afterwards is written as minimal edits. */
export function tsMorphTransform(transform: TsMorphTransform, options: ForeignOptions = {}): ForeignTransform {
  return foreignTransform(async ({ file, text, params, finding }) => {
    // Loaded here, in the process that transforms: it takes half a second.
    const morph = require('ts-morph') as typeof tsMorph;
    const project = openProject(morph, file);
    const sourceFile = project.createSourceFile(`/${scriptPath(file)}`, text);
    await transform(sourceFile, {
      project,
      tsMorph: morph,
      params,
      finding: (code, node, message) => finding(code, { start: node.getStart(), end: node.getEnd() }, message),
    });
    return sourceFile.getFullText();
  }, options);
}

function openProject(morph: typeof tsMorph, { text }: Pick<JavaScriptFile, 'text'>): tsMorph.Project {
  return new morph.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true },
    manipulationSettings: manipulationSettings(morph, text),
  });
}
