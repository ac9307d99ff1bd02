import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*! One showtime and how its seats are shared out, in figures and as a bar. */
T.ItemDelegate {
    id: root

    required property int index
    required property string movie
    required property string auditorium
    required property string start
    required property int seats
    required property int sold
    required property real fill
    required property real allottedFill
    required property string allottedText
    property bool selected: false

    objectName: "share.row" + index
    implicitHeight: 68
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3, %4 sold, %5").arg(start).arg(movie).arg(auditorium).arg(sold)
                                                    .arg(allottedText)
    Accessible.selected: selected
    Accessible.onPressAction: root.clicked()

    contentItem: Item {
        MoneyText {
            id: time
            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: root.start
            pixelSize: Theme.fontTitle
        }
        Column {
            anchors.left: parent.left
            anchors.leftMargin: Math.max(88, time.x + time.width + Theme.gap)
            anchors.right: bar.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: 3
            FText {
                width: parent.width
                text: root.movie
                font.weight: Font.DemiBold
            }
            FText {
                width: parent.width
                text: qsTr("%1 · %2 sold · %3").arg(root.auditorium).arg(root.sold)
                                               .arg(root.allottedText)
                color: Theme.textMuted
                font.pixelSize: Theme.fontCaption
            }
        }
        FillBar {
            id: bar
            width: 72
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            sold: root.fill
            held: root.allottedFill
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.selected ? Theme.accentSoft : root.down ? Theme.outline
             : root.hovered ? Theme.surfaceRaised : "transparent"
        border.width: root.selected ? 1 : 0
        border.color: Theme.accent
    }
}
