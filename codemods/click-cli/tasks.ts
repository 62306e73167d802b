/** A task: a command of the command line, and the function that does the work. */
export interface Task {
  /** The name of the command, and of its template. */
  readonly name: string;
  /** The Python function of the command, and the module of its work. */
  readonly identifier: string;
  /** The function that does the work. */
  readonly handler: string;
  /** What the template takes from click. */
  readonly click: readonly ('argument' | 'option' | 'Choice')[];
}

export const TASKS: readonly Task[] = [
  { name: 'ingest', identifier: 'ingest', handler: 'ingest_records', click: ['argument', 'option', 'Choice'] },
  { name: 'inventory', identifier: 'inventory', handler: 'write_inventory', click: ['argument', 'option'] },
  { name: 'pool-check', identifier: 'pool_check', handler: 'check_pool', click: ['argument', 'option'] },
  { name: 'verify', identifier: 'verify', handler: 'verify_sources', click: ['argument'] },
];

export const TASK_NAMES: readonly string[] = TASKS.map(({ name }) => name);

/** Modules that every task needs, or that `verify` tries out. */
export const SHARED_MODULES: readonly string[] = [
  '__init__',
  'database',
  'exit_codes',
  'files',
  'inventory',
  'json_log',
  'log_level',
  'output',
  'run',
  'self_check',
];
