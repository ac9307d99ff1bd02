pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! How the seats of one showtime are shared out, and which terminal has how many on lease. */
Rectangle {
    id: root

    required property ShareModel share

    objectName: "share.report"
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

        Column {
            width: parent.width
            spacing: 4
            FText {
                width: parent.width
                text: root.share.movie
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
            }
            FText {
                width: parent.width
                text: root.share.heading
                color: Theme.textMuted
            }
        }
        Grid {
            id: sums
            readonly property real part: (top.width - 2 * columnSpacing) / 3

            columns: 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            visible: root.share.known
            Fact {
                width: sums.part
                label: qsTr("Free, in the pool")
                value: String(root.share.free)
            }
            Fact {
                width: sums.part
                label: qsTr("Allotted")
                value: String(root.share.allotted)
            }
            Fact {
                width: sums.part
                label: qsTr("Held online")
                value: String(root.share.held)
            }
            Fact {
                width: sums.part
                label: qsTr("Sold")
                value: String(root.share.sold)
            }
            Fact {
                width: sums.part
                label: qsTr("Blocked")
                value: String(root.share.blocked)
            }
        }
        SectionHeader {
            width: parent.width
            visible: root.share.known
            text: qsTr("On lease to")
        }
    }
    ListView {
        id: list
        objectName: "share.terminals"
        anchors.top: top.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapLarge
        anchors.left: parent.left
        anchors.right: parent.right
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.share
        Accessible.role: Accessible.List
        Accessible.name: qsTr("On lease to")
        delegate: Item {
            id: line

            required property string name
            required property int seats
            required property real part
            required property string stateText

            width: list.width
            height: 60
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1: %2 seats, %3").arg(name).arg(seats).arg(stateText)

            Column {
                x: Theme.gapLarge
                width: parent.width - x - 2 * Theme.gapLarge - count.width
                anchors.verticalCenter: parent.verticalCenter
                spacing: 3
                FText {
                    width: parent.width
                    text: line.name
                    font.weight: Font.Medium
                }
                FText {
                    width: parent.width
                    text: line.stateText
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontCaption
                }
            }
            MoneyText {
                id: count
                anchors.right: parent.right
                anchors.rightMargin: Theme.gapLarge
                anchors.verticalCenter: parent.verticalCenter
                text: String(line.seats)
                pixelSize: Theme.fontTitle
            }
        }
    }
    FText {
        anchors.top: list.top
        x: Theme.gapLarge
        width: parent.width - 2 * x
        visible: list.count === 0
        wrapMode: Text.Wrap
        color: Theme.textMuted
        text: root.share.known ? qsTr("No terminal has seats of this showtime on lease.")
                               : qsTr("Asking the server…")
    }
}
