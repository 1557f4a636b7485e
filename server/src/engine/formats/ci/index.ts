export { githubActions } from './github';
export { gitlabCi } from './gitlab';
