/** Sets of strings, regular languages: patterns with wildcards, lists, ranges, and what unions and complements make of them. */
export {
  complement,
  intersect,
  intersectWithin,
  subtract,
  subtractWithin,
  union,
  unionWithin,
} from './algebra';
export { type Budget, combiningBudget, decisionBudget, Effort, glanceBudget, isSpent } from './budget';
export { example, includes, isEmpty } from './decision';
export {
  accepts,
  anything,
  glob,
  isAnything,
  isNothing,
  type Language,
  literal,
  literalIgnoringCase,
  nothing,
  patternOf,
  type Spelling,
} from './language';
export {
  ANY_IN_SEGMENT,
  ANY_STRING,
  ANY_UNIT,
  COLON,
  type Tokens,
  UNIT_IN_SEGMENT,
  verbatim,
  wildcards,
} from './pattern';
export { addresses, type Range, readValue, type Scale } from './range';
export { surelyDisjoint, surelyIncludes } from './relations';
