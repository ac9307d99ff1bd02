pragma ComponentBehavior: Bound
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
    required property real fill
    required property int sellableOffline
    required property string shareText
    required property real allottedFill
    property bool focused: false
    property bool offline: false

    readonly property bool past: phase === ScheduleModel.Ended || phase === ScheduleModel.Cancelled
    readonly property int buyable: offline ? sellableOffline : free

    signal chosen()

    objectName: "dayBoard.showtime" + index
    height: 76
    enabled: !past
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3, %4 of %5 free, %6, %7").arg(start).arg(movie)
                          .arg(auditorium).arg(free).arg(seats).arg(shareText).arg(startsIn)
    Accessible.onPressAction: root.chosen()
    onClicked: chosen()

    contentItem: Item {
        opacity: root.past ? 0.5 : 1

        MoneyText {
            id: time
            x: 20
            anchors.verticalCenter: parent.verticalCenter
            text: root.start
            pixelSize: Theme.fontHeading
        }
        Column {
            anchors.left: parent.left
            anchors.leftMargin: Math.max(124, time.x + time.width + Theme.gapLarge)
            anchors.right: where.left
            anchors.rightMargin: Theme.gapLarge
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
            width: Math.min(240, Math.round(root.width * 0.15))
            anchors.right: bar.left
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            text: root.auditorium
            color: Theme.textMuted
        }
        FillBar {
            id: bar
            width: Math.min(200, Math.round(root.width * 0.09))
            anchors.right: words.left
            anchors.verticalCenter: parent.verticalCenter
            sold: root.fill
            held: root.allottedFill
        }
        Column {
            id: words
            width: Math.max(208, Math.round(root.width * 0.14))
            anchors.right: when.left
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
            FText {
                width: parent.width
                horizontalAlignment: Text.AlignRight
                text: root.phase === ScheduleModel.Cancelled ? qsTr("Not on sale")
                    : root.buyable === 0 ? root.offline ? qsTr("None here") : qsTr("Sold out")
                    : root.offline ? qsTr("%1 free here").arg(root.buyable)
                                   : qsTr("%1 of %2 free").arg(root.buyable).arg(root.seats)
                color: root.buyable === 0 && !root.past ? Theme.danger : Theme.text
                font.weight: Font.DemiBold
            }
            FText {
                objectName: "dayBoard.share" + root.index
                width: parent.width
                visible: text !== "" && !root.past
                horizontalAlignment: Text.AlignRight
                text: root.shareText
                color: Theme.textMuted
                font.pixelSize: Theme.fontCaption
            }
        }
        Item {
            id: when
            width: 152
            height: 32
            anchors.right: parent.right
            anchors.rightMargin: 20
            anchors.verticalCenter: parent.verticalCenter
            StatusPill {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: root.startsIn
                tone: [StatusPill.Neutral, StatusPill.Caution, StatusPill.Info, StatusPill.Neutral,
                       StatusPill.Bad][root.phase]
                iconName: root.phase === ScheduleModel.Cancelled ? "block" : ""
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
