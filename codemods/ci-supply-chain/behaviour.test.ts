import { testWorkflows } from '../../src/testing/workflow-behaviour.js';

testWorkflows('ci-supply-chain');
