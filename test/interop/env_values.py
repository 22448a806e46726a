"""Reads `.env` texts, one a line as JSON, with python-dotenv; prints for each, as JSON, the variables that it finds."""

import io
import json
import sys

from dotenv import dotenv_values

for line in sys.stdin:
    print(json.dumps(dotenv_values(stream=io.StringIO(json.loads(line)))))
