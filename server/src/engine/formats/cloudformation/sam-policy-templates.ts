/**
 * SAM's policy templates: what each grants. From "AWS SAM policy templates" in the SAM developer guide, 2026. None of them has an
 * action of `iam` or `sts`.
 */

/** `<service>: <action> …`, then the resources: `<service>:@:<resource>` in this region and account, `{Name}` from a parameter. */
export type TemplateGrant = readonly [actions: string, ...resources: string[]];

const any = '*';
const table = 'dynamodb:@:table/{TableName}';
const identity = 'ses:@:identity/{IdentityName}';
const bucket = 's3:::{BucketName}';
const cluster = 'elasticmapreduce:@:cluster/{ClusterId}';
const collection = 'rekognition:@:collection/{CollectionId}';
const delivery = 'firehose:@:deliverystream/{DeliveryStreamName}';
const repository = 'codecommit:@:{RepositoryName}';

const readRepository =
  'GitPull GetBranch ListBranches BatchDescribeMergeConflicts DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests GetBlob GetFile GetFolder GetComment GetCommentsForComparedCommit BatchGetCommits GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree GetRepository ListTagsForResource GetRepositoryTriggers TestRepositoryTriggers GetUploadArchiveStatus';
const writeRepository =
  'GitPush CreateBranch DeleteBranch MergeBranchesByFastForward MergeBranchesBySquash MergeBranchesByThreeWay UpdateDefaultBranch CreateUnreferencedMergeCommit CreatePullRequest MergePullRequestByFastForward MergePullRequestBySquash MergePullRequestByThreeWay PostCommentForPullRequest UpdatePullRequestDescription UpdatePullRequestStatus UpdatePullRequestTitle DeleteFile PutFile DeleteCommentContent PostCommentForComparedCommit PostCommentReply UpdateComment CreateCommit UpdateRepositoryDescription TagResource UntagResource PutRepositoryTriggers UploadArchive CancelUploadArchive';

const grants: Readonly<Record<string, readonly TemplateGrant[]>> = {
  AMIDescribePolicy: [['ec2: DescribeImages', 'ec2:@:image/*']],
  AWSSecretsManagerGetSecretValuePolicy: [['secretsmanager: GetSecretValue', '{SecretArn}']],
  AWSSecretsManagerRotationPolicy: [
    [
      'secretsmanager: DescribeSecret GetSecretValue PutSecretValue UpdateSecretVersionStage',
      'secretsmanager:@:secret:*',
    ],
    ['secretsmanager: GetRandomPassword', any],
  ],
  AcmGetCertificatePolicy: [['acm: GetCertificate', '{CertificateArn}']],
  AthenaQueryPolicy: [
    [
      'athena: ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables GetTable',
      any,
    ],
    [
      'athena: StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery ListQueryExecutions StopQueryExecution GetQueryResultsStream ListNamedQueries CreateNamedQuery GetQueryExecution BatchGetNamedQuery BatchGetQueryExecution GetWorkGroup',
      'athena:@:workgroup/{WorkGroupName}',
    ],
  ],
  CloudFormationDescribeStacksPolicy: [['cloudformation: DescribeStacks', 'cloudformation:@:stack/*']],
  CloudWatchDashboardPolicy: [['cloudwatch: GetDashboard ListDashboards PutDashboard ListMetrics', any]],
  CloudWatchDescribeAlarmHistoryPolicy: [['cloudwatch: DescribeAlarmHistory', any]],
  CloudWatchPutMetricPolicy: [['cloudwatch: PutMetricData', any]],
  CodeCommitCrudPolicy: [[`codecommit: ${readRepository} ${writeRepository}`, repository]],
  CodeCommitReadPolicy: [[`codecommit: ${readRepository}`, repository]],
  CodePipelineLambdaExecutionPolicy: [['codepipeline: PutJobSuccessResult PutJobFailureResult', any]],
  CodePipelineReadOnlyPolicy: [['codepipeline: ListPipelineExecutions', 'codepipeline:@:{PipelineName}']],
  ComprehendBasicAccessPolicy: [
    [
      'comprehend: BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment',
      any,
    ],
  ],
  CostExplorerReadOnlyPolicy: [
    [
      'ce: GetCostAndUsage GetDimensionValues GetReservationCoverage GetReservationPurchaseRecommendation GetReservationUtilization GetTags',
      any,
    ],
  ],
  DynamoDBBackupFullAccessPolicy: [
    ['dynamodb: CreateBackup DescribeContinuousBackups', table],
    ['dynamodb: DeleteBackup DescribeBackup ListBackups', `${table}/backup/*`],
  ],
  DynamoDBCrudPolicy: [
    [
      'dynamodb: GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem',
      table,
      `${table}/index/*`,
    ],
  ],
  DynamoDBReadPolicy: [['dynamodb: GetItem Scan Query BatchGetItem DescribeTable', table, `${table}/index/*`]],
  DynamoDBReconfigurePolicy: [['dynamodb: UpdateTable', table]],
  DynamoDBRestoreFromBackupPolicy: [
    ['dynamodb: RestoreTableFromBackup', `${table}/backup/*`],
    ['dynamodb: PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem', table],
  ],
  DynamoDBStreamReadPolicy: [
    ['dynamodb: DescribeStream GetRecords GetShardIterator', `${table}/stream/{StreamName}`],
    ['dynamodb: ListStreams', `${table}/stream/*`],
  ],
  DynamoDBWritePolicy: [['dynamodb: PutItem UpdateItem BatchWriteItem', table, `${table}/index/*`]],
  EC2CopyImagePolicy: [['ec2: CopyImage', 'ec2:@:image/{ImageId}']],
  EC2DescribePolicy: [['ec2: DescribeRegions DescribeInstances', any]],
  EFSWriteAccessPolicy: [
    ['elasticfilesystem: ClientMount ClientWrite', 'elasticfilesystem:@:file-system/{FileSystem}'],
  ],
  EKSDescribePolicy: [['eks: DescribeCluster ListClusters', any]],
  ElasticMapReduceAddJobFlowStepsPolicy: [['elasticmapreduce: AddJobFlowSteps', cluster]],
  ElasticMapReduceCancelStepsPolicy: [['elasticmapreduce: CancelSteps', cluster]],
  ElasticMapReduceModifyInstanceFleetPolicy: [['elasticmapreduce: ModifyInstanceFleet ListInstanceFleets', cluster]],
  ElasticMapReduceModifyInstanceGroupsPolicy: [['elasticmapreduce: ModifyInstanceGroups ListInstanceGroups', cluster]],
  ElasticMapReduceSetTerminationProtectionPolicy: [['elasticmapreduce: SetTerminationProtection', cluster]],
  ElasticMapReduceTerminateJobFlowsPolicy: [['elasticmapreduce: TerminateJobFlows', cluster]],
  ElasticsearchHttpPostPolicy: [['es: ESHttpPost ESHttpPut', 'es:@:domain/{DomainName}/*']],
  EventBridgePutEventsPolicy: [['events: PutEvents', 'events:@:event-bus/{EventBusName}']],
  FilterLogEventsPolicy: [['logs: FilterLogEvents', 'logs:@:log-group:{LogGroupName}:log-stream:*']],
  FirehoseCrudPolicy: [
    [
      'firehose: CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination',
      delivery,
    ],
  ],
  FirehoseWritePolicy: [['firehose: PutRecord PutRecordBatch', delivery]],
  KMSDecryptPolicy: [['kms: Decrypt', 'kms:@:key/{KeyId}']],
  KMSEncryptPolicy: [['kms: Encrypt', 'kms:@:key/{KeyId}']],
  KinesisCrudPolicy: [
    [
      'kinesis: AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream',
      'kinesis:@:stream/{StreamName}',
    ],
  ],
  KinesisStreamReadPolicy: [
    ['kinesis: ListStreams DescribeLimits', 'kinesis:@:stream/*'],
    ['kinesis: DescribeStream DescribeStreamSummary GetRecords GetShardIterator', 'kinesis:@:stream/{StreamName}'],
  ],
  LambdaInvokePolicy: [['lambda: InvokeFunction', 'lambda:@:function:{FunctionName}*']],
  MobileAnalyticsWriteOnlyAccessPolicy: [['mobileanalytics: PutEvents', any]],
  OrganizationsListAccountsPolicy: [['organizations: ListAccounts', any]],
  PinpointEndpointAccessPolicy: [
    [
      'mobiletargeting: GetEndpoint UpdateEndpoint UpdateEndpointsBatch',
      'mobiletargeting:@:apps/{PinpointApplicationId}/endpoints/*',
    ],
  ],
  PollyFullAccessPolicy: [
    ['polly: GetLexicon DeleteLexicon', 'polly:@:lexicon/{LexiconName}'],
    ['polly: DescribeVoices ListLexicons PutLexicon SynthesizeSpeech', 'polly:@:lexicon/*'],
  ],
  RekognitionDetectOnlyPolicy: [['rekognition: DetectFaces DetectLabels DetectModerationLabels DetectText', any]],
  RekognitionFacesManagementPolicy: [
    ['rekognition: IndexFaces DeleteFaces SearchFaces SearchFacesByImage ListFaces', collection],
  ],
  RekognitionFacesPolicy: [['rekognition: CompareFaces DetectFaces', any]],
  RekognitionLabelsPolicy: [['rekognition: DetectLabels DetectModerationLabels', any]],
  RekognitionNoDataAccessPolicy: [
    ['rekognition: CompareFaces DetectFaces DetectLabels DetectModerationLabels', collection],
  ],
  RekognitionReadPolicy: [['rekognition: ListCollections ListFaces SearchFaces SearchFacesByImage', collection]],
  RekognitionWriteOnlyAccessPolicy: [['rekognition: CreateCollection IndexFaces', collection]],
  Route53ChangeResourceRecordSetsPolicy: [['route53: ChangeResourceRecordSets', 'route53:::hostedzone/{HostedZoneId}']],
  S3CrudPolicy: [
    [
      's3: GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject',
      bucket,
      `${bucket}/*`,
    ],
  ],
  S3FullAccessPolicy: [
    [
      's3: GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
      `${bucket}/*`,
    ],
    ['s3: ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration', bucket],
  ],
  S3ReadPolicy: [
    ['s3: GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration', bucket, `${bucket}/*`],
  ],
  S3WritePolicy: [['s3: PutObject PutObjectAcl PutLifecycleConfiguration', bucket, `${bucket}/*`]],
  SESBulkTemplatedCrudPolicy: [
    [
      'ses: GetIdentityVerificationAttributes SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail VerifyEmailIdentity',
      identity,
    ],
  ],
  SESCrudPolicy: [['ses: GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity', identity]],
  SESEmailTemplateCrudPolicy: [
    ['ses: CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate', any],
  ],
  SESSendBouncePolicy: [['ses: SendBounce', identity]],
  SNSCrudPolicy: [
    ['sns: ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish', 'sns:@:{TopicName}*'],
  ],
  SNSPublishMessagePolicy: [['sns: Publish', 'sns:@:{TopicName}']],
  SQSPollerPolicy: [
    [
      'sqs: ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage',
      'sqs:@:{QueueName}',
    ],
  ],
  SQSSendMessagePolicy: [['sqs: SendMessage*', 'sqs:@:{QueueName}']],
  SSMParameterReadPolicy: [
    ['ssm: DescribeParameters', any],
    ['ssm: GetParameters GetParameter GetParametersByPath', 'ssm:@:parameter/{ParameterName}'],
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    ['ssm: DescribeParameters', any],
    ['ssm: GetParameters GetParameter GetParametersByPath', 'ssm:@:parameter{ParameterName}'],
  ],
  SageMakerCreateEndpointConfigPolicy: [
    ['sagemaker: CreateEndpointConfig', 'sagemaker:@:endpoint-config/{EndpointConfigName}*'],
  ],
  SageMakerCreateEndpointPolicy: [['sagemaker: CreateEndpoint', 'sagemaker:@:endpoint/{EndpointName}*']],
  ServerlessRepoReadWriteAccessPolicy: [
    [
      'serverlessrepo: CreateApplication CreateApplicationVersion UpdateApplication GetApplication ListApplications ListApplicationVersions ListApplicationDependencies',
      'serverlessrepo:@:applications/*',
    ],
  ],
  StepFunctionsExecutionPolicy: [['states: StartExecution', 'states:@:stateMachine:{StateMachineName}']],
  TextractDetectAnalyzePolicy: [
    ['textract: DetectDocumentText StartDocumentTextDetection StartDocumentAnalysis AnalyzeDocument', any],
  ],
  TextractGetResultPolicy: [['textract: GetDocumentTextDetection GetDocumentAnalysis', any]],
  TextractPolicy: [['textract: *', any]],
  VPCAccessPolicy: [
    ['ec2: CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface', any],
  ],
};

export const samPolicyTemplates: ReadonlyMap<string, readonly TemplateGrant[]> = new Map(Object.entries(grants));
