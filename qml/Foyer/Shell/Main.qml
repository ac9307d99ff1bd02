import QtQuick
import Foyer.Theme
import Foyer.Counter
import Foyer.Kiosk
import Foyer.Door
import Foyer.Office
import Foyer.ViewModels

/*! The window of a terminal. The shell sets `counter` before the window is shown. */
Window {
    id: root

    required property CounterModel counter
    required property bool lightColours
    property string mode: "counter"
    property bool calm: false
    readonly property bool forCustomers: mode === "kiosk"

    objectName: "main"
    visible: true
    color: Theme.background
    title: qsTr("Foyer · %1").arg(counter.status.terminalName)
    Component.onCompleted: {
        Theme.light = lightColours;
        Theme.calm = calm;
    }

    StatusBar {
        id: bar
        width: parent.width
        visible: !root.forCustomers
        status: root.counter.status
        login: root.counter.login
        hasShifts: root.mode === "counter"
        onShiftEndRequested: endShift.open()
    }
    Loader {
        id: screen
        anchors.top: root.forCustomers ? parent.top : bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        sourceComponent: root.mode === "door" ? door : root.mode === "office" ? office
                       : root.forCustomers ? kiosk : counterScreen
        onLoaded: item.forceActiveFocus()
    }
    EndShiftDialog {
        id: endShift
        shift: root.counter.shift
        onClosed: screen.item.forceActiveFocus()
    }
    Component {
        id: counterScreen
        CounterScreen { counter: root.counter }
    }
    Component {
        id: kiosk
        KioskScreen { counter: root.counter }
    }
    Component {
        id: door
        DoorScreen { counter: root.counter }
    }
    Component {
        id: office
        OfficeScreen { counter: root.counter }
    }
}
