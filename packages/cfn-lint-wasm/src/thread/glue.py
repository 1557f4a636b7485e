"""Between the thread and cfn-lint: text in, findings out as JSON.

`Runner`, `run_template_by_data`, `decode_str` and `ConfigMixIn` are cfn-lint's inner names; the lock pins the version that has them.
"""

import glob
import json
import os
import re
import sys

sys.path.insert(0, "/cfn-lint/site")
sys.dont_write_bytecode = False

import yaml

# The WebAssembly build of the C loader refuses templates that are valid.
yaml.CSafeLoader = yaml.SafeLoader

from cfnlint.config import ConfigMixIn
from cfnlint.decode.decode import decode_str
from cfnlint.runner import Runner, run_template_by_data
from cfnlint.version import __version__

# A folder in memory: cfn-lint looks for a configuration file where it stands, and none of the machine's is meant.
HERE = "/lint"
CONFIG_FILE = HERE + "/.cfnlintrc"
LONGEST_MESSAGE = 500

# What a configuration file may say here. The other keys name files, which are not here, or Python code of the workspace.
HONOURED = (
    "configure_rules",
    "ignore_bad_template",
    "ignore_checks",
    "include_checks",
    "include_experimental",
    "mandatory_checks",
    "parameters",
    "regions",
)

os.makedirs(HERE, exist_ok=True)
os.chdir(HERE)

# Of the last options only: a set of rules takes half a second to build, and megabytes that are never given back.
_rules = {}


def versions_as_json():
    _rules_for(_configured({}, {}), "[{}, {}]")
    return json.dumps({"version": __version__, "python": sys.version.split()[0]})


def lint_as_json(text, asked):
    asked = json.loads(asked)
    settings = yaml.safe_load(asked["configFile"])
    if settings is None:
        settings = {}
    if not isinstance(settings, dict):
        raise ValueError(".cfnlintrc needs to be an object")
    if _is_ignored(asked["path"], settings.get("ignore_templates")):
        return "[]"
    honoured = {key: settings[key] for key in HONOURED if key in settings}
    matches = _matches(text, asked["options"], honoured)
    return json.dumps([_finding(match) for match in matches])


def _matches(text, options, settings):
    config = _configured(options, settings)
    template, errors = decode_str(text)
    if errors:
        is_quiet = config.ignore_bad_template or any("E0000".startswith(check) for check in config.ignore_checks)
        return [error for error in errors if not (is_quiet and error.rule.id == "E0000")]
    if template is None:
        return []
    key = json.dumps([options, settings], sort_keys=True)
    return list(run_template_by_data(template, config, _rules_for(config, key)))


def _configured(options, settings):
    with open(CONFIG_FILE, "w", encoding="utf-8") as file:
        json.dump(settings, file)
    return ConfigMixIn([], **options)


def _rules_for(config, key):
    if key not in _rules:
        _rules.clear()
        _rules[key] = Runner(config).rules
    return _rules[key]


def _is_ignored(path, patterns):
    if not path or not isinstance(patterns, list):
        return False
    expressions = [glob.translate(str(pattern), recursive=True, include_hidden=True) for pattern in patterns]
    return any(re.fullmatch(expression, path) for expression in expressions)


def _finding(match):
    path = getattr(match, "path", None) or []
    return {
        "id": match.rule.id,
        "message": match.message[:LONGEST_MESSAGE],
        "url": match.rule.source_url or "",
        "path": [part if isinstance(part, int) else str(part) for part in path],
        "start": [match.linenumber, match.columnnumber],
        "end": [match.linenumberend, match.columnnumberend],
    }
