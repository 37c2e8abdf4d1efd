"""Holds a JSON body (on stdin) against a schema inside of a vendor's description: SPEC POINTER.

Exits with 1 and each mistake when it does not fit. Fields that the schema does not know are mistakes as
well: vendors mostly let them pass, but they would do nothing.
"""
import json
import sys

import yaml
from jsonschema import Draft202012Validator

spec, pointer = sys.argv[1], sys.argv[2]
with open(spec, encoding="utf-8") as file:
    document = yaml.safe_load(file)
target = document
for part in pointer.strip("/").split("/"):
    target = target[part.replace("~1", "/").replace("~0", "~")]
while "$ref" in target:
    pointer = target["$ref"].lstrip("#")
    target = document
    for part in pointer.strip("/").split("/"):
        target = target[part.replace("~1", "/").replace("~0", "~")]
body = json.load(sys.stdin)
# The document itself is the schema, so that references inside of it are found.
schema = {**document, "$ref": "#" + pointer}
mistakes = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(body)]
known = target.get("properties", {})
mistakes += [f"$.{name}: unknown field" for name in body if known and name not in known]
print("\n".join(mistakes), file=sys.stderr)
sys.exit(1 if mistakes else 0)
