pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Always says: connection, entries waiting and age of the oldest, last sync, printer, operator. */
Rectangle {
    id: root

    required property StatusModel status
    required property LoginModel login
    /// Whoever is signed in has a shift to end.
    property bool hasShifts: false

    signal shiftEndRequested()

    objectName: "statusBar"
    height: 56
    color: Theme.surface

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.outline
    }
    TextMetrics {
        id: shortName
        font.family: Theme.fontFamily
        font.pixelSize: Theme.fontCaption
        font.weight: Font.Medium
        elide: Text.ElideRight
        elideWidth: root.width < 1600 ? 130 : 300
        text: root.login.loggedIn ? root.login.operatorName : qsTr("Nobody signed in")
    }

    FText {
        id: place
        objectName: "status.terminal"
        anchors.left: parent.left
        anchors.leftMargin: Theme.gapLarge
        anchors.verticalCenter: parent.verticalCenter
        visible: facts.x > x + width
        text: root.status.terminalName
        font.weight: Font.DemiBold
    }
    FText {
        anchors.left: place.right
        anchors.leftMargin: 12
        anchors.right: facts.left
        anchors.rightMargin: Theme.gap
        anchors.baseline: place.baseline
        visible: width > 80
        text: root.status.cinemaName
        color: Theme.textMuted
    }

    Row {
        id: facts
        anchors.right: end.left
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapSmall

        FIconButton {
            objectName: "status.retry"
            visible: root.status.connection !== StatusModel.Online
            anchors.verticalCenter: parent.verticalCenter
            focusPolicy: Qt.TabFocus
            iconName: "sync"
            text: qsTr("Try the server now")
            onClicked: root.status.retryNow()
        }
        StatusPill {
            objectName: "status.connection"
            anchors.verticalCenter: parent.verticalCenter
            text: root.status.connectionText
            iconName: root.status.connection === StatusModel.Offline ? "network-off" : "network"
            tone: root.status.poolShut ? StatusPill.Caution
                : [StatusPill.Neutral, StatusPill.Good, StatusPill.Caution][root.status.connection]
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
            text: root.status.lastContactText
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
            text: shortName.elidedText
            iconName: "user"
            Accessible.name: shortName.text
        }
    }

    Row {
        id: end
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        FIconButton {
            objectName: "status.endShift"
            visible: root.hasShifts && root.login.loggedIn
            focusPolicy: Qt.TabFocus
            iconName: "moon"
            text: qsTr("End shift")
            onClicked: root.shiftEndRequested()
        }
        FIconButton {
            objectName: "status.logout"
            visible: root.login.loggedIn
            focusPolicy: Qt.TabFocus
            iconName: "logout"
            text: qsTr("Sign out")
            onClicked: root.login.logout()
        }
        MoneyText {
            objectName: "status.clock"
            leftPadding: Theme.gapSmall
            rightPadding: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            text: root.status.clockText
            pixelSize: Theme.fontTitle
        }
    }
}
