import QtQuick
import Foyer.Theme
import Foyer.Counter
import Foyer.Kiosk
import Foyer.ViewModels

/*! Where staff enter their PIN while the kiosk sells. Shuts by itself. */
FocusScope {
    id: root

    required property CounterModel counter
    property bool wanted: false
    readonly property int staysFor: 45000

    function show() {
        wanted = true;
        login.forceActiveFocus();
        limit.restart();
    }
    function stay() {
        if (wanted)
            limit.restart();
    }
    function shut() { wanted = false; }

    objectName: "kiosk.staffDoor"
    visible: wanted
    Keys.onEscapePressed: shut()

    Timer {
        id: limit
        interval: root.staysFor
        onTriggered: root.shut()
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    MouseArea { anchors.fill: parent }
    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gapLarge, 960)
        height: 720
        radius: KioskLook.radius
        color: Theme.surface
        border.width: 2
        border.color: Theme.outline
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("For staff")

        LoginView {
            id: login
            anchors.fill: parent
            anchors.bottomMargin: close.height + Theme.gapLarge
            focus: true
            login: root.counter.login
            status: root.counter.status
            notice: root.counter.notice
        }
        KioskButton {
            id: close
            objectName: "kiosk.staffDoorClose"
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.gapLarge
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("Back to the films")
            onClicked: root.shut()
        }
    }
}
