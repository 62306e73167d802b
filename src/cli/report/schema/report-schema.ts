import * as v from 'valibot';
import * as apply from './apply-answers.js';
import * as bulk from './bulk-answers.js';
import * as other from './other-answers.js';
import * as parts from './parts.js';
import * as run from './run-answers.js';

/** Every object that a command prints with `--json`, and every line with `--json-lines`. */
export const ReportSchema = v.union([
  other.Failed,
  apply.CodemodApplied,
  apply.RecipeApplied,
  apply.PlanApplied,
  apply.FileEvent,
  apply.StepEvent,
  apply.ChangeEvent,
  apply.CodemodEnd,
  apply.RecipeEnd,
  apply.PlanEnd,
  other.DecisionsListed,
  other.Explained,
  other.InventoryTaken,
  other.Listed,
  other.Queried,
  run.Reversed,
  run.RunsListed,
  other.SecretsCompared,
  other.CodemodShown,
  other.RecipeShown,
  other.PlanShown,
  other.StatusTold,
  other.TreeShown,
  bulk.BulkBegun,
  bulk.BulkWorked,
  bulk.BulkEntry,
  bulk.BulkEnd,
  bulk.BulkShown,
  bulk.BulkStatusTold,
  bulk.BulkExported,
  bulk.BulkApproved,
  bulk.BulkDecisionsListed,
  bulk.BulkListed,
  bulk.BulkServed,
]);

/** Parts that the published schema tells once. */
export const ReportDefinitions = {
  ...{ Change: parts.Change, CodeDoc: parts.CodeDoc, Counts: parts.Counts, Finding: parts.Finding, Fix: parts.Fix },
  ...{ ImportRequest: parts.ImportRequest, Left: parts.Left, Matrix: apply.Matrix, Outcome: parts.Outcome },
  ...{ ParamValue: parts.ParamValue, Params: parts.Params, PlannedCodemod: parts.PlannedCodemod },
  ...{ PlannedFix: parts.PlannedFix, Position: parts.Position, Project: parts.Project, Step: apply.Step },
  ...{ Targets: apply.Targets, Withheld: parts.Withheld },
  ...{ BulkOverview: bulk.BulkOverview, BulkRepository: bulk.BulkRepository },
};
