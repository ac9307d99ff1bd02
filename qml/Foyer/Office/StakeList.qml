pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! The showtimes of which a terminal has seats on lease, one line each. */
ListView {
    id: root

    required property var stakes

    objectName: "report.stakes"
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    model: stakes
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Seats on lease by showtime")

    delegate: Item {
        id: line

        required property var modelData

        width: root.width
        height: 52
        Accessible.role: Accessible.ListItem
        Accessible.name: qsTr("%1, %2, %3, %4").arg(modelData.start).arg(modelData.movie)
                                               .arg(modelData.seats).arg(modelData.most)

        Rectangle {
            x: Theme.gapLarge
            width: parent.width - 2 * Theme.gapLarge
            height: 1
            color: Theme.outline
        }
        FText {
            id: start
            x: Theme.gapLarge
            width: 132
            anchors.verticalCenter: parent.verticalCenter
            text: line.modelData.start
            font.weight: Font.Medium
        }
        FText {
            anchors.left: start.right
            anchors.leftMargin: Theme.gapSmall
            anchors.right: numbers.left
            anchors.rightMargin: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            text: line.modelData.movie
        }
        Column {
            id: numbers
            width: 170
            anchors.right: parent.right
            anchors.rightMargin: Theme.gapLarge
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2
            FText {
                width: parent.width
                horizontalAlignment: Text.AlignRight
                text: qsTr("%1 · %2").arg(line.modelData.seats).arg(line.modelData.most)
                font.weight: Font.Medium
            }
            FText {
                width: parent.width
                horizontalAlignment: Text.AlignRight
                text: line.modelData.state
                color: Theme.textMuted
                font.pixelSize: Theme.fontCaption
            }
        }
    }
}
