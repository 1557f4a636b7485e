const { App, Stack, Stage, NestedStack, Tags } = require('aws-cdk-lib');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
class Tables extends NestedStack { constructor(s, id) { super(s, id); new dynamodb.Table(this, 'Table', { partitionKey: { name: 'id', type: 'S' } }); } }
class Orders extends Stack { constructor(s, id, p) { super(s, id, p); new Tables(this, 'Tables'); new dynamodb.Table(this, 'Orders', { partitionKey: { name: 'id', type: 'S' } }); } }
class Shop extends Stage { constructor(s, id, p) { super(s, id, p); new Orders(this, 'Orders', p); } }
const app = new App({ analyticsReporting: false, context: {'aws:cdk:enable-path-metadata': true} });
new Shop(app, 'Prod', { env: { account: '111122223333', region: 'eu-west-1' }, tags: {Environment: 'prod'} });
new Shop(app, 'Beta', { env: { account: '111122223333', region: 'eu-west-1' } });
const t = new Stack(app, 'Tools'); new dynamodb.Table(t, 'T', { partitionKey: { name: 'id', type: 'S' } });
app.synth();
