import { testWorkflows } from '../../src/testing/workflow-behaviour.js';

testWorkflows('ci-secrets-audit');
