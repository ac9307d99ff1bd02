import QtQuick
import Foyer.Controls
import Foyer.ViewModels

/*! Says what the end of a shift does, and asks; or says what has to be finished first. */
FDialog {
    id: root

    required property ShiftModel shift

    objectName: "endShift"
    title: shift.canEnd ? qsTr("End the shift?") : qsTr("The shift cannot end now")
    message: shift.text
    iconName: shift.canEnd ? "moon" : "info"
    dangerous: shift.canEnd && shift.serverAway
    rejectText: shift.canEnd ? qsTr("Stay signed in") : ""
    acceptText: shift.canEnd ? qsTr("End the shift") : qsTr("OK")
    onAccepted: shift.end()
}
