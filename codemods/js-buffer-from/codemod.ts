import { defineCodemod, type JscodeshiftTransform, jscodeshiftTransform } from 'codex-codemod';
import { namesOf } from './names.js';
import { ancestorsOf, isNode } from './nodes.js';
import { replacementFor } from './replacement.js';

const transform: JscodeshiftTransform = (file, api) => {
  const { j } = api;
  const root = j(file.source);
  const names = namesOf(root, api);
  if (!names.isGlobal('Buffer')) return null;
  const callee = { type: 'Identifier', name: 'Buffer' } as const;
  const calls = [...root.find(j.NewExpression, { callee }).paths(), ...root.find(j.CallExpression, { callee }).paths()];
  for (const path of calls) {
    const node: unknown = path.node;
    const method = isNode(node) ? replacementFor(node, ancestorsOf(path), names) : null;
    if (method === null) {
      api.finding('BUF001', path.node);
      continue;
    }
    // The old name goes on, with the comments that hang on it.
    const called = j.callExpression(j.memberExpression(j.identifier('Buffer'), j.identifier(method)), path.node.arguments);
    called.callee = { ...called.callee, comments: path.node.callee.comments ?? null };
    called.comments = path.node.comments ?? null;
    path.replace(called);
  }
  return root.toSource();
};

export default defineCodemod({
  name: 'js-buffer-from',
  version: '1.0.0',
  summary: 'Buffer.from(x) or Buffer.alloc(n) for new Buffer(x): Node deprecates Buffer(x), with new and without.',
  params: {},
  codes: {
    BUF001: {
      title: 'What Buffer(x) makes here cannot be told from the file',
      cause:
        'With a number it makes an empty buffer of that size, with anything else one of that content; the argument may be either.',
      remedy: 'Write Buffer.alloc(n) for a size, Buffer.from(x) for a content. Check the type of what comes from outside first.',
      example: 'const body = JSON.parse(text);\nresponse.write(new Buffer(body.data));',
    },
  },
  foreign: true,
  languages: {
    javascript: jscodeshiftTransform(transform, {
      needles: ['Buffer'],
      reason: 'Buffer(x) is deprecated (DEP0005): it makes a size or a content of its argument, whichever it happens to get',
    }),
  },
});
