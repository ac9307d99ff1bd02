#!/usr/bin/python3
"""Holds the published JSON Schema of seating plans against the importer: both say yes, or both say no."""
import copy
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import jsonschema

BIN = pathlib.Path(os.environ["FOYER_BIN"])
SOURCE = pathlib.Path(os.environ["FOYER_SOURCE_DIR"])
PLANS = sorted((SOURCE / "resources/demo/plans").glob("*.json"))
SCHEMA = json.loads((SOURCE / "resources/schemas/seating-plan.schema.json").read_text("utf-8"))


def first_seat(plan):
    return plan["rows"][0]["seats"][0]


WRONG = {
    "a member nobody knows": lambda plan: plan.update(colour="red"),
    "a seat's member nobody knows": lambda plan: first_seat(plan).update(colour="red"),
    "no name": lambda plan: plan.pop("name"),
    "no rows": lambda plan: plan.pop("rows"),
    "a seat without a label": lambda plan: first_seat(plan).pop("label"),
    "a kind nobody knows": lambda plan: first_seat(plan).update(kind="throne"),
    "a place that is no number": lambda plan: first_seat(plan).update(x="far left"),
    "a broken length": lambda plan: first_seat(plan).update(x=12.5),
    "another format": lambda plan: plan.update(format="seats-io"),
    "a format of the future": lambda plan: plan.update(version=2),
    "a side nobody knows": lambda plan: plan["picture"].update(side="above"),
    "an empty label of a row": lambda plan: plan["rows"][0].update(label=""),
}


class PlanSchema(unittest.TestCase):
    def setUp(self):
        self.validator = jsonschema.Draft202012Validator(SCHEMA)
        folder = tempfile.TemporaryDirectory(prefix="foyer-plan-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.foyerd("migrate")

    def foyerd(self, *words):
        return subprocess.run([BIN / "foyerd", *words, "--data", self.folder / "data"], capture_output=True, text=True)

    def importer_takes(self, plan):
        path = self.folder / "plan.json"
        path.write_text(json.dumps(plan), "utf-8")
        return self.foyerd("import", "plan", path).returncode == 0

    def test_the_schema_is_one(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_both_take_the_plans_of_the_demo_cinema(self):
        self.assertEqual(len(PLANS), 8)
        for path in PLANS:
            plan = json.loads(path.read_text("utf-8"))
            self.assertTrue(self.validator.is_valid(plan), path.name)
            self.assertTrue(self.importer_takes(plan), path.name)

    def test_both_refuse_what_is_wrong(self):
        good = json.loads(PLANS[-1].read_text("utf-8"))
        for name, spoil in WRONG.items():
            plan = copy.deepcopy(good)
            spoil(plan)
            with self.subTest(name):
                self.assertFalse(self.validator.is_valid(plan), "the schema")
                self.assertFalse(self.importer_takes(plan), "the importer")


if __name__ == "__main__":
    unittest.main()
