import type { SyntaxNode } from 'codex-codemod';

/** Calls that have what they are given run by another thread: of asyncio, concurrent.futures, threading, anyio, trio, Starlette, asgiref. */
const RUNS_ELSEWHERE =
  /((^|\.)(to_thread|run_in_executor|to_thread\.run_sync|run_in_threadpool|sync_to_async|submit|apply_async|Thread|Timer)|\.map)$/;

/** The call that hands a node, or something made of it, to another thread; null when there is none around it in its statement. */
export function threadCall(node: SyntaxNode): SyntaxNode | null {
  for (const outer of node.ancestors()) {
    if (outer.type === 'block' || outer.type === 'module') return null;
    const call = outer.type === 'argument_list' ? outer.parent : null;
    if (call?.type === 'call' && RUNS_ELSEWHERE.test(call.child('function')?.text ?? '')) return call;
  }
  return null;
}
