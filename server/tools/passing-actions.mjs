/**
 * The actions that take a role to run something with: whoever calls one needs `iam:PassRole` on that role as well. Kept by hand,
 * because the package that `iam-actions.mjs` reads leaves the dependent actions of AWS's Service Authorization Reference out,
 * and because that reference omits the most used ones (cloudformation, glue, codebuild, codepipeline, ecs, events, datapipeline).
 * From both, and from the services' own guides, November 2026. Not complete: an action that is not here may take a role too.
 * `iam-actions.mjs` refuses a name that AWS does not document.
 */
export const passingActions = {
  airflow: 'CreateEnvironment UpdateEnvironment',
  amplify: 'CreateApp UpdateApp',
  // An integration calls any API of AWS with its credentials; the API's own actions are named after HTTP methods.
  apigateway: 'PATCH POST PUT',
  appconfig: 'CreateConfigurationProfile UpdateConfigurationProfile',
  'application-autoscaling': 'RegisterScalableTarget',
  apprunner: 'CreateService UpdateService',
  appstream: 'CreateFleet CreateImageBuilder UpdateFleet',
  appsync: 'CreateDataSource CreateGraphqlApi UpdateDataSource UpdateGraphqlApi',
  athena: 'CreateWorkGroup UpdateWorkGroup',
  autoscaling: 'CreateAutoScalingGroup CreateLaunchConfiguration PutLifecycleHook UpdateAutoScalingGroup',
  backup: 'CreateBackupSelection CreateRestoreTestingSelection StartBackupJob StartCopyJob StartRestoreJob',
  batch: 'CreateComputeEnvironment RegisterJobDefinition UpdateComputeEnvironment',
  bedrock:
    'CreateAgent CreateEvaluationJob CreateFlow CreateKnowledgeBase CreateModelCustomizationJob CreateModelImportJob ' +
    'CreateModelInvocationJob UpdateAgent UpdateFlow UpdateKnowledgeBase',
  'bedrock-agentcore':
    'CreateAgentRuntime CreateBrowser CreateCodeInterpreter CreateGateway CreateMemory UpdateAgentRuntime UpdateGateway UpdateMemory',
  braket: 'CreateJob',
  // ExecuteChangeSet runs with the role that was passed to CreateChangeSet.
  cloudformation:
    'ActivateType ContinueUpdateRollback CreateChangeSet CreateStack CreateStackSet DeleteStack RegisterType RollbackStack ' +
    'UpdateStack UpdateStackSet',
  cloudtrail: 'CreateTrail EnableFederation StartImport UpdateTrail',
  cloudwatch: 'PutMetricStream',
  // StartBuild and StartBuildBatch can override the project's role.
  codebuild: 'CreateFleet CreateProject StartBuild StartBuildBatch UpdateFleet UpdateProject',
  codedeploy: 'CreateDeploymentGroup UpdateDeploymentGroup',
  codepipeline: 'CreatePipeline UpdatePipeline',
  'cognito-identity': 'SetIdentityPoolRoles',
  'cognito-idp': 'CreateGroup CreateUserPool SetUserPoolMfaConfig UpdateGroup UpdateUserPool',
  comprehend:
    'CreateDocumentClassifier CreateEntityRecognizer StartDocumentClassificationJob StartDominantLanguageDetectionJob ' +
    'StartEntitiesDetectionJob StartKeyPhrasesDetectionJob StartPiiEntitiesDetectionJob StartSentimentDetectionJob ' +
    'StartTopicsDetectionJob',
  config: 'PutConfigurationAggregator PutConfigurationRecorder',
  databrew: 'CreateProfileJob CreateProject CreateRecipeJob UpdateProfileJob UpdateProject UpdateRecipeJob',
  // The roles stand in the definition.
  datapipeline: 'PutPipelineDefinition',
  datasync: 'CreateLocationEfs CreateLocationS3',
  datazone: 'CreateDomain',
  dax: 'CreateCluster',
  dlm: 'CreateLifecyclePolicy UpdateLifecyclePolicy',
  dms: 'CreateEndpoint ModifyEndpoint StartReplicationTaskAssessmentRun',
  // What they start gets the role of an instance profile; a launch template's profile is passed by who launches from it.
  ec2:
    'AssociateIamInstanceProfile CreateFleet CreateFlowLogs ReplaceIamInstanceProfileAssociation RequestSpotFleet ' +
    'RequestSpotInstances RunInstances RunScheduledInstances',
  ecr: 'CreateRepositoryCreationTemplate UpdateRepositoryCreationTemplate',
  ecs: 'CreateService CreateTaskSet RegisterTaskDefinition RunTask StartTask UpdateService',
  eks:
    'CreateAddon CreateCluster CreateFargateProfile CreateNodegroup CreatePodIdentityAssociation RegisterCluster UpdateAddon ' +
    'UpdatePodIdentityAssociation',
  elasticbeanstalk: 'AssociateEnvironmentOperationsRole CreateApplication CreateEnvironment UpdateEnvironment',
  elasticmapreduce: 'CreateStudio RunJobFlow StartNotebookExecution',
  'emr-serverless': 'StartJobRun',
  // ESHttpPut registers a repository of snapshots, with the role that reads and writes its bucket.
  es: 'CreateDomain CreateElasticsearchDomain ESHttpPut UpdateDomainConfig UpdateElasticsearchDomainConfig',
  events: 'CreateEndpoint PutRule PutTargets UpdateEndpoint',
  firehose: 'CreateDeliveryStream UpdateDestination',
  fis: 'CreateExperimentTemplate UpdateExperimentTemplate',
  gamelift: 'CreateBuild CreateContainerFleet CreateFleet CreateGameServerGroup CreateScript UpdateGameServerGroup',
  glue:
    'CreateCrawler CreateDevEndpoint CreateJob CreateMLTransform CreateSession StartBlueprintRun StartColumnStatisticsTaskRun ' +
    'StartDataQualityRuleRecommendationRun StartDataQualityRulesetEvaluationRun UpdateCrawler UpdateJob UpdateMLTransform',
  grafana: 'CreateWorkspace UpdateWorkspace',
  greengrass: 'AssociateRoleToGroup AssociateServiceRoleToAccount',
  guardduty: 'CreateMalwareProtectionPlan UpdateMalwareProtectionPlan',
  healthlake: 'StartFHIRExportJob StartFHIRImportJob',
  iam: 'AddRoleToInstanceProfile',
  imagebuilder:
    'CreateImage CreateImagePipeline CreateInfrastructureConfiguration CreateLifecyclePolicy UpdateImagePipeline ' +
    'UpdateInfrastructureConfiguration UpdateLifecyclePolicy',
  iot:
    'CreateJob CreateMitigationAction CreateOTAUpdate CreateProvisioningTemplate CreateRoleAlias CreateStream CreateTopicRule ' +
    'ReplaceTopicRule SetLoggingOptions SetV2LoggingOptions UpdateMitigationAction UpdateProvisioningTemplate UpdateRoleAlias ' +
    'UpdateStream',
  iotevents: 'CreateAlarmModel CreateDetectorModel PutLoggingOptions UpdateAlarmModel UpdateDetectorModel',
  iotsitewise: 'CreatePortal UpdatePortal',
  kafka: 'CreateReplicator',
  kafkaconnect: 'CreateConnector',
  kendra: 'CreateDataSource CreateFaq CreateIndex CreateThesaurus UpdateDataSource UpdateIndex UpdateThesaurus',
  kinesisanalytics: 'CreateApplication UpdateApplication',
  lakeformation: 'RegisterResource UpdateResource',
  lambda: 'CreateFunction UpdateFunctionConfiguration',
  lex: 'CreateBot UpdateBot',
  logs: 'PutDestination PutSubscriptionFilter',
  mediaconvert: 'CreateJob',
  medialive: 'CreateChannel UpdateChannel',
  'neptune-graph': 'CreateGraphUsingImportTask StartExportTask StartImportTask',
  omics:
    'StartAnnotationImportJob StartReadSetExportJob StartReadSetImportJob StartReferenceImportJob StartRun StartVariantImportJob',
  opsworks: 'CloneStack CreateStack UpdateStack',
  osis: 'CreatePipeline UpdatePipeline',
  personalize: 'CreateBatchInferenceJob CreateBatchSegmentJob CreateDatasetExportJob CreateDatasetImportJob',
  pipes: 'CreatePipe UpdatePipe',
  proton: 'CreateEnvironment CreateEnvironmentAccountConnection UpdateAccountSettings UpdateEnvironment',
  qbusiness: 'CreateDataSource CreateWebExperience UpdateDataSource',
  quicksight: 'CreateVPCConnection UpdateVPCConnection',
  rds:
    'AddRoleToDBCluster AddRoleToDBInstance CreateDBCluster CreateDBInstance CreateDBInstanceReadReplica CreateDBProxy ' +
    'ModifyDBCluster ModifyDBInstance ModifyDBProxy RestoreDBClusterFromS3 RestoreDBInstanceFromDBSnapshot ' +
    'RestoreDBInstanceFromS3 RestoreDBInstanceToPointInTime StartExportTask',
  redshift:
    'CreateCluster CreateScheduledAction ModifyClusterIamRoles ModifyScheduledAction RestoreFromClusterSnapshot',
  'redshift-serverless': 'CreateNamespace CreateScheduledAction UpdateNamespace UpdateScheduledAction',
  rekognition: 'CreateStreamProcessor',
  rolesanywhere: 'CreateProfile UpdateProfile',
  // CreateJob is S3 Batch Operations.
  s3: 'CreateAccessGrantsLocation CreateJob PutReplicationConfiguration UpdateAccessGrantsLocation',
  sagemaker:
    'CreateAutoMLJob CreateAutoMLJobV2 CreateCluster CreateCompilationJob CreateDataQualityJobDefinition CreateDeviceFleet ' +
    'CreateDomain CreateEdgePackagingJob CreateFeatureGroup CreateFlowDefinition CreateHyperParameterTuningJob CreateImage ' +
    'CreateInferenceExperiment CreateInferenceRecommendationsJob CreateLabelingJob CreateMlflowTrackingServer CreateModel ' +
    'CreateModelBiasJobDefinition CreateModelExplainabilityJobDefinition CreateModelQualityJobDefinition ' +
    'CreateMonitoringSchedule CreateNotebookInstance CreateOptimizationJob CreatePipeline CreateProcessingJob CreateTrainingJob ' +
    'CreateUserProfile UpdateCluster UpdateDeviceFleet UpdateDomain UpdateImage UpdateMonitoringSchedule UpdateNotebookInstance ' +
    'UpdatePipeline UpdateUserProfile',
  scheduler: 'CreateSchedule UpdateSchedule',
  securitylake: 'CreateDataLake UpdateDataLake',
  shield: 'AssociateDRTRole',
  sns: 'SetTopicAttributes Subscribe',
  // The role of a maintenance window's task, of an automation, of a hybrid machine.
  ssm:
    'CreateActivation RegisterTaskWithMaintenanceWindow SendCommand StartAutomationExecution StartChangeRequestExecution ' +
    'UpdateMaintenanceWindowTask UpdateManagedInstanceRole',
  'ssm-incidents': 'CreateResponsePlan UpdateResponsePlan',
  states: 'CreateStateMachine UpdateStateMachine',
  storagegateway: 'CreateNFSFileShare CreateSMBFileShare',
  synthetics: 'CreateCanary UpdateCanary',
  timestream: 'CreateScheduledQuery',
  transcribe: 'CreateLanguageModel StartCallAnalyticsJob StartTranscriptionJob',
  transfer: 'CreateAccess CreateAgreement CreateConnector CreateServer CreateUser UpdateAccess UpdateServer UpdateUser',
  translate: 'StartTextTranslationJob',
};
