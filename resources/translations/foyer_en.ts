<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
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
        <name>foyer::viewmodels::DayModel</name>
        <message numerus="yes">
            <source>%n open item(s)</source>
            <translation>
                <numerusform>%n open item</numerusform>
                <numerusform>%n open items</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>foyer::viewmodels::ShiftModel</name>
        <message numerus="yes">
            <source>Left for whoever comes next: %n open task(s). That does not hinder the end of the shift.</source>
            <translation>
                <numerusform>Left for whoever comes next: %n open task. That does not hinder the end of the shift.</numerusform>
                <numerusform>Left for whoever comes next: %n open tasks. That does not hinder the end of the shift.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>foyer::viewmodels::StatusModel</name>
        <message numerus="yes">
            <source>%n waiting</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>foyer::viewmodels::TerminalsModel</name>
        <message numerus="yes">
            <source>%n seat(s) on lease</source>
            <translation>
                <numerusform>%n seat on lease</numerusform>
                <numerusform>%n seats on lease</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seat(s)</source>
            <translation>
                <numerusform>%n seat</numerusform>
                <numerusform>%n seats</numerusform>
            </translation>
        </message>
    </context>
</TS>
