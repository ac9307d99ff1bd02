import QtQuick
import Foyer.ViewModels

/*! Without the server a seat that is not this counter's is sold at risk: a supervisor's PIN. */
PersonDialog {
    id: root

    required property CounterModel counter
    readonly property bool wanted: counter.asksSupervisor

    prefix: "atRisk"
    title: qsTr("Sell at risk?")
    message: counter.atRiskText
    people: counter.supervisors
    error: counter.atRiskError
    cancelText: qsTr("Choose other seats")
    onWantedChanged: {
        if (wanted)
            begin();
        else
            close();
    }
    onClosed: if (counter.asksSupervisor) counter.notice.dismiss()
    onEntered: (row, pin) => counter.approveAtRisk(row, pin)
}
