import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! One thing that keeps a business day open: what it is, and what to do about it. */
Rectangle {
    id: root

    required property int index
    required property string title
    required property string explanation
    required property string iconName
    required property bool isUrgent

    objectName: "day.item" + index
    height: words.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.surface
    border.width: 1
    border.color: isUrgent ? Theme.danger : Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1. %2").arg(title).arg(explanation)

    Icon {
        id: mark
        x: Theme.gap
        y: Theme.gap
        name: root.iconName
        color: root.isUrgent ? Theme.danger : Theme.accent
        width: 22
        height: 22
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: Theme.gap
        anchors.right: late.visible ? late.left : parent.right
        anchors.rightMargin: Theme.gap
        y: Theme.gap
        spacing: 4
        FText {
            width: parent.width
            text: root.title
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        FText {
            width: parent.width
            text: root.explanation
            wrapMode: Text.Wrap
            color: Theme.textMuted
            lineHeight: 1.25
        }
    }
    StatusPill {
        id: late
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        y: Theme.gap - 2
        compact: true
        visible: root.isUrgent
        text: qsTr("overdue")
        iconName: "clock"
        tone: StatusPill.Bad
    }
}
