/**
 * The authoring API: all that a codemod may import.
 *
 * @packageDocumentation
 */

export type { Binding as BabelBinding, NodePath, Scope as BabelScope } from '@babel/traverse';
export type * as babel from '@babel/types';
export type { CodeDoc } from './core/code-doc.js';
export type { BoundCodemod, Codemod, CodemodInit } from './core/codemod.js';
export { defineCodemod } from './core/codemod.js';
export type { Edit } from './core/edit.js';
export { insertAt, replaceRange } from './core/edit.js';
export { CodemodError } from './core/errors.js';
export type { Applicability, Finding, Fix, FixInit, ImportRequest, Note, Yielded } from './core/fix.js';
export type { Context, LanguageTransform } from './core/language-transform.js';
export type { FileOf, ServicesOf } from './core/languages.js';
export type { ParamSpec, ParamSpecs, Params } from './core/params.js';
export type {
  NotedFile,
  OpenedFile,
  ProjectChange,
  ProjectContext,
  ProjectEdit,
  ProjectFinding,
  ProjectYield,
} from './core/project-stage.js';
export type { ProjectTree } from './core/project-tree.js';
export type { Position, Range } from './core/range.js';
export { TARGET_ROLES, type TargetRole } from './core/recipe.js';
export type { Newline, SourceFile } from './core/source-file.js';
export { newlineNear } from './core/source-file.js';
export type { SyntaxNode } from './core/syntax-node.js';

import './languages/javascript/register.js';
import './languages/json/register.js';
import './languages/markdown/register.js';
import './languages/markup/register.js';
import './languages/python/register.js';
import './languages/toml/register.js';
import './languages/yaml/register.js';

export type { ForeignOptions, ForeignTransform } from './languages/javascript/foreign/foreign-options.js';
export type {
  JscodeshiftApi,
  JscodeshiftOptions,
  JscodeshiftTransform,
} from './languages/javascript/foreign/jscodeshift-transform.js';
export { jscodeshiftTransform } from './languages/javascript/foreign/jscodeshift-transform.js';
export type { TsMorphApi, TsMorphTransform } from './languages/javascript/foreign/ts-morph-transform.js';
export { tsMorphTransform } from './languages/javascript/foreign/ts-morph-transform.js';
export type { JavaScriptFile, JavaScriptToken } from './languages/javascript/javascript-file.js';
export type { Origin } from './languages/javascript/scope/origin.js';
export type { UnboundUse } from './languages/javascript/scope/unbound-uses.js';
export type { ImportOptions, JavaScriptImport, JavaScriptImports, JavaScriptServices } from './languages/javascript/services.js';
export type { JavaScriptStyle, StatementRun, TryClauses } from './languages/javascript/style/style.js';
export type { SyntaxObject } from './languages/javascript/syntax-object.js';
export type { TsMorphCodemodInit, TsMorphProjectApi } from './languages/javascript/ts-morph/define-ts-morph-codemod.js';
export { defineTsMorphCodemod } from './languages/javascript/ts-morph/define-ts-morph-codemod.js';
export type {
  JsonArray,
  JsonData,
  JsonFile,
  JsonNode,
  JsonObject,
  JsonProperty,
  JsonScalar,
} from './languages/json/json-file.js';
export type { JsonPlace, JsonServices } from './languages/json/services.js';
export { lineStartAt } from './languages/lines.js';
export { descendants as blocksWithin } from './languages/markdown/descendants.js';
export { titleKey } from './languages/markdown/make-sections.js';
export type { MarkdownBlock, MarkdownFile, MarkdownInline } from './languages/markdown/markdown-file.js';
export type { MarkdownPlace, MarkdownSection, MarkdownSections, MarkdownServices } from './languages/markdown/services.js';
export type { PythonLayout, PythonPackage } from './languages/python/project-layout.js';
export { isModuleName, isStdlibModule, pythonLayout } from './languages/python/project-layout.js';
export type { ProjectFacts } from './languages/python/project-name.js';
export { isNamedAs, projectFacts } from './languages/python/project-name.js';
export type { PythonFile } from './languages/python/python-file.js';
export type { Binding, BindingKind, BindingSite, Resolution, Scope, ScopeKind, Scopes } from './languages/python/scope/scope.js';
export type {
  Clause,
  Code,
  ImportedBinding,
  Imports,
  PatternMatch,
  PythonServices,
  QueryMatch,
  Section,
  Snippet,
  Statements,
} from './languages/python/services.js';
export type { TomlServices } from './languages/toml/services.js';
export type { TomlComment, TomlFile, TomlPair, TomlPath, TomlTable, TomlValue } from './languages/toml/toml-file.js';
export type { ItemPlace, PairPlace, YamlData, YamlServices } from './languages/yaml/services.js';
export type {
  YamlAlias,
  YamlComment,
  YamlDocument,
  YamlFile,
  YamlItem,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
  YamlValue,
} from './languages/yaml/yaml-file.js';
export { type Pin, pinOf } from './pins/pin-of.js';
export { addTriggers } from './workflows/add-triggers.js';
export { checkCron, checkTriggers, workflowPath } from './workflows/check-settings.js';
export { type CiChoice, chooseCi, verifyJob, whyNotCi } from './workflows/choose-ci.js';
export { type Command, commandsOf } from './workflows/commands.js';
export { editedWorkflow } from './workflows/edited-workflow.js';
export { findVerify, type VerifyJob } from './workflows/find-verify.js';
export { type Fold, foldWorkflow } from './workflows/fold/fold-workflow.js';
export { joinFixes, type Part } from './workflows/join-fixes.js';
export { mergeEdits } from './workflows/merge-edits.js';
export { openWorkflows, WORKFLOWS, type Workflows } from './workflows/open-workflows.js';
export { folderOf } from './workflows/own-folder.js';
export { isOwnStep } from './workflows/own-step.js';
export { pinnedRef } from './workflows/pinned-action.js';
export { isPlainWord, type PythonProject, readPythonProject } from './workflows/python-project.js';
export { readWorkflow, textAt } from './workflows/read-workflow.js';
export { asksOnly, type Role, rolesOf, rolesOfCommand, rolesOfJob, TYPE_CHECKERS } from './workflows/roles.js';
export { tokenUse } from './workflows/uses-token.js';
export type { Job, Step, Workflow } from './workflows/workflow.js';
