#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks JSON or JSON Lines against a schema of api/.

    tools/validate_schema.py reading FILE…      (- for standard input)
    tools/validate_schema.py reckoning FILE…

Prints each place that does not fit and ends with 1; ends with 0 and a count when all fit.
"""
import json
import pathlib
import sys
import warnings

# RefResolver is the one way that both Debian's jsonschema and newer ones know.
warnings.simplefilter("ignore", DeprecationWarning)

try:
    import jsonschema
except ImportError:
    sys.exit("validate_schema: the Python package jsonschema is missing; "
             "on Debian: apt-get install python3-jsonschema")

API = pathlib.Path(__file__).resolve().parent.parent / "api"


def validator_for(kind):
    schemas = {}
    for path in sorted(API.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[schema["$id"]] = schema
    wanted = schemas.get(f"{kind}.schema.json")
    if wanted is None:
        sys.exit(f"validate_schema: no schema '{kind}' in api/; there are: {', '.join(schemas)}")
    resolver = jsonschema.RefResolver.from_schema(wanted, store=schemas)
    return jsonschema.Draft202012Validator(wanted, resolver=resolver)


def objects(name):
    """(place, object) for a JSON file or each line of a JSON Lines file."""
    text = sys.stdin.read() if name == "-" else pathlib.Path(name).read_text(encoding="utf-8")
    try:
        yield name, json.loads(text)
        return
    except json.JSONDecodeError:
        pass
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield f"{name}:{number}", json.loads(line)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    validator = validator_for(sys.argv[1])
    checked = problems = 0
    for name in sys.argv[2:]:
        for place, thing in objects(name):
            checked += 1
            for error in validator.iter_errors(thing):
                problems += 1
                where = ".".join(str(step) for step in error.absolute_path) or "(top)"
                print(f"{place}: {where}: {error.message}", file=sys.stderr)
    if checked == 0:
        sys.exit("validate_schema: nothing to check")
    print(f"{checked} checked, {problems} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
