import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! One showtime on the day board. */
T.AbstractButton {
    id: root

    required property int index
    required property string movie
    required property string rating
    required property string minutesText
    required property string auditorium
    required property string start
    required property string startsIn
    required property int phase
    required property int seats
    required property int free
    required property int sold
    required property real fill
    required property int sellableOffline
    property bool focused: false

    readonly property bool past: phase === ScheduleModel.Ended || phase === ScheduleModel.Cancelled
    readonly property int tone: phase === ScheduleModel.Soon ? StatusPill.Caution
                              : phase === ScheduleModel.Running ? StatusPill.Info
                              : phase === ScheduleModel.Cancelled ? StatusPill.Bad
                              : StatusPill.Neutral

    signal chosen()

    objectName: "dayBoard.showtime" + index
    height: 76
    enabled: !past
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3, %4 of %5 free").arg(start).arg(movie).arg(auditorium)
                                                     .arg(free).arg(seats)
    Accessible.onPressAction: root.chosen()
    onClicked: chosen()

    contentItem: Item {
        opacity: root.past ? 0.45 : 1

        FText {
            id: time
            x: 20
            width: 96
            anchors.verticalCenter: parent.verticalCenter
            text: root.start
            font.pixelSize: Theme.fontHeading
            font.weight: Font.DemiBold
        }
        Column {
            id: words
            anchors.left: time.right
            anchors.leftMargin: Theme.gap
            anchors.right: where.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
            FText {
                width: parent.width
                text: root.movie
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
            }
            FText {
                width: parent.width
                text: [root.rating, root.minutesText].filter(part => part !== "").join(" · ")
                color: Theme.textMuted
                font.pixelSize: Theme.fontCaption
            }
        }
        FText {
            id: where
            width: 120
            anchors.right: bar.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: root.auditorium
            color: Theme.textMuted
        }
        FillBar {
            id: bar
            width: 260
            anchors.right: pill.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            sold: root.fill
            label: qsTr("%1 free of %2").arg(root.free).arg(root.seats)
        }
        Item {
            id: pill
            width: 118
            height: 32
            anchors.right: parent.right
            anchors.rightMargin: 20
            anchors.verticalCenter: parent.verticalCenter
            StatusPill {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: root.startsIn
                tone: root.tone
                iconName: root.phase === ScheduleModel.Cancelled ? "block" : "clock"
            }
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.outline : root.hovered || root.focused ? Theme.surfaceRaised
                                                                       : Theme.surface
        border.width: root.focused ? 2 : 1
        border.color: root.focused ? Theme.accent : Theme.outline
    }
}
