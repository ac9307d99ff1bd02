pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! What is at stake with one terminal, and the two keys that declare it lost. */
Rectangle {
    id: root

    required property TerminalsModel terminals
    readonly property bool lost: terminals.standing === TerminalsModel.Lost
    readonly property bool proposed: terminals.standing === TerminalsModel.Proposed

    signal keyRequested()

    objectName: "terminals.report"
    radius: Theme.radius
    color: Theme.surface
    border.width: 1
    border.color: Theme.outline

    Column {
        id: top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gapLarge
        spacing: Theme.gap

        FText {
            objectName: "report.name"
            width: parent.width
            text: root.terminals.name
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
        }
        Row {
            width: parent.width
            Fact {
                objectName: "report.lastSeen"
                width: parent.width / 3
                label: qsTr("Last heard")
                value: root.terminals.lastSeenText
            }
            Fact {
                objectName: "report.seats"
                width: parent.width / 3
                label: qsTr("Seats on lease")
                value: root.terminals.seatsText
            }
            Fact {
                objectName: "report.most"
                width: parent.width / 3
                label: qsTr("Sold unseen, at most")
                value: root.terminals.mostText
            }
        }
        FText {
            width: parent.width
            text: root.terminals.entriesText
            wrapMode: Text.Wrap
            color: Theme.textMuted
            lineHeight: 1.25
        }
    }
    StakeList {
        anchors.top: top.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: keys.top
        anchors.bottomMargin: Theme.gap
        anchors.left: parent.left
        anchors.right: parent.right
        stakes: root.terminals.stakes
    }
    Column {
        id: keys
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.gapLarge
        spacing: 12

        KeyLine {
            objectName: "report.firstKey"
            width: parent.width
            label: qsTr("First key")
            value: root.terminals.firstKeyText
            turned: root.proposed || root.lost
        }
        KeyLine {
            objectName: "report.secondKey"
            width: parent.width
            label: qsTr("Second key")
            value: root.terminals.secondKeyText
            turned: root.lost
        }
        FText {
            objectName: "report.obstacle"
            width: parent.width
            visible: text !== ""
            text: root.terminals.obstacle
            wrapMode: Text.Wrap
            lineHeight: 1.25
        }
        FButton {
            objectName: "report.key"
            width: parent.width
            visible: !root.lost && root.terminals.obstacle === ""
            kind: FButton.Danger
            iconName: "lock"
            text: root.proposed ? qsTr("Turn the second key…") : qsTr("Declare lost: first key…")
            onClicked: root.keyRequested()
        }
    }
}
