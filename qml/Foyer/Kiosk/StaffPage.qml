import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Counter
import Foyer.Kiosk
import Foyer.ViewModels

/*! For staff who have entered their PIN: what the kiosk needs, what only a person knows, and whether
    it goes on. */
FocusScope {
    id: root

    required property CounterModel counter
    readonly property KioskModel kiosk: counter.kiosk
    readonly property StatusModel status: counter.status

    objectName: "kiosk.staffPage"
    onActiveFocusChanged: if (activeFocus && Window.activeFocusItem === root)
        go.forceActiveFocus(Qt.OtherFocusReason)

    Column {
        id: facts
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: KioskLook.margin
        spacing: KioskLook.gap

        KioskText {
            width: parent.width
            text: qsTr("%1 · %2").arg(root.status.terminalName).arg(root.counter.login.operatorName)
            font.pixelSize: KioskLook.heading
            font.weight: Font.DemiBold
        }
        KioskText {
            objectName: "kiosk.staffText"
            width: parent.width
            text: root.kiosk.staffText
            color: root.kiosk.open ? Theme.success : Theme.warning
            font.pixelSize: KioskLook.title
        }
        Flow {
            width: parent.width
            spacing: KioskLook.gapSmall
            StatusPill {
                text: root.status.connectionText
                iconName: root.status.connection === StatusModel.Offline ? "network-off" : "network"
                tone: root.status.connection === StatusModel.Online ? StatusPill.Good
                                                                    : StatusPill.Caution
            }
            StatusPill {
                text: root.status.waitingText
                iconName: "queue"
                tone: root.status.entriesWaiting > 0 ? StatusPill.Caution : StatusPill.Neutral
            }
            StatusPill {
                text: root.status.lastContactText
                iconName: "sync"
            }
            StatusPill {
                text: root.status.printerText
                iconName: "printer"
                tone: root.status.printer >= StatusModel.PrinterEmpty ? StatusPill.Bad
                                                                      : StatusPill.Neutral
            }
            StatusPill {
                text: root.status.clockText
                iconName: "clock"
            }
        }
        KioskText {
            width: parent.width
            visible: root.counter.questions.count > 0
            text: qsTr("Only you can tell:")
            font.weight: Font.DemiBold
        }
    }
    QuestionCard {
        // The card has a margin of its own.
        x: KioskLook.margin - Theme.gapLarge
        anchors.top: facts.bottom
        width: parent.width - 2 * x
        questions: root.counter.questions
        visible: root.counter.questions.count > 0
    }

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: KioskLook.margin
        spacing: KioskLook.gap
        KioskButton {
            id: go
            objectName: "kiosk.openForCustomers"
            width: parent.width
            kind: KioskButton.Primary
            text: qsTr("Hand it to the customers")
            iconName: "lock"
            onClicked: root.kiosk.openForCustomers()
        }
        KioskButton {
            objectName: "kiosk.retry"
            width: parent.width
            visible: root.status.connection !== StatusModel.Online
            text: qsTr("Try the server now")
            iconName: "sync"
            onClicked: root.status.retryNow()
        }
        KioskButton {
            objectName: "kiosk.close"
            width: parent.width
            text: qsTr("Close the kiosk and sign out")
            iconName: "moon"
            onClicked: root.kiosk.close()
        }
        KioskButton {
            objectName: "kiosk.quit"
            width: parent.width
            text: qsTr("End the program")
            iconName: "logout"
            onClicked: Qt.quit()
        }
    }
}
