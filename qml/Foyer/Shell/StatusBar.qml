import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Always says: connection, entries waiting and the age of the oldest, last sync, printer, operator. */
Rectangle {
    id: root

    required property StatusModel status
    required property LoginModel login

    objectName: "statusBar"
    height: 56
    color: Theme.surface
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.outline
    }

    Row {
        id: place
        anchors.left: parent.left
        anchors.leftMargin: Theme.gapLarge
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12
        FText {
            text: root.status.terminalName
            font.weight: Font.DemiBold
        }
        FText {
            text: root.status.cinemaName
            color: Theme.textMuted
            width: Math.min(implicitWidth, 220)
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapSmall

        StatusPill {
            objectName: "status.connection"
            anchors.verticalCenter: parent.verticalCenter
            text: root.status.connectionText
            iconName: root.status.connection === StatusModel.Offline ? "network-off" : "network"
            tone: [StatusPill.Neutral, StatusPill.Good, StatusPill.Caution][root.status.connection]
            TapHandler { onTapped: root.status.retryNow() }
        }
        StatusPill {
            objectName: "status.waiting"
            anchors.verticalCenter: parent.verticalCenter
            text: root.status.waitingText
            iconName: root.status.entriesWaiting > 0 ? "queue" : "tick"
            tone: root.status.entriesWaiting > 0 ? StatusPill.Caution : StatusPill.Neutral
        }
        StatusPill {
            objectName: "status.lastSync"
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Synced %1").arg(root.status.lastContactText)
            iconName: "sync"
        }
        StatusPill {
            objectName: "status.printer"
            anchors.verticalCenter: parent.verticalCenter
            text: root.status.printerText
            iconName: "printer"
            tone: root.status.printer >= StatusModel.PrinterEmpty ? StatusPill.Bad
                : root.status.printer === StatusModel.PrinterLow ? StatusPill.Caution
                : StatusPill.Neutral
        }
        StatusPill {
            objectName: "status.operator"
            anchors.verticalCenter: parent.verticalCenter
            text: root.login.loggedIn ? root.login.operatorName : qsTr("Nobody signed in")
            iconName: "user"
        }
        FIconButton {
            objectName: "status.logout"
            visible: root.login.loggedIn
            iconName: "logout"
            text: qsTr("Sign out")
            onClicked: root.login.logout()
        }
        FText {
            leftPadding: Theme.gapSmall
            rightPadding: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            text: root.status.clockText
            font.pixelSize: Theme.fontTitle
            font.weight: Font.Medium
        }
    }
}
