import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeHost } from './host.node';
import { serve } from './server';

/** Started with `--stdio` or `--node-ipc`; ends with its connection. */
const connection = createConnection(ProposedFeatures.all);
serve(connection, nodeHost);
connection.listen();
