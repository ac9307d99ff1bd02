import QtQuick
import Foyer.Theme
import Foyer.Counter
import Foyer.ViewModels

/*! The window of a terminal. The shell sets `counter` before the window is shown. */
Window {
    id: root

    required property CounterModel counter
    required property bool lightColours

    objectName: "main"
    visible: true
    color: Theme.background
    title: qsTr("Foyer · %1").arg(counter.status.terminalName)
    Component.onCompleted: Theme.light = lightColours

    StatusBar {
        id: bar
        width: parent.width
        status: root.counter.status
        login: root.counter.login
    }
    CounterScreen {
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        counter: root.counter
    }
}
