#!/usr/bin/env python3
"""Fills the plural forms of resources/translations/foyer_en.ts from the source texts.

"%n ticket(s)" becomes "%n ticket" and "%n tickets"; a text without "(s)" stays the same in both.
Usage: plurals.py FILE, after lupdate -pluralonly
"""
import re
import sys
import xml.etree.ElementTree as xml

path = sys.argv[1]
tree = xml.parse(path)
for message in tree.iter("message"):
    source = message.findtext("source")
    translation = message.find("translation")
    translation.attrib.pop("type", None)
    forms = (re.sub(r"\((\w+)\)", "", source), re.sub(r"\((\w+)\)", r"\1", source))
    for old in list(translation):
        translation.remove(old)
    for form in forms:
        xml.SubElement(translation, "numerusform").text = form
xml.indent(tree, "    ")
with open(path, "wb") as out:
    out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n')
    tree.write(out, encoding="utf-8")
    out.write(b"\n")
