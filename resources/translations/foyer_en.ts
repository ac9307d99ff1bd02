<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>PinPad</name>
        <message numerus="yes">
            <source>PIN, %n digit(s) entered</source>
            <translation>
                <numerusform>PIN, %n digit entered</numerusform>
                <numerusform>PIN, %n digits entered</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StatusModel</name>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
    </context>
</TS>
