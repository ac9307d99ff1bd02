import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Counter
import Foyer.ViewModels

/*! The door: the answer to the last paper fills the screen. A wedge scanner types into the field. */
FocusScope {
    id: root

    required property CounterModel counter
    readonly property DoorModel door: counter.door
    readonly property bool signedIn: counter.login.loggedIn

    objectName: "door"

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    Loader {
        anchors.fill: parent
        focus: true
        sourceComponent: root.signedIn ? entrance : login
        onLoaded: item.forceActiveFocus()
    }
    Component {
        id: login
        LoginView {
            login: root.counter.login
            status: root.counter.status
            notice: root.counter.notice
        }
    }
    Component {
        id: entrance
        FocusScope {
            id: place
            onActiveFocusChanged: if (activeFocus) code.forceActiveFocus()

            DoorAnswer {
                anchors.top: parent.top
                anchors.bottom: foot.top
                anchors.left: parent.left
                anchors.right: side.left
                anchors.margins: Theme.gapLarge
                door: root.door
            }
            DoorList {
                id: side
                anchors.top: parent.top
                anchors.bottom: foot.top
                anchors.right: parent.right
                anchors.margins: Theme.gapLarge
                width: Math.min(360, parent.width / 3)
                door: root.door
            }
            Row {
                id: foot
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.gapLarge
                height: Theme.touchTarget
                spacing: Theme.gapSmall
                FTextField {
                    id: code
                    objectName: "door.code"
                    width: parent.width - undo.width - parent.spacing
                    iconName: "ticket"
                    placeholderText: qsTr("Scan the code on the ticket")
                    focus: true
                    onAccepted: {
                        root.door.scan(text);
                        clear();
                    }
                }
                FButton {
                    id: undo
                    objectName: "door.undo"
                    enabled: root.door.canUndo
                    focusPolicy: Qt.NoFocus
                    text: qsTr("Take back")
                    iconName: "undo"
                    onClicked: question.open()
                }
            }
            FDialog {
                id: question
                objectName: "door.undoDialog"
                title: qsTr("Take the last admission back?")
                message: qsTr("The ticket may be used again. Say why.")
                iconName: "undo"
                acceptText: qsTr("Take back")
                acceptEnabled: reason.text.trim() !== ""
                onOpened: {
                    reason.text = "";
                    reason.forceActiveFocus();
                }
                onClosed: code.forceActiveFocus()
                onAccepted: root.door.undo(reason.text)
                FTextField {
                    id: reason
                    objectName: "door.undoReason"
                    width: parent.width
                    maximumLength: 160
                    placeholderText: qsTr("Reason, e.g. wrong auditorium")
                }
            }
        }
    }
}
