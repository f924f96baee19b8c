"""Prints the failed tests of result files (TRX) with the beginning of their messages. usage: failures.py FILE..."""
import sys
from xml.etree import ElementTree

SPACE = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"

for path in sys.argv[1:]:
    for result in ElementTree.parse(path).iter(SPACE + "UnitTestResult"):
        if result.get("outcome") in ("Passed", "NotExecuted"):
            continue
        print(f"{result.get('outcome')}: {result.get('testName')}")
        for part in ("Message", "StackTrace"):
            text = result.findtext(f"{SPACE}Output/{SPACE}ErrorInfo/{SPACE}{part}") or ""
            print("\n".join("    " + line[:400] for line in text.splitlines()[:8]))
